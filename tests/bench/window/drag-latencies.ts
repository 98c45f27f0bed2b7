/** One sweep of a drag along x as a page saw it; times in milliseconds of the page's clock. */
export interface DragRecord {
  /** Pointer moves in the order in which they were dispatched. */
  readonly moves: { readonly time: number; readonly x: number }[];
  /** Frames with redrawn paths: when painted, and theta_0 of the paths. */
  readonly painted: { readonly time: number; readonly start: number }[];
}

/** Where the hand took hold of the start: pixel, and the start's theta then. */
export interface Hold {
  readonly x: number;
  readonly start: number;
}

/**
 * For every move of the sweep the time until paths from there, or from a place that the hand reached later, were painted.
 *
 * Pixels and theta belong together linearly. Both are known where the hand took hold and where it came to rest, since the last frame
 * shows the last place.
 *
 * @throws Error if a move was never answered.
 */
export function latenciesOf({ moves, painted }: DragRecord, hold: Hold): readonly number[] {
  const sweep = moves.filter(({ x }) => x !== hold.x);
  const end = sweep.at(-1);
  const last = painted.at(-1);
  if (end === undefined || last === undefined || last.start === hold.start)
    throw new Error("the drag was not followed");
  const pixels = (end.x - hold.x) / (last.start - hold.start);
  const places = painted.map(({ time, start }) => ({
    time,
    index: nearestMove(sweep, hold.x + (start - hold.start) * pixels),
  }));
  return sweep.map(({ time }, index) => {
    const answer = places.find((place) => place.index >= index && place.time >= time);
    if (answer === undefined) throw new Error(`move ${index + 1} of ${sweep.length} was never answered`);
    return answer.time - time;
  });
}

function nearestMove(sweep: DragRecord["moves"], x: number): number {
  let nearest = 0;
  for (let k = 1; k < sweep.length; k++) if (Math.abs(sweep[k].x - x) < Math.abs(sweep[nearest].x - x)) nearest = k;
  return nearest;
}
