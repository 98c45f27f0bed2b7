import type { GridWindow } from "./grid.ts";

/**
 * A grid prepared for marching squares: a border of points that lie outside every region, so that regions close along the
 * window's edge by themselves, and for every point the number of thresholds it reaches.
 *
 * Border points stand at the same place as their neighbours in the grid; cells between them have no width. NaN and
 * -Infinity count as outside every region.
 */
export interface RankedGrid {
  /** Points in a row, border included. A cell is known by the index of its lower left point. */
  readonly width: number;
  readonly height: number;
  /** -Infinity on the border and in place of NaN. */
  readonly values: Float64Array;
  /** How many thresholds are at or below the value. */
  readonly rank: Uint16Array;
  /** Coordinates by column and by row, border included. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** @param thresholds ascending, finite, at most 65,535. */
export function rankedGrid(
  values: Float64Array,
  nx: number,
  ny: number,
  window: GridWindow,
  thresholds: Float64Array,
): RankedGrid {
  const width = nx + 2;
  const height = ny + 2;
  const padded = new Float64Array(width * height).fill(-Infinity);
  const rank = new Uint16Array(width * height);
  for (let row = 0; row < ny; row++) {
    for (let column = 0; column < nx; column++) {
      const value = values[row * nx + column];
      if (Number.isNaN(value)) continue;
      const node = (row + 1) * width + column + 1;
      padded[node] = value;
      rank[node] = thresholdsReached(value, thresholds);
    }
  }
  return { width, height, values: padded, rank, x: coordinates(window.x, nx), y: coordinates(window.y, ny) };
}

function thresholdsReached(value: number, thresholds: Float64Array): number {
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (thresholds[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function coordinates([from, to]: readonly [number, number], count: number): Float64Array {
  const line = new Float64Array(count + 2);
  const step = (to - from) / (count - 1);
  for (let i = 0; i < count; i++) line[i + 1] = from + i * step;
  line[count] = to;
  line[0] = from;
  line[count + 1] = to;
  return line;
}

/** Visits, level by level, exactly the cells that the level's contour passes through. */
export interface LevelSweep {
  /** Moves on to the next level (the first call: level 0) and returns how many cells it crosses. */
  advance(): number;
  /** The first `advance()` entries are the cells. */
  readonly cells: Uint32Array;
}

/**
 * Cells sorted by the first level that crosses them wait; those of the current level are active; those left behind are
 * dropped. Work is proportional to the number of crossings, memory to the number of cells.
 */
export function levelSweep(grid: RankedGrid, levelCount: number): LevelSweep {
  const { lowest, highest } = rankRanges(grid);
  const { waiting, waitingStart } = sortByFirstLevel(lowest, highest, levelCount);
  const cells = new Uint32Array(waiting.length);
  let active = 0;
  let level = -1;
  return {
    cells,
    advance() {
      level++;
      let kept = 0;
      for (let i = 0; i < active; i++) if (highest[cells[i]] > level) cells[kept++] = cells[i];
      for (let i = waitingStart[level]; i < waitingStart[level + 1]; i++) cells[kept++] = waiting[i];
      active = kept;
      return kept;
    },
  };
}

/** Level k crosses the cells with lowest <= k < highest. */
function rankRanges({ rank, width, height }: RankedGrid): { lowest: Uint16Array; highest: Uint16Array } {
  const lowest = new Uint16Array(rank.length);
  const highest = new Uint16Array(rank.length);
  for (let row = 0; row < height - 1; row++) {
    for (let cell = row * width; cell < row * width + width - 1; cell++) {
      const a = rank[cell];
      const b = rank[cell + 1];
      const c = rank[cell + width];
      const d = rank[cell + width + 1];
      lowest[cell] = Math.min(a, b, c, d);
      highest[cell] = Math.max(a, b, c, d);
    }
  }
  return { lowest, highest };
}

function sortByFirstLevel(
  lowest: Uint16Array,
  highest: Uint16Array,
  levelCount: number,
): { waiting: Uint32Array; waitingStart: Uint32Array } {
  const waitingStart = new Uint32Array(levelCount + 1);
  for (let cell = 0; cell < lowest.length; cell++) {
    if (lowest[cell] < highest[cell]) waitingStart[lowest[cell] + 1]++;
  }
  for (let k = 1; k <= levelCount; k++) waitingStart[k] += waitingStart[k - 1];
  const next = waitingStart.slice();
  const waiting = new Uint32Array(waitingStart[levelCount]);
  for (let cell = 0; cell < lowest.length; cell++) {
    if (lowest[cell] < highest[cell]) waiting[next[lowest[cell]]++] = cell;
  }
  return { waiting, waitingStart };
}
