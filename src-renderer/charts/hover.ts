import { type Frame, isInside, pixelX, pixelY } from "./frame.ts";
import type { RunTrace } from "./types.ts";

/** A recorded row of a run, or of its companion, near the pointer. */
export interface NearRow {
  readonly run: RunTrace;
  readonly row: number;
  readonly isCompanion: boolean;
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
  const look = (run: RunTrace, path: Pick<RunTrace, "x" | "y">, isCompanion: boolean): void => {
    for (let row = 0; row < path.x.length; row += 1) {
      const x = pixelX(frame, path.x[row] ?? Number.NaN);
      const y = pixelY(frame, path.y[row] ?? Number.NaN);
      const distance = Math.hypot(x - px, y - py);
      if (distance < least && isInside(frame, x, y)) {
        least = distance;
        nearest = { run, row, isCompanion };
      }
    }
  };
  for (const run of runs) {
    look(run, run, false);
    if (run.companion !== null) look(run, run.companion, true);
  }
  return nearest;
}
