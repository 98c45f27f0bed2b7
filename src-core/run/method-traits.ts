import { baseOf, innermostMethod, optimizerEntry, rowOptions, type OptimizerSpec } from "../optimizers/index.ts";

/** What must be known of a method to say what one of its steps means. */
export interface MethodTraits {
  /** It maximises: its steps go uphill on purpose. */
  readonly ascends: boolean;
  /** m and sigma come from curvature and searches, not from a memory of gradients. */
  readonly usesCurvature: boolean;
  /** The gradient is taken elsewhere than at theta: SAM. */
  readonly looksAhead: boolean;
  /** Every so many steps theta is pulled back to slow weights: Lookahead's k, for each Lookahead in the nest. */
  readonly pulls: readonly number[];
}

/**
 * @param spec a checked one.
 * @example methodTraits({ name: "lookahead", k: 6, optimizer: { name: "adam" } }).pulls // => [6]
 */
export function methodTraits(spec: OptimizerSpec): MethodTraits {
  const innermost = innermostMethod(spec);
  const around = methodsAround(spec);
  const lookaheads = around.filter(({ name }) => name === "lookahead");
  return {
    ascends: innermost["maximize"] === true,
    usesCurvature: optimizerEntry(innermost.name).family === "second-order",
    looksAhead: around.some(({ name }) => name === "sam"),
    pulls: lookaheads.map((lookahead) => Number(rowOptions(lookahead)["k"])),
  };
}

function methodsAround(spec: OptimizerSpec): readonly OptimizerSpec[] {
  const base = baseOf(spec);
  return base === null ? [] : [spec, ...methodsAround(base)];
}
