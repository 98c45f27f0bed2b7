import type { Experiment } from "../../../src-core/project/index.ts";

/** Runs of which a test says whether they are on their way. */
export class Busy {
  isCatchingUp: boolean = $state(false);
  readonly followed: Experiment[] = [];
  #listener: () => void = () => undefined;

  follow(experiment: Experiment): void {
    this.followed.push(experiment);
  }

  whenSettled(listener: () => void): () => void {
    this.#listener = listener;
    return () => (this.#listener = () => undefined);
  }

  /** The runs that were on their way are there. */
  settle(): void {
    this.#listener();
  }
}

/** Effects for a test, as a component would have them; returns their end. */
export function effectRoot(make: () => void): () => void {
  return $effect.root(make);
}
