import { createObjective } from "../../../src-core/objective/index.ts";
import { within, type Row } from "../report/row.ts";
import { measured } from "../report/statistics.ts";
import { BENCH_LOSSES, type BenchLoss } from "./losses.ts";
import { mathjsDerivatives } from "./mathjs-derivatives.ts";

const ROUNDS = 25;
const WARM_UP_ROUNDS = 5;
/** mathjs takes seconds for six parameters; three rounds tell enough of a peer that has no goal here. */
const PEER_ROUNDS = 3;

/** From the text to the first value, gradient and Hessian: what a person who types waits for. */
export function* prepareRows(): Generator<Row> {
  for (const loss of BENCH_LOSSES) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      const time = timed(() => prepare(variant(loss, round)));
      if (round >= 0) ours.push(time);
      if (round >= 0 && round < PEER_ROUNDS) theirs.push(timed(() => prepareByMathjs(variant(loss, round))));
    }
    yield within(5, {
      name: `prepare/${loss.id}`,
      unit: "ms",
      ours: measured(ours),
      peer: measured(theirs),
      peerName: "mathjs derivative()",
    });
  }
}

/** Another formula of the same size every time: an engine remembers texts that it has compiled before. */
function variant(loss: BenchLoss, round: number): BenchLoss {
  return { ...loss, expression: `${loss.expression} + ${round + 10}.25` };
}

function prepare({ expression, parameters, at }: BenchLoss): number {
  const objective = createObjective({ expression, parameters });
  const theta = Float64Array.from(at);
  const gradient = new Float64Array(at.length);
  const hessian = new Float64Array(at.length ** 2);
  return objective.value(theta) + objective.gradient(theta, gradient) + objective.hessian(theta, gradient, hessian);
}

function prepareByMathjs(loss: BenchLoss): number {
  const { compiled, scope } = mathjsDerivatives(loss);
  return compiled.reduce((sum, node) => sum + Number(node.evaluate(scope)), 0);
}

function timed(work: () => number): number {
  const started = performance.now();
  const result = work();
  const elapsed = performance.now() - started;
  if (!Number.isFinite(result)) throw new Error(`prepared to ${result}`);
  return elapsed;
}
