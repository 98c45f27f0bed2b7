import type { FrameBlock } from "./frame-block.ts";

/**
 * Blocks of one run, in the order in which they came, as one. Empty blocks are allowed; no block at all gives an empty
 * one of the dimension given, without companions.
 *
 * @throws RangeError for blocks of different dimensions, or with companions and without.
 * @example concatenateFrames([], 2).count // => 0
 */
export function concatenateFrames(blocks: readonly FrameBlock[], dimension = blocks[0]?.dimension ?? 0): FrameBlock {
  const hasCompanion = blocks.some(({ companion }) => companion !== null);
  if (blocks.some((block) => block.dimension !== dimension || (block.companion !== null) !== hasCompanion)) {
    throw new RangeError("blocks of different columns");
  }
  const rows = blocks.reduce((sum, block) => sum + block.count, 0);
  const joined = allocateFrames(dimension, rows, hasCompanion);
  for (const column of COLUMNS) {
    let offset = 0;
    for (const block of blocks) {
      const part = block[column];
      if (part === null) break;
      joined[column]?.set(part, offset);
      offset += part.length;
    }
  }
  return joined;
}

/**
 * The rows from `from` up to, not including, `to`, as arrays of their own.
 *
 * @example sliceFrames(allocateFrames(2, 5), 1, 3).count // => 2
 */
export function sliceFrames(frames: FrameBlock, from: number, to: number): FrameBlock {
  const { dimension } = frames;
  const first = Math.min(Math.max(from, 0), frames.count);
  const end = Math.min(Math.max(to, first), frames.count);
  const scalars = (column: Float64Array) => column.slice(first, end);
  const vectors = (column: Float64Array) => column.slice(first * dimension, end * dimension);
  return {
    dimension,
    count: end - first,
    steps: scalars(frames.steps),
    theta: vectors(frames.theta),
    gradient: vectors(frames.gradient),
    direction: vectors(frames.direction),
    scale: vectors(frames.scale),
    loss: scalars(frames.loss),
    gradientNorm: scalars(frames.gradientNorm),
    learningRate: scalars(frames.learningRate),
    companion: frames.companion && vectors(frames.companion),
  };
}

/**
 * The row that shows a step: the last one recorded at or before it; -1 if the first comes after it. O(log count).
 *
 * @example frameAt({ ...allocateFrames(1, 3), steps: Float64Array.of(0, 10, 20) }, 15) // => 1
 */
export function frameAt(frames: Pick<FrameBlock, "steps" | "count">, step: number): number {
  let low = 0;
  let high = frames.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (frames.steps[middle] <= step) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * The vector of one row, as a view: `theta` of row 3 is rowOf(frames, "theta", 3).
 *
 * @example rowOf(allocateFrames(2, 5), "theta", 4) // => [0, 0]
 */
export function rowOf(
  frames: FrameBlock,
  column: "theta" | "gradient" | "direction" | "scale" | "companion",
  row: number,
): Float64Array {
  // Nothing of no companions is nothing.
  return (frames[column] ?? NONE).subarray(row * frames.dimension, (row + 1) * frames.dimension);
}

/**
 * One entry over all rows of a row-major matrix as wide as theta, as a column of its own.
 *
 * @example entryColumn(Float64Array.of(1, 2, 3, 4), 2, 1) // => [2, 4]
 */
export function entryColumn(matrix: Float64Array, dimension: number, entry: number): Float64Array {
  const column = new Float64Array(matrix.length / dimension);
  for (let row = 0; row < column.length; row++) column[row] = matrix[row * dimension + entry];
  return column;
}

/**
 * A block of `count` rows of zeros, to be written into; with companions where the run records them.
 *
 * @example allocateFrames(2, 3).theta.length // => 6
 */
export function allocateFrames(dimension: number, count: number, hasCompanion = false): FrameBlock {
  const scalars = () => new Float64Array(count);
  const vectors = () => new Float64Array(count * dimension);
  return {
    dimension,
    count,
    steps: scalars(),
    theta: vectors(),
    gradient: vectors(),
    direction: vectors(),
    scale: vectors(),
    loss: scalars(),
    gradientNorm: scalars(),
    learningRate: scalars(),
    companion: hasCompanion ? vectors() : null,
  };
}

const NONE = new Float64Array(0);

const COLUMNS = [
  "steps",
  "theta",
  "gradient",
  "direction",
  "scale",
  "loss",
  "gradientNorm",
  "learningRate",
  "companion",
] as const satisfies readonly (keyof FrameBlock)[];
