import {
  type CurveQuantity,
  type Experiment,
  PARAMETER_QUANTITIES,
  type ParameterQuantity,
} from "../../src-core/project/index.ts";
import { type FrameBlock, type StopReason, stepFactors, takenSteps } from "../../src-core/run/index.ts";
import type { FactorsTrace, RunTrace } from "./types.ts";

/** How the curves of a run's parameters are told apart: the colour is the runner's. The first is drawn through. */
export const DASHES: readonly (readonly number[] | false)[] = [
  false,
  [8, 4],
  [2, 3],
  [10, 3, 2, 3],
  [16, 5],
  [6, 2, 2, 2, 2, 2],
];

export function isParameterQuantity(quantity: CurveQuantity): quantity is ParameterQuantity {
  return PARAMETER_QUANTITIES.some((name) => name === quantity);
}

/**
 * The factors of a run's steps for as many parameters as there are dashes: those on the axes, then the others in the
 * order of theta. Null where the view shows no quantity of parameters.
 */
export function factorsOf(
  trace: Pick<RunTrace, "id" | "label" | "colour">,
  run: { readonly frames: FrameBlock; readonly stopped: StopReason | null },
  { loss, view }: Pick<Experiment, "loss" | "view">,
): FactorsTrace | null {
  if (!view.curves.quantities.some(isParameterQuantity)) return null;
  const names = loss.parameters.map(({ name }) => name);
  const onAxes = names.filter((name) => view.axes.includes(name));
  const chosen = [...new Set([...onAxes, ...names])].slice(0, DASHES.length);
  const shown = names.filter((name) => chosen.includes(name));
  const taken = takenSteps(run.frames, run.stopped !== null);
  return {
    runId: trace.id,
    label: trace.label,
    colour: trace.colour,
    steps: taken.steps,
    parameters: shown.map((name) => ({ name, ...stepFactors(taken, names.indexOf(name)) })),
    hidden: names.length - shown.length,
  };
}
