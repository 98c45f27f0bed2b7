import { type Companion, companionOf } from "../../src-core/optimizers/index.ts";
import { methodTraits, type StepMeaning, stepMeaning, type StopReason } from "../../src-core/run/index.ts";
import type { Words } from "../text/index.ts";
import { formatCount, formatNumber } from "./format.ts";
import type { RunResult } from "./runs-state.svelte.ts";

/** The numbers of one recorded step, entry by entry of theta. */
export interface StepNumbers {
  readonly step: number;
  readonly loss: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
  /** What the second point is that the method keeps; null where none is recorded. */
  readonly companion: Companion["name"] | null;
  readonly entries: readonly EntryNumbers[];
}

export interface EntryNumbers {
  readonly name: string;
  readonly theta: number;
  /** Of the second point; null where none is recorded. */
  readonly companion: number | null;
  readonly gradient: number;
  /** Null at the end of the run, where no step follows. */
  readonly direction: number | null;
  readonly scale: number | null;
  /** theta of the next recorded step minus this one; null at the end of the run, or where steps between were not recorded. */
  readonly movement: number | null;
}

export function stepNumbers(result: RunResult, row: number, names: readonly string[]): StepNumbers {
  const { frames } = result;
  const { dimension, companion } = frames;
  const step = frames.steps[row] ?? 0;
  const isLast = row + 1 >= frames.count && result.stopped !== null;
  const hasNext = row + 1 < frames.count && frames.steps[row + 1] === step + 1;
  const at = (values: Float64Array, index: number, atRow = row) => values[atRow * dimension + index] ?? Number.NaN;
  return {
    step,
    loss: frames.loss[row] ?? Number.NaN,
    gradientNorm: frames.gradientNorm[row] ?? Number.NaN,
    learningRate: frames.learningRate[row] ?? Number.NaN,
    companion: companion === null ? null : (companionOf(result.spec.optimizer)?.name ?? null),
    entries: names.slice(0, dimension).map((name, index) => ({
      name,
      theta: at(frames.theta, index),
      companion: companion && at(companion, index),
      gradient: at(frames.gradient, index),
      direction: isLast ? null : at(frames.direction, index),
      scale: isLast ? null : at(frames.scale, index),
      movement: hasNext ? at(frames.theta, index, row + 1) - at(frames.theta, index) : null,
    })),
  };
}

/** What the step of a row means; null at the end of the run, where no step follows. */
export function meaningAt({ frames, spec, stopped }: RunResult, row: number): StepMeaning | null {
  const isLast = row + 1 >= frames.count && stopped !== null;
  return isLast ? null : stepMeaning(frames, row, methodTraits(spec.optimizer));
}

/** Tab-separated, all digits: pastes into a spreadsheet. */
export function stepAsText(numbers: StepNumbers): string {
  const head = [
    `step\t${numbers.step}`,
    `loss\t${numbers.loss}`,
    `gradientNorm\t${numbers.gradientNorm}`,
    `learningRate\t${numbers.learningRate}`,
  ];
  const { companion } = numbers;
  const rows = numbers.entries.map((entry) => {
    const { name, theta, gradient, direction, scale, movement } = entry;
    const second = companion === null ? [] : [entry.companion ?? ""];
    return [name, theta, gradient, direction ?? "", scale ?? "", movement ?? "", ...second].join("\t");
  });
  const second = companion === null ? "" : `\t${companion}`;
  return [...head, `parameter\ttheta\tg\tm\tsigma\tmovement${second}`, ...rows].join("\n");
}

/** Why a run ended, in a sentence with its numbers. */
export function describeStop(stopped: StopReason, words: Words["inspector"], names: readonly string[] = []): string {
  const { ended, quantity } = words;
  const step = formatCount(stopped.step);
  const { cause } = stopped;
  if (cause?.quantity === "rule") {
    const [line, given] = [String(cause.line ?? ""), formatNumber(cause.value)];
    const entry = cause.index === null ? undefined : names[cause.index];
    return entry === undefined ? ended.rule(step, line, given) : ended.ruleEntry(step, line, given, entry);
  }
  const name = cause === null ? quantity.loss : quantity[cause.quantity];
  const value = formatNumber(cause?.value ?? Number.NaN);
  switch (stopped.reason) {
    case "steps":
      return ended.steps(step);
    case "converged":
      return ended.converged(step, value, formatNumber(cause?.limit ?? 0));
    case "diverged":
      return cause?.limit == null
        ? ended.overflow(step, name, value)
        : ended.divergedBound(step, name, value, formatNumber(cause.limit));
    case "left-domain":
      return ended.leftDomain(step, name);
    case "cancelled":
      return ended.cancelled(step);
  }
}
