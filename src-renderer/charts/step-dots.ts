import { type Frame, pixelMap } from "./frame.ts";

/** Dots in pixels, in order of rows. */
export interface StepDots {
  readonly rows: Int32Array;
  /** x and y interleaved. */
  readonly points: Float32Array;
}

/** These first steps have a dot each, however close together they lie: the beginning is what people look at. */
const FIRST_DOTS = 12;
/** Later dots are drawn only where this square (pixels) has none yet. */
const CELL = 5;

/** The steps that have a dot of their own. Remembered with the columns, as pathPieces is. */
export function stepDots(x: Float64Array, y: Float64Array, frame: Frame): StepDots {
  const key = JSON.stringify(frame);
  const known = remembered.get(x);
  if (known !== undefined && known.y === y && known.key === key) return known.dots;
  const dots = computeDots(x, y, frame);
  remembered.set(x, { y, key, dots });
  return dots;
}

const remembered = new WeakMap<
  Float64Array,
  { readonly y: Float64Array; readonly key: string; readonly dots: StepDots }
>();

function computeDots(x: Float64Array, y: Float64Array, frame: Frame): StepDots {
  const map = pixelMap(frame);
  const columns = Math.ceil(frame.width / CELL) + 1;
  const taken = new Uint8Array(columns * (Math.ceil(frame.height / CELL) + 1));
  const rows: number[] = [];
  const points: number[] = [];
  for (let row = 0; row < x.length; row += 1) {
    const px = map.xOffset + map.xSlope * (x[row] ?? Number.NaN) - frame.left;
    const py = map.yOffset + map.ySlope * (y[row] ?? Number.NaN) - frame.top;
    if (!(px >= 0 && px <= frame.width && py >= 0 && py <= frame.height)) continue;
    const cell = Math.floor(py / CELL) * columns + Math.floor(px / CELL);
    if (row >= FIRST_DOTS && taken[cell] === 1) continue;
    taken[cell] = 1;
    rows.push(row);
    points.push(px + frame.left, py + frame.top);
  }
  return { rows: Int32Array.from(rows), points: Float32Array.from(points) };
}
