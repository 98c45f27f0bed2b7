import { createObjective } from "../../../src-core/objective/index.ts";
import { ownCopy, race, type Contestant } from "../report/race.ts";
import { atLeast, atMost, type Row } from "../report/row.ts";
import { geometricMean, type Measured } from "../report/statistics.ts";
import { requireAgreement } from "./agreement.ts";
import { BENCH_LOSSES, type BenchLoss } from "./losses.ts";
import { flatten, mathjsDerivatives } from "./mathjs-derivatives.ts";

/** Value, gradient and Hessian of a typed loss, against a person's code and against mathjs' compiled derivatives. */
export function* expressionRows(): Generator<Row> {
  const ours: Measured[] = [];
  const hand: Measured[] = [];
  for (const loss of BENCH_LOSSES) {
    const times = race(contestantsOf(loss));
    ours.push(times.ours);
    hand.push(times.hand);
    const name = `expression/${loss.id}`;
    yield atMost(2, { name: `${name}/hand`, unit: "ns", ours: times.ours, peer: times.hand, peerName: "by hand" });
    yield atLeast(loss.isPolynomial ? 200 : 50, {
      name: `${name}/mathjs`,
      unit: "ns",
      ours: times.ours,
      peer: times.mathjs,
      peerName: "mathjs derivative()",
    });
  }
  yield atMost(1.3, {
    name: "expression/geometric-mean/hand",
    unit: "ns",
    ours: meanOf(ours),
    peer: meanOf(hand),
    peerName: "by hand",
  });
}

function contestantsOf(loss: BenchLoss): Record<"ours" | "hand" | "mathjs", Contestant> {
  const { expression, parameters, at, id } = loss;
  const objective = createObjective({ expression, parameters });
  const byHand = ownCopy(loss.byHand);
  const mathjs = mathjsDerivatives(loss);
  const room = () => ({
    theta: Float64Array.from(at),
    gradient: new Float64Array(at.length),
    hessian: new Float64Array(at.length ** 2),
  });

  const [mine, theirs] = [room(), room()];
  const myValue = objective.hessian(mine.theta, mine.gradient, mine.hessian);
  const theirValue = byHand(theirs.theta, theirs.gradient, theirs.hessian);
  requireAgreement(
    `${id} by hand`,
    [myValue, ...mine.gradient, ...mine.hessian],
    [theirValue, ...theirs.gradient, ...theirs.hessian],
  );
  const flat = flatten(myValue, mine.gradient, mine.hessian);
  const peers = mathjs.compiled.map((node) => Number(node.evaluate(mathjs.scope)));
  requireAgreement(`${id} by mathjs`, flat, peers);

  return {
    ours: ownCopy(objectiveLoop)(objective, mine.theta, mine.gradient, mine.hessian),
    hand: ownCopy(functionLoop)(byHand, theirs.theta, theirs.gradient, theirs.hessian),
    mathjs: ownCopy(mathjsLoop)(mathjs.compiled, mathjs.scope, parameters[0], at[0]),
  };
}

// The point moves a little from call to call, so that nothing can be moved out of the loop.

type Evaluate = (theta: Float64Array, gradient: Float64Array, hessian: Float64Array) => number;

const objectiveLoop =
  (objective: { hessian: Evaluate }, theta: Float64Array, gradient: Float64Array, hessian: Float64Array): Contestant =>
  (times) => {
    const x = theta[0];
    let sum = 0;
    for (let i = 0; i < times; i++) {
      theta[0] = x + (i & 7) * 1e-3;
      sum += objective.hessian(theta, gradient, hessian);
    }
    theta[0] = x;
    return sum;
  };

const functionLoop =
  (evaluate: Evaluate, theta: Float64Array, gradient: Float64Array, hessian: Float64Array): Contestant =>
  (times) => {
    const x = theta[0];
    let sum = 0;
    for (let i = 0; i < times; i++) {
      theta[0] = x + (i & 7) * 1e-3;
      sum += evaluate(theta, gradient, hessian);
    }
    theta[0] = x;
    return sum;
  };

const mathjsLoop =
  (
    compiled: readonly { evaluate(scope: Map<string, number>): number }[],
    scope: Map<string, number>,
    name: string,
    x: number,
  ): Contestant =>
  (times) => {
    let sum = 0;
    for (let i = 0; i < times; i++) {
      scope.set(name, x + (i & 7) * 1e-3);
      for (let k = 0; k < compiled.length; k++) sum += compiled[k].evaluate(scope);
    }
    scope.set(name, x);
    return sum;
  };

function meanOf(times: readonly Measured[]): Measured {
  const mean = (pick: (time: Measured) => number) => geometricMean(times.map(pick));
  return {
    median: mean((time) => time.median),
    spread: [mean((time) => time.spread[0]), mean((time) => time.spread[1])],
    fastest: mean((time) => time.fastest),
  };
}
