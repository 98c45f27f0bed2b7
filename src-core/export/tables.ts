import { entryColumn, type FrameBlock } from "../run/index.ts";
import { csvText, type CsvColumn } from "./csv.ts";

/**
 * The recorded steps of a run as CSV: step, one column for each parameter, loss, gradient_norm, learning_rate; where the
 * second points are recorded, "companion:name" for each parameter. A parameter that bears the name of another column is
 * headed "theta:name".
 *
 * @param parameters one name per entry of theta.
 */
export function framesCsv(frames: FrameBlock, parameters: readonly string[]): string {
  return csvText(framesColumns(frames, parameters));
}

/** The same as columns, for tables that join several runs. */
export function framesColumns(frames: FrameBlock, parameters: readonly string[]): CsvColumn[] {
  const { dimension, theta, companion } = frames;
  return [
    { name: "step", values: frames.steps },
    ...parameters.map((name, parameter) => ({
      name: OTHER_COLUMNS.has(name) ? `theta:${name}` : name,
      values: entryColumn(theta, dimension, parameter),
    })),
    { name: "loss", values: frames.loss },
    { name: "gradient_norm", values: frames.gradientNorm },
    { name: "learning_rate", values: frames.learningRate },
    ...(companion === null
      ? []
      : parameters.map((name, parameter) => ({
          name: `companion:${name}`,
          values: entryColumn(companion, dimension, parameter),
        }))),
  ];
}

const OTHER_COLUMNS: ReadonlySet<string> = new Set(["step", "loss", "gradient_norm", "learning_rate"]);

/** One axis of a grid: the parameter's name and its coordinates. */
export interface GridCsvAxis {
  readonly name: string;
  readonly coordinates: ArrayLike<number>;
}

/**
 * A grid of losses as CSV, one row per point: x, y, loss (x, loss for a line); x runs fastest.
 *
 * @param values values[row * nx + column], rows going up with y.
 * @example gridCsv({ name: "x", coordinates: [0, 1] }, null, [5, 6]) // => "x,loss\r\n0,5\r\n1,6\r\n"
 */
export function gridCsv(x: GridCsvAxis, y: GridCsvAxis | null, values: ArrayLike<number>): string {
  const nx = x.coordinates.length;
  const xs = { name: x.name, values: Array.from(values, (_, index) => x.coordinates[index % nx]) };
  const losses = { name: "loss", values };
  if (y === null) return csvText([xs, losses]);
  const ys = { name: y.name, values: Array.from(values, (_, index) => y.coordinates[Math.floor(index / nx)]) };
  return csvText([xs, ys, losses]);
}
