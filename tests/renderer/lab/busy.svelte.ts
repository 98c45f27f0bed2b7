/** Runs of which a test says whether they are on their way. */
export class Busy {
  isCatchingUp: boolean = $state(false);
}

/** Effects for a test, as a component would have them; returns their end. */
export function effectRoot(make: () => void): () => void {
  return $effect.root(make);
}
