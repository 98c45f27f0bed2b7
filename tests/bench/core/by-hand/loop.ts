import type { OptimizerSpec } from "../../../../src-core/optimizers/index.ts";
import type { FrameBlock } from "../../../../src-core/run/index.ts";
import { compiled } from "../../report/race.ts";

/**
 * A method on a loss of two parameters as a person writes it for this one case: scalars for everything, no option that is not
 * used. The two texts are JavaScript. A line with `$` stands for two, one with X and one with Y in its place: `m$ = 0.9 * m$ + g$;`.
 */
export interface HandWritten {
  /** What it is called in the table of the benchmarks. */
  readonly id: string;
  /** The method of the catalogue that it is, with what it has written into its formula. */
  readonly optimizer: OptimizerSpec & { readonly lr: number };
  /** Its memory and its constants; stands before the loop. */
  readonly before?: string;
  /**
   * One step: moves theta$ and names direction$ and scale$ as constants. It may look at g$ (the gradient), loss, lr, and
   * step, which counts from 0.
   */
  readonly step: string;
}

/** The columns of a frame block that every run has. */
export const COLUMNS = [
  "steps",
  "theta",
  "gradient",
  "direction",
  "scale",
  "loss",
  "gradientNorm",
  "learningRate",
] as const satisfies readonly (keyof FrameBlock)[];

export type HandRecord = Pick<FrameBlock, "count" | (typeof COLUMNS)[number]>;

/** Makes so many updates from a start and records every step. */
export type HandLoop = (startX: number, startY: number, lr: number, updates: number) => HandRecord;

/** The method's loop on Rosenbrock's function, its gradient written out, without a stop rule: a function that only it uses. */
export function handLoop({ before = "", step }: HandWritten): HandLoop {
  return compiled<HandLoop>(`(startX, startY, lr, updates) => {
    const count = updates + 1;
    ${COLUMNS.map((column) => `const ${column}Column = new Float64Array(${isVector(column) ? "2 * count" : "count"});`).join("\n")}
    ${forBoth(`let theta$ = start$;`)}
    ${forBoth(before)}
    for (let step = 0; step < count; step++) {
      const fromOne = 1 - thetaX;
      const fromParabola = thetaY - thetaX * thetaX;
      const gY = 200 * fromParabola;
      const gX = -2 * fromOne - 2 * thetaX * gY;
      const loss = fromOne * fromOne + 100 * fromParabola * fromParabola;
      stepsColumn[step] = step;
      thetaColumn[2 * step] = thetaX;
      thetaColumn[2 * step + 1] = thetaY;
      gradientColumn[2 * step] = gX;
      gradientColumn[2 * step + 1] = gY;
      lossColumn[step] = loss;
      gradientNormColumn[step] = Math.sqrt(gX * gX + gY * gY);
      learningRateColumn[step] = lr;
      if (step === updates) {
        scaleColumn[2 * step] = 1;
        scaleColumn[2 * step + 1] = 1;
        break;
      }
      ${forBoth(step)}
      directionColumn[2 * step] = directionX;
      directionColumn[2 * step + 1] = directionY;
      scaleColumn[2 * step] = scaleX;
      scaleColumn[2 * step + 1] = scaleY;
    }
    return { count, ${COLUMNS.map((column) => `${column}: ${column}Column`).join(", ")} };
  }`);
}

function isVector(column: (typeof COLUMNS)[number]): boolean {
  return ["theta", "gradient", "direction", "scale"].includes(column);
}

function forBoth(text: string): string {
  const lines = text.split("\n");
  return lines
    .flatMap((line) => (line.includes("$") ? ["X", "Y"].map((entry) => line.replaceAll("$", entry)) : [line]))
    .join("\n");
}
