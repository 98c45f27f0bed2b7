import { clipPath, type PathExit } from "../clip.ts";
import type { RunTrace } from "../types.ts";
import { onSurface } from "./place.ts";
import type { HeightField } from "./height-field.ts";
import type { Vector } from "./view.ts";

/** A path laid on the surface as separate short segments. */
export interface DrapedPath {
  /** Six numbers a segment: its two ends. */
  readonly segments: Float32Array;
  /** For every row how many segments lead up to it. */
  readonly upToRow: Uint32Array;
  readonly exits: readonly PathExit[];
}

/** Above the surface by this much, so that the surface does not swallow half of it. */
export const LIFT = 0.004;
/** A segment between two steps follows the surface in pieces of about one cell of this many a side. */
const CELLS = 128;
/** A path may take this many pieces; longer ones follow the surface more coarsely. */
const MOST_PIECES = 20_000;
const MOST_PIECES_A_STEP = 256;

/** Lays a run on the surface, clipped to its window, and over holes not at all. */
export function drapePath(run: Pick<RunTrace, "x" | "y">, field: HeightField): DrapedPath {
  const { window } = field.ground;
  const width = window.x[1] - window.x[0];
  const depth = window.y[1] - window.y[0];
  const cells = (dx: number, dy: number): number => CELLS * Math.max(Math.abs(dx / width), Math.abs(dy / depth));
  const rows = run.x.length;
  const upToRow = new Uint32Array(rows);
  const exits: PathExit[] = [];
  const numbers: number[] = [];
  const coarseness = Math.max(1, wholeLength(run, cells) / MOST_PIECES);
  for (let row = 1; row < rows; row += 1) {
    const piece = clipPath({ x: run.x, y: run.y, from: row - 1, to: row, window, tolerance: [0, 0] });
    exits.push(...piece.exits);
    const [x0, y0, x1, y1] = piece.points;
    if (x0 !== undefined && y0 !== undefined && x1 !== undefined && y1 !== undefined) {
      const count = Math.min(Math.max(Math.ceil(cells(x1 - x0, y1 - y0) / coarseness), 1), MOST_PIECES_A_STEP);
      addPieces(numbers, field, [x0, y0], [x1, y1], count);
    }
    upToRow[row] = numbers.length / 6;
  }
  return { segments: Float32Array.from(numbers), upToRow, exits };
}

/** The path's length in cells, each step counted at most as far as it can be seen. */
function wholeLength({ x, y }: Pick<RunTrace, "x" | "y">, cells: (dx: number, dy: number) => number): number {
  let length = 0;
  for (let row = 1; row < x.length; row += 1) {
    const step = cells((x[row] ?? 0) - (x[row - 1] ?? 0), (y[row] ?? 0) - (y[row - 1] ?? 0));
    if (Number.isFinite(step)) length += Math.min(step, CELLS);
  }
  return length;
}

function addPieces(
  numbers: number[],
  field: HeightField,
  from: readonly [number, number],
  to: readonly [number, number],
  count: number,
): void {
  let before: Vector | null = onSurface(field, ...from, LIFT);
  for (let piece = 1; piece <= count; piece += 1) {
    const share = piece / count;
    const now = onSurface(field, from[0] * (1 - share) + to[0] * share, from[1] * (1 - share) + to[1] * share, LIFT);
    if (before !== null && now !== null) numbers.push(...before, ...now);
    before = now;
  }
}
