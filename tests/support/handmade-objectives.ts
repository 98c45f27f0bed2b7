import type { Objective } from "../../src-core/objective/index.ts";

// Losses with derivatives written by hand: independent of the parser, the differentiation and the generated code, so that
// what is tested with them is the optimizers and the run loop alone.

type ValueAndGradient = (theta: Float64Array, gradient: Float64Array) => number;

/** An Objective of value and gradient; whoever asks it for more is not testing what it is for. */
export function handmadeObjective(parameters: readonly string[], gradient: ValueAndGradient): Objective {
  const scratch = new Float64Array(parameters.length);
  const refuse = (): never => {
    throw new Error("this handmade objective has a value and a gradient only");
  };
  return {
    dimension: parameters.length,
    parameters,
    value: (theta) => gradient(theta, scratch),
    gradient,
    hessian: refuse,
    hessianVector: refuse,
    grid: refuse,
  };
}

/** (1 - w1 w2)^2, the course's toy network. */
export const toyProduct = handmadeObjective(["w1", "w2"], ([w1, w2], g) => {
  const r = 1 - w1 * w2;
  g[0] = -2 * w2 * r;
  g[1] = -2 * w1 * r;
  return r * r;
});

/** (1 - x)^2 + 100 (y - x^2)^2. */
export const rosenbrock = handmadeObjective(["x", "y"], ([x, y], g) => {
  const across = y - x * x;
  g[0] = -2 * (1 - x) - 400 * x * across;
  g[1] = 200 * across;
  return (1 - x) ** 2 + 100 * across * across;
});

/** The six-parameter loss of the goldens. */
export const wave6 = handmadeObjective(["a", "b", "c", "d", "e", "f"], ([a, b, c, d, e, f], g) => {
  const bell = Math.exp(-c * c);
  const bend = Math.tanh(a * d);
  const slope = 1 - bend * bend;
  const growth = Math.log(1 + e * e);
  g[0] = Math.cos(a) * b * b + a + slope * d;
  g[1] = Math.sin(a) * 2 * b + b;
  g[2] = -2 * c * bell * d + c;
  g[3] = bell + d + slope * a;
  g[4] = ((2 * e) / (1 + e * e)) * f * f + e;
  g[5] = growth * 2 * f + f;
  const squares = a * a + b * b + c * c + d * d + e * e + f * f;
  return Math.sin(a) * b * b + bell * d + growth * f * f + 0.5 * squares + bend;
});

/** The course's ten points (x, y). */
export const VALLEY_POINTS = [
  [338, 640],
  [333, 633],
  [328, 619],
  [207, 393],
  [226, 428],
  [25, 27],
  [179, 193],
  [60, 66],
  [208, 226],
  [606, 1591],
] as const;

/** Those points under y = b + w x, sum of squared errors. */
export const valley = handmadeObjective(["b", "w"], ([b, w], g) => {
  let loss = 0;
  g[0] = 0;
  g[1] = 0;
  for (const [x, y] of VALLEY_POINTS) {
    const error = b + w * x - y;
    loss += error * error;
    g[0] += 2 * error;
    g[1] += 2 * error * x;
  }
  return loss;
});

/** x^2 - y^2. */
export const saddle = handmadeObjective(["x", "y"], ([x, y], g) => {
  g[0] = 2 * x;
  g[1] = -2 * y;
  return x * x - y * y;
});

/** (x^2 - 1)^2 - 0.3 x, the ball that may roll over a hump. */
export const momentumBall = handmadeObjective(["x"], ([x], g) => {
  g[0] = 4 * x * (x * x - 1) - 0.3;
  return (x * x - 1) ** 2 - 0.3 * x;
});

/** (x^2 + y - 11)^2 + (x + y^2 - 7)^2. */
export const himmelblau = handmadeObjective(["x", "y"], ([x, y], g) => {
  const p = x * x + y - 11;
  const q = x + y * y - 7;
  g[0] = 4 * x * p + 2 * q;
  g[1] = 2 * p + 4 * y * q;
  return p * p + q * q;
});
