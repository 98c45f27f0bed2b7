import type { ChartText } from "../charts/types.ts";
import type { Words } from "../text/index.ts";
import { formatCount, formatNumber } from "./format.ts";

/** The words of pictures in the person's language, with numbers in reading form. */
export function chartText(words: Words["charts"]): ChartText {
  return {
    ...words,
    leavesWindow: (step) => words.leavesWindow(formatCount(step)),
    stopped: ({ reason, step }) => words.stopped[reason](formatCount(step)),
    nonFinite: (quantity, value, step) =>
      words.nonFinite(words.quantity[quantity], formatNumber(value), formatCount(step)),
    agreement: {
      ...words.agreement,
      wholeOf: (labels) => words.agreement.wholeOf(labels.join(words.comma)),
      upTo: (step) => words.agreement.upTo(formatCount(step)),
      at: (count) => words.agreement.at(formatCount(count)),
    },
    hiddenParameters: (count) => words.hiddenParameters(formatCount(count)),
    leftOut: (count) => words.leftOut(formatCount(count)),
    cutOff: (value) => words.cutOff(formatNumber(value)),
    number: formatNumber,
  };
}
