import {
  baseOf,
  type Convention,
  conventionOf,
  offeredOptions,
  optimizerEntry,
  type OptimizerSpec,
} from "../../src-core/optimizers/index.ts";
import type { Runner } from "../../src-core/project/index.ts";

/*
 * A difference run: a runner coupled to another one takes over all that decides its path, but for the convention.
 */

/** The conventions that a difference run of a method can take: all but its own. */
export function otherConventions(optimizer: OptimizerSpec): readonly Convention[] {
  return optimizerEntry(optimizer.name).conventions.filter((convention) => convention !== conventionOf(optimizer));
}

/** A runner as its leader is, under its own convention. */
export function asLeader(runner: Runner, leader: Runner, convention = conventionOf(runner.optimizer)): Runner {
  const { schedule, momentumSchedule, rateFactors, noise, clip } = leader;
  const optimizer = underConvention(leader.optimizer, convention);
  return { ...runner, optimizer, schedule, momentumSchedule, rateFactors, noise, clip, coupledTo: leader.id };
}

/**
 * A spec under another convention with what it says itself, as far as that one knows it. What it leaves to the defaults is
 * the other convention's: that is part of what is compared. A method inside stays.
 */
function underConvention(spec: OptimizerSpec, convention: Convention): OptimizerSpec {
  const known = new Set(offeredOptions(spec.name, convention).map(({ name }) => name));
  const options = Object.entries(spec).filter(([name]) => known.has(name));
  const inside = baseOf(spec);
  return { name: spec.name, convention, ...Object.fromEntries(options), ...(inside && { optimizer: inside }) };
}

/**
 * All runners after one of them was changed: those coupled to it follow, as long as its method has their convention; it
 * parts from its own leader if the change was one of what that decides.
 */
export function keepCoupling(runners: readonly Runner[], id: string, change: Partial<Runner>): readonly Runner[] {
  const parts = LED.some((field) => field in change);
  const changed = runners.find((runner) => runner.id === id);
  return runners.map((runner) => {
    if (runner.id === id) return parts && !("coupledTo" in change) ? uncoupled(runner) : runner;
    if (changed === undefined || runner.coupledTo !== id || !parts) return runner;
    const { conventions } = optimizerEntry(changed.optimizer.name);
    return conventions.includes(conventionOf(runner.optimizer)) ? asLeader(runner, changed) : uncoupled(runner);
  });
}

/** All runners without one; those coupled to it stay as they are, on their own. */
export function withoutRunner(runners: readonly Runner[], id: string): readonly Runner[] {
  return runners
    .filter((runner) => runner.id !== id)
    .map((runner) => (runner.coupledTo === id ? uncoupled(runner) : runner));
}

const LED = ["optimizer", "schedule", "momentumSchedule", "rateFactors", "noise", "clip"] as const;

function uncoupled(runner: Runner): Runner {
  return runner.coupledTo === null ? runner : { ...runner, coupledTo: null };
}
