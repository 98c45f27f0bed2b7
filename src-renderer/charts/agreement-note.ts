import type { ChartText, DifferencesData, DifferenceTrace } from "./types.ts";

/**
 * What a panel of differences says of paths that do not differ: a logarithmic axis has no place for a distance of 0, and on
 * a linear one it looks like a small one.
 */
export function agreementNote(differences: DifferencesData, isLog: boolean, text: ChartText): string {
  const { traces } = differences;
  if (traces.length === 0) return text.agreement.nothing;
  const same = traces.filter((trace) => trace.steps.length > 0 && zeros(trace) === trace.steps.length);
  if (same.length === 1 && traces.length === 1) return text.agreement.whole;
  if (same.length > 0) return text.agreement.wholeOf(same.map(({ label }) => label));
  const count = agreeingRows(differences);
  if (!isLog || count === 0) return "";
  const parted = Math.max(...traces.map(lastCommonStep));
  const isBeginning = traces.every((trace) => zeros(trace) === leadingZeros(trace));
  if (isBeginning && parted === 0) return text.agreement.start;
  return isBeginning && traces.length === 1 ? text.agreement.upTo(parted) : text.agreement.at(count);
}

/** How many rows of all compared runs lie where the other run is too. */
export function agreeingRows({ traces }: DifferencesData): number {
  return traces.reduce((sum, trace) => sum + zeros(trace), 0);
}

function zeros({ pathDistance }: DifferenceTrace): number {
  return pathDistance.reduce((count, distance) => count + (distance === 0 ? 1 : 0), 0);
}

function leadingZeros({ pathDistance }: DifferenceTrace): number {
  const first = pathDistance.findIndex((distance) => distance !== 0);
  return first < 0 ? pathDistance.length : first;
}

/** The step up to which the two paths are one; -1 where they differ from the start. */
function lastCommonStep(trace: DifferenceTrace): number {
  return trace.steps[leadingZeros(trace) - 1] ?? -1;
}
