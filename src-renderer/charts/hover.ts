import { type Frame, isInside, pixelX, pixelY } from "./frame.ts";
import type { RunTrace } from "./types.ts";

/** A recorded row of a run near the pointer. */
export interface NearRow {
  readonly run: RunTrace;
  readonly row: number;
}

/** The recorded point nearest to a place in pixels, at most `reach` pixels away, looking at visible points only. */
export function nearestRow(
  runs: readonly RunTrace[],
  frame: Frame,
  px: number,
  py: number,
  reach: number,
): NearRow | null {
  let nearest: NearRow | null = null;
  let least = reach;
  for (const run of runs) {
    for (let row = 0; row < run.x.length; row += 1) {
      const x = pixelX(frame, run.x[row] ?? Number.NaN);
      const y = pixelY(frame, run.y[row] ?? Number.NaN);
      const distance = Math.hypot(x - px, y - py);
      if (distance < least && isInside(frame, x, y)) {
        least = distance;
        nearest = { run, row };
      }
    }
  }
  return nearest;
}
