import { conventionOf, methodName } from "../../src-core/optimizers/index.ts";
import type { Runner } from "../../src-core/project/index.ts";
import type { Words } from "../text/index.ts";

/**
 * How runners are called: as the person says, else after the method; one that is coupled to another after that one and its
 * own convention. A second one of the same name is told apart, in legends as in exported files.
 */
export function runnerNames(runners: readonly Runner[], words: Words): ReadonlyMap<string, string> {
  const names = runners.map((runner) => runner.name || givenName(runner, runners, words));
  return new Map(
    runners.map(({ id }, index) => {
      const name = names[index] ?? id;
      const before = names.slice(0, index).filter((other) => other === name).length;
      return [id, before === 0 ? name : `${name} (${before + 1})`];
    }),
  );
}

/** The name of a runner that the person did not name. */
export function givenName({ optimizer, coupledTo }: Runner, runners: readonly Runner[], words: Words): string {
  const leader = runners.find(({ id }) => id === coupledTo);
  if (leader === undefined) return methodName(optimizer, words.presets);
  const { twin, conventions } = words.design.runners;
  return twin(leader.name || givenName(leader, runners, words), conventions[conventionOf(optimizer)]);
}
