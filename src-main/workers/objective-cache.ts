import { createObjective, type Objective, type ProblemSpec } from "../../src-core/objective/index.ts";

/** As many as a person has losses in play: an experiment, its neighbours, and the last settings of a slider. */
const CAPACITY = 16;

/**
 * Objectives by their problem, so that a drag does not compile the same formula sixty times a second. The one used
 * longest ago leaves first. An objective keeps nothing between two calls, so two jobs may share it.
 */
export class ObjectiveCache {
  readonly #objectives = new Map<string, Objective>();

  /** @throws InputError and ExpressionError as createObjective does; a refused problem is not kept. */
  of(problem: ProblemSpec): Objective {
    const key = JSON.stringify(problem);
    const known = this.#objectives.get(key);
    const objective = known ?? createObjective(problem);
    this.#objectives.delete(key);
    this.#objectives.set(key, objective);
    if (this.#objectives.size > CAPACITY) this.#forgetOldest();
    return objective;
  }

  #forgetOldest(): void {
    for (const key of this.#objectives.keys()) {
      this.#objectives.delete(key);
      return;
    }
  }
}
