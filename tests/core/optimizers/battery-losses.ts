import { createObjective, type Objective } from "../../../src-core/objective/index.ts";
import { optimizerEntry, type OptimizerSpec, type ProblemPart } from "../../../src-core/optimizers/index.ts";
import { handmadeObjective, himmelblau, toyProduct, wave6 } from "../../support/handmade-objectives.ts";

/** The losses of the battery, with all that a method asks of a problem. */
export interface BatteryLosses {
  readonly toyProduct: Objective;
  readonly himmelblau: Objective;
  /** A loss in six parameters, and the same with its parameters in the order of `order`. */
  readonly six: Objective;
  readonly permutedSix: Objective;
  readonly order: readonly number[];
  /** x^2 beside a parameter that it does not depend on. */
  readonly oneSided: Objective;
  /** Himmelblau's, negative. */
  readonly upsideDown: Objective;
  /** Gives any other loss what the method asks for and a formula cannot have. */
  readonly prepare: (objective: Objective) => Objective;
}

/**
 * Handmade losses for methods that ask for a gradient; compiled ones for those that ask for second derivatives or residuals,
 * which the handmade ones do not have. What is compiled is tested against mathjs and differences elsewhere.
 */
export function lossesFor(spec: OptimizerSpec): BatteryLosses {
  if (optimizerEntry(spec.name).family !== "second-order") return handmade(needsOf(spec));
  const six = needsOf(spec) === "residuals" ? SQUARES_6 : WAVE_6;
  const sixIn = (order: readonly number[]): Objective =>
    createObjective({ expression: six, parameters: order.map((place) => NAMES_6[place]) });
  return {
    toyProduct: createObjective({ expression: "(1 - w1*w2)^2" }),
    himmelblau: createObjective({ expression: HIMMELBLAU }),
    six: sixIn([0, 1, 2, 3, 4, 5]),
    permutedSix: sixIn(ORDER),
    order: ORDER,
    oneSided: createObjective({ expression: "x^2", parameters: ["x", "idle"] }),
    upsideDown: createObjective({ expression: `-(${HIMMELBLAU})` }),
    prepare: (objective) => objective,
  };
}

const ORDER = [4, 2, 5, 0, 3, 1];
/** Of a matrix of two rows of three: the rows exchanged, the columns moved round. */
const ORDER_WITHIN_ROWS = [5, 3, 4, 2, 0, 1];

const HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2";
const NAMES_6 = ["a", "b", "c", "d", "e", "f"];
const WAVE_6 = "sin(a)*b^2 + exp(-c^2)*d + log(1 + e^2)*f^2 + (a^2 + b^2 + c^2 + d^2 + e^2 + f^2)/2 + tanh(a*d)";
const SQUARES_6 =
  "(sin(a) - b)^2 + (exp(-c^2) + d)^2 + (log(1 + e^2) - f)^2 + (a^2 + b^2 + c^2 + d^2 + e^2 + f^2)/2 + tanh(a*d)^2";

function needsOf(spec: OptimizerSpec): ProblemPart | null {
  const { needs = null } = optimizerEntry(spec.name);
  return needs ?? (spec.optimizer === undefined ? null : needsOf(spec.optimizer));
}

function handmade(needs: ProblemPart | null): BatteryLosses {
  // All of theta as one matrix: six entries as two rows, fewer as one.
  const prepare = (objective: Objective): Objective => {
    if (needs !== "matrices") return objective;
    const rows = objective.dimension === 6 ? 2 : 1;
    return { ...objective, matrices: [{ offset: 0, rows, columns: objective.dimension / rows }] };
  };
  const order = needs === "matrices" ? ORDER_WITHIN_ROWS : ORDER;
  return {
    toyProduct: prepare(toyProduct),
    himmelblau: prepare(himmelblau),
    six: prepare(wave6),
    permutedSix: prepare(permuted(order)),
    order,
    oneSided: needs === "matrices" ? { ...oneSided, matrices: [] } : oneSided,
    upsideDown: prepare(upsideDown),
    prepare,
  };
}

function permuted(order: readonly number[]): Objective {
  return handmadeObjective(
    order.map((place) => NAMES_6[place]),
    (theta, gradient) => {
      const [plainTheta, plainGradient] = [new Float64Array(6), new Float64Array(6)];
      order.forEach((place, i) => (plainTheta[place] = theta[i]!));
      const value = wave6.gradient(plainTheta, plainGradient);
      order.forEach((place, i) => (gradient[i] = plainGradient[place]!));
      return value;
    },
  );
}

const oneSided = handmadeObjective(["x", "idle"], ([x], g) => {
  g[0] = 2 * x;
  g[1] = 0;
  return x * x;
});

const upsideDown = handmadeObjective(["x", "y"], (theta, g) => {
  const value = himmelblau.gradient(theta, g);
  g[0] = -g[0];
  g[1] = -g[1];
  return -value;
});
