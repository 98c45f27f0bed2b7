import { createRandom } from "../../src-core/numerics/index.ts";
import type { ParameterDesign } from "../../src-core/project/index.ts";

/** Points are rounded to this share of a range: short to read, far finer than the eye. */
const GRAIN = 1e-4;

/** Points drawn evenly from the parameters' ranges; the same seed draws the same points. */
export function randomStarts(parameters: readonly ParameterDesign[], count: number, seed: number): number[][] {
  const random = createRandom(seed, "starts");
  return Array.from({ length: count }, () =>
    parameters.map(({ from, to }) => {
      const share = Math.round(random.uniform() / GRAIN) * GRAIN;
      return Number((from + share * (to - from)).toPrecision(8));
    }),
  );
}
