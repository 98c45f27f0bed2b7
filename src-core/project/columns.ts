import type { FrameBlock } from "../run/index.ts";

/** How a column of recorded steps is kept in a file: its field, its file name, and whether it is as wide as theta. */
export interface FrameColumn {
  readonly field: Exclude<keyof FrameBlock, "dimension" | "count">;
  readonly file: string;
  readonly perParameter: boolean;
}

export const FRAME_COLUMNS: readonly FrameColumn[] = [
  { field: "steps", file: "steps.npy", perParameter: false },
  { field: "theta", file: "theta.npy", perParameter: true },
  { field: "gradient", file: "gradient.npy", perParameter: true },
  { field: "direction", file: "direction.npy", perParameter: true },
  { field: "scale", file: "scale.npy", perParameter: true },
  { field: "loss", file: "loss.npy", perParameter: false },
  { field: "gradientNorm", file: "gradient_norm.npy", perParameter: false },
  { field: "learningRate", file: "learning_rate.npy", perParameter: false },
  { field: "companion", file: "companion.npy", perParameter: true },
];

/** The columns of a run that records companions, or of one that does not. */
export function frameColumns(hasCompanion: boolean): readonly FrameColumn[] {
  return FRAME_COLUMNS.filter(({ field }) => field !== "companion" || hasCompanion);
}

/** The columns that a block has, each with its array. */
export function frameArrays(
  frames: FrameBlock,
): readonly { readonly column: FrameColumn; readonly array: Float64Array }[] {
  return FRAME_COLUMNS.flatMap((column) => {
    const array = frames[column.field];
    return array === null ? [] : [{ column, array }];
  });
}

/** NumPy's shape of a column: (count, dimension) or (count,). */
export function columnShape(column: FrameColumn, count: number, dimension: number): readonly number[] {
  return column.perParameter ? [count, dimension] : [count];
}

export function columnLength(column: FrameColumn, count: number, dimension: number): number {
  return column.perParameter ? count * dimension : count;
}
