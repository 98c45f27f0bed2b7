import type { StepMeaning } from "../../src-core/run/index.ts";
import type { Words } from "../text/index.ts";
import { formatCount, formatNumber } from "./format.ts";

/** What a step means, in one sentence with its numbers. */
export function describeMeaning(
  meaning: StepMeaning,
  names: readonly string[],
  words: Words["inspector"]["meaning"],
): string {
  const name = "entry" in meaning ? (names[meaning.entry] ?? `θ${meaning.entry}`) : "";
  switch (meaning.code) {
    case "at-rest":
      return words.atRest;
    case "bouncing":
      return (meaning.grows ? words.bouncingWider : words.bouncing)(name, formatCount(meaning.steps));
    case "pull-back":
      return words.pullBack(formatCount(meaning.every));
    case "uphill":
      return words.uphill[meaning.reason](name, formatNumber(meaning.direction), formatNumber(meaning.gradient));
    case "small-scale":
      return words.smallScale(name, formatCount(meaning.steps), percent(meaning.share));
    case "inertia":
      return words.inertia(name, formatNumber(meaning.gradient), formatNumber(meaning.direction));
    case "fixed-length":
      return words.fixedLength(name, formatNumber(meaning.length));
    case "rate-rising":
      return words.rateRising(formatNumber(meaning.from), formatNumber(meaning.to), formatCount(meaning.steps));
    case "plain":
      return words.plain(name, formatNumber(meaning.movement));
  }
}

/** Two digits tell how far sigma has fallen. */
function percent(share: number): string {
  return formatNumber(Number((100 * share).toPrecision(2)));
}
