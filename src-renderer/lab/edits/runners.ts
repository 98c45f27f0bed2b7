import { type Experiment, nextId, type Runner } from "../../../src-core/project/index.ts";
import type { Convention, OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import { asLeader, keepCoupling, withoutRunner } from "../coupling.ts";
import { setConvention } from "../runner-options.ts";

/* Changes of the runners: methods, conventions, difference runs, colours and order. */

/** As many colours as the palette has that stay apart for colour-blind readers. */
export const RUNNER_COLOURS = 8;

export function addRunner(experiment: Experiment, optimizer: OptimizerSpec): Experiment {
  const runner: Runner = {
    id: nextId("runner", experiment.runners),
    name: "",
    colour: freeColour(experiment.runners),
    muted: false,
    optimizer,
    schedule: { name: "none" },
    momentumSchedule: null,
    rateFactors: null,
    noise: 0,
    clip: null,
    showCompanion: false,
    coupledTo: null,
  };
  return { ...experiment, runners: [...experiment.runners, runner] };
}

export function changeRunner(experiment: Experiment, id: string, change: Partial<Omit<Runner, "id">>): Experiment {
  const runners = experiment.runners.map((runner) => (runner.id === id ? { ...runner, ...change } : runner));
  return { ...experiment, runners: keepCoupling(runners, id, change) };
}

/** Another convention: a runner that is coupled to another one stays so. */
export function changeConvention(experiment: Experiment, id: string, convention: Convention): Experiment {
  const { runner, leader } = runnerAndLeader(experiment, id);
  if (runner === undefined) return experiment;
  const change =
    leader === undefined
      ? { optimizer: setConvention(runner.optimizer, convention) }
      : asLeader(runner, leader, convention);
  return changeRunner(experiment, id, change);
}

/** A runner coupled to this one (to its leader, if it has one), below it, that follows another convention. */
export function addDifferenceRun(experiment: Experiment, id: string, convention: Convention): Experiment {
  const { runner, leader } = runnerAndLeader(experiment, id);
  if (runner === undefined) return experiment;
  const { runners } = experiment;
  const copy = { ...runner, id: nextId("runner", runners), name: "", muted: false, colour: freeColour(runners) };
  const twin = asLeader(copy, leader ?? runner, convention);
  return { ...experiment, runners: runners.toSpliced(runners.indexOf(runner) + 1, 0, twin) };
}

function runnerAndLeader({ runners }: Experiment, id: string) {
  const runner = runners.find((candidate) => candidate.id === id);
  return { runner, leader: runners.find((candidate) => candidate.id === runner?.coupledTo) };
}

/** A copy below the original, in a colour of its own. */
export function duplicateRunner(experiment: Experiment, id: string): Experiment {
  const index = experiment.runners.findIndex((runner) => runner.id === id);
  const original = experiment.runners[index];
  if (original === undefined) return experiment;
  const copy = { ...original, id: nextId("runner", experiment.runners), colour: freeColour(experiment.runners) };
  return { ...experiment, runners: experiment.runners.toSpliced(index + 1, 0, copy) };
}

export function removeRunner(experiment: Experiment, id: string): Experiment {
  return { ...experiment, runners: withoutRunner(experiment.runners, id) };
}

/** Moves a runner up (-1) or down (+1) in the list. */
export function reorderRunner(experiment: Experiment, id: string, by: -1 | 1): Experiment {
  const index = experiment.runners.findIndex((runner) => runner.id === id);
  const runner = experiment.runners[index];
  const target = index + by;
  if (runner === undefined || target < 0 || target >= experiment.runners.length) return experiment;
  return { ...experiment, runners: experiment.runners.toSpliced(index, 1).toSpliced(target, 0, runner) };
}

function freeColour(runners: readonly Runner[]): number {
  const counts = Array.from(
    { length: RUNNER_COLOURS },
    (_, colour) => runners.filter((runner) => runner.colour === colour).length,
  );
  return counts.indexOf(Math.min(...counts));
}
