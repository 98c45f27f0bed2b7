import {
  type ComparedRunners,
  type CurveQuantity,
  DIFFERENCE_QUANTITIES,
  type DifferenceQuantity,
  type Experiment,
} from "../../src-core/project/index.ts";
import { type FrameBlock, pathDistance } from "../../src-core/run/index.ts";
import type { DifferencesData, RunTrace } from "./types.ts";

/** A run that can be compared with that of another runner from the same start. */
export interface ComparableRun {
  readonly trace: Pick<RunTrace, "id" | "label" | "colour">;
  readonly runnerId: string;
  readonly startId: string;
  readonly frames: FrameBlock;
}

export function isDifferenceQuantity(quantity: CurveQuantity): quantity is DifferenceQuantity {
  return DIFFERENCE_QUANTITIES.some((name) => name === quantity);
}

/**
 * The distances of the compared runs from the reference's, each from its own start. Null where the view shows no such
 * quantity: they are computed for nobody else.
 */
export function differencesOf(
  runs: readonly ComparableRun[],
  { runners, view }: Pick<Experiment, "runners" | "view">,
  nameOf: (runnerId: string) => string,
): DifferencesData | null {
  if (!view.curves.quantities.some(isDifferenceQuantity)) return null;
  const { reference, runner } = shownComparison(
    view.curves.compared,
    runners.map(({ id }) => id),
  );
  const traces = runs.flatMap(({ trace, runnerId, startId, frames }) => {
    const isCompared = runnerId !== reference && (runner === null || runner === runnerId);
    const other = runs.find((candidate) => candidate.runnerId === reference && candidate.startId === startId);
    if (!isCompared || other?.frames.dimension !== frames.dimension) return [];
    const { id: runId, label, colour } = trace;
    return [{ runId, label, colour, ...pathDistance(frames, other.frames) }];
  });
  return { reference: nameOf(reference), traces };
}

/** What is compared where nothing was chosen, or what was chosen is gone: all others with the first. */
export function shownComparison(compared: ComparedRunners | undefined, runnerIds: readonly string[]): ComparedRunners {
  const [first = ""] = runnerIds;
  const isThere = (id: string | null | undefined): id is string => id != null && runnerIds.includes(id);
  const reference = isThere(compared?.reference) ? compared.reference : first;
  const runner = isThere(compared?.runner) && compared.runner !== reference ? compared.runner : null;
  return { reference, runner };
}
