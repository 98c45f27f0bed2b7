import type { MapWindow } from "../../src-core/project/index.ts";
import { clipPath, type PathExit } from "./clip.ts";
import { axisWindow, type Frame, pixelMap, type PixelMap } from "./frame.ts";

/**
 * A path ready to be drawn: visible segments in pixels, in order of rows, so that the part up to any row is the beginning
 * of the arrays.
 */
export interface PathPieces {
  /** For every segment the row at which it ends, ascending. */
  readonly rows: Int32Array;
  /** Four numbers a segment: x and y of its two ends. */
  readonly segments: Float32Array;
  /** The first crossings out of the window, in pixels, with the first row beyond each; dx and dy give the direction only. */
  readonly exits: readonly PathExit[];
}

/** A path that oscillates across the edge leaves it often; later exits are not marked. */
const MOST_EXITS = 24;
/** More segments than this are drawn one over the other anyway; they are then thinned on a coarser raster. */
const MOST_SEGMENTS = 8000;
const RASTERS = [1, 2, 4, 8] as const;

/**
 * Clips a path to the frame and leaves out what would not be seen: a segment between the same two pixels as an earlier one,
 * and one that does not leave its pixel. A path of 100,000 steps that zigzags across a valley is then drawn with a few
 * hundred segments. Everything that is kept is exact, and so is every exit.
 *
 * The answer is remembered with the columns: a playback asks for the same one at every frame.
 *
 * @param x,y columns on the axes' own scales.
 */
export function pathPieces(x: Float64Array, y: Float64Array, frame: Frame): PathPieces {
  const key = JSON.stringify(frame);
  const known = remembered.get(x);
  if (known !== undefined && known.y === y && known.key === key) return known.pieces;
  const pieces = computePieces(x, y, frame);
  remembered.set(x, { y, key, pieces });
  return pieces;
}

/** How many segments end at or before a row. */
export function segmentsUpTo({ rows }: PathPieces, row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] ?? 0) <= row) low = middle + 1;
    else high = middle;
  }
  return low;
}

const remembered = new WeakMap<
  Float64Array,
  { readonly y: Float64Array; readonly key: string; readonly pieces: PathPieces }
>();

function computePieces(x: Float64Array, y: Float64Array, frame: Frame): PathPieces {
  for (const raster of RASTERS) {
    const pieces = piecesOnRaster(x, y, frame, raster);
    if (pieces.rows.length <= MOST_SEGMENTS || raster === RASTERS.at(-1)) return pieces;
  }
  return piecesOnRaster(x, y, frame, 1);
}

function piecesOnRaster(x: Float64Array, y: Float64Array, frame: Frame, raster: number): PathPieces {
  const map = pixelMap(frame);
  const window = axisWindow(frame);
  const columns = Math.ceil(frame.width / raster) + 2;
  const pixels = columns * (Math.ceil(frame.height / raster) + 2);
  const pixelOf = (px: number, py: number): number =>
    Math.floor((py - frame.top) / raster + 1) * columns + Math.floor((px - frame.left) / raster + 1);
  const drawn = new Set<number>();
  const rows: number[] = [];
  const segments: number[] = [];
  const exits: PathExit[] = [];
  // Where the path was last drawn to: a step within a pixel is not drawn, and the next longer one begins there.
  let lastX = Number.NaN;
  let lastY = Number.NaN;

  const draw = (row: number, x0: number, y0: number, x1: number, y1: number): void => {
    const from = pixelOf(x0, y0);
    const to = pixelOf(x1, y1);
    const key = Math.min(from, to) * pixels + Math.max(from, to);
    if (!drawn.has(key)) {
      drawn.add(key);
      rows.push(row);
      segments.push(x0, y0, x1, y1);
    } else if (from === to) return;
    lastX = x1;
    lastY = y1;
  };

  let wasInside = isWithin(window, x[0], y[0]);
  for (let row = 1; row < x.length; row += 1) {
    const isInside = isWithin(window, x[row], y[row]);
    const isWhole = wasInside && isInside;
    wasInside = isInside;
    // Most segments of most paths need no clipping.
    const {
      points,
      exits: [exit],
    } = isWhole
      ? { points: [x[row - 1], y[row - 1], x[row], y[row]], exits: NONE }
      : clipPath({ x, y, from: row - 1, to: row, window, tolerance: NO_TOLERANCE });
    const [ax, ay, bx, by] = points;
    if (ax === undefined || ay === undefined || bx === undefined || by === undefined) {
      lastX = Number.NaN;
      continue;
    }
    const x0 = map.xOffset + map.xSlope * ax;
    const y0 = map.yOffset + map.ySlope * ay;
    const x1 = map.xOffset + map.xSlope * bx;
    const y1 = map.yOffset + map.ySlope * by;
    // Still in the pixel where the path was last drawn to: nothing new is seen, unless it ends here or a piece begins.
    const continues = Math.abs(x0 - lastX) < raster && Math.abs(y0 - lastY) < raster;
    const fromX = continues ? lastX : x0;
    const fromY = continues ? lastY : y0;
    const isLast = exit !== undefined || row === x.length - 1;
    if (!continues || isLast || Math.abs(x1 - fromX) >= NEAR * raster || Math.abs(y1 - fromY) >= NEAR * raster) {
      draw(row, fromX, fromY, x1, y1);
    }
    if (exit !== undefined) {
      if (exits.length < MOST_EXITS) exits.push(exitInPixels(exit, row, x1, y1, map));
      lastX = Number.NaN;
    }
  }
  return { rows: Int32Array.from(rows), segments: Float32Array.from(segments), exits };
}

function isWithin({ x: [left, right], y: [bottom, top] }: MapWindow, x = Number.NaN, y = Number.NaN): boolean {
  return x >= left && x <= right && y >= bottom && y <= top;
}

const NONE: readonly PathExit[] = [];
const NO_TOLERANCE = [0, 0] as const;
/** Points nearer than this (pixels, on both axes) to the last drawn one would not show. */
const NEAR = 0.5;

function exitInPixels(exit: PathExit, row: number, x: number, y: number, map: PixelMap): PathExit {
  const dx = exit.dx * map.xSlope;
  const dy = exit.dy * map.ySlope;
  // The larger of the two is 1, so that no length overflows.
  const largest = Math.max(Math.abs(dx), Math.abs(dy));
  const isUsual = Number.isFinite(largest) && largest > 0;
  // Never minus zero.
  const unit = (value: number): number => (isUsual ? value / largest : Math.sign(value)) || 0;
  return { row, x, y, dx: unit(dx), dy: unit(dy) };
}
