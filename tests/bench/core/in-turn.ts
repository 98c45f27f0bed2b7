import { execFileSync } from "node:child_process";
import { createObjective } from "../../../src-core/objective/index.ts";
import { checkRunSpec, runLoop } from "../../../src-core/run/index.ts";
import { ownCopy, race, type Contestant } from "../report/race.ts";
import { atMost, type Row } from "../report/row.ts";
import { measured } from "../report/statistics.ts";
import { gridLoop, gridRequest } from "./grid.ts";
import { benchLoss, PLANE_LOSSES } from "./losses.ts";

const ROUNDS = 5;
const GRID_SIDE = 512;
const RUN_STEPS = 4000;

const KINDS = ["evaluate", "grid", "run"] as const;
type Kind = (typeof KINDS)[number];
/** Nanoseconds per operation by kind and loss. */
type Times = Record<Kind, Record<string, number>>;

/**
 * Five losses one after the other through the same code, against each of them alone in a process that has never seen another:
 * what V8 learns of one loss must not slow the next. Values with gradient and Hessian, grids, and recorded Adam runs.
 */
export function* inTurnRows(): Generator<Row> {
  const ids = PLANE_LOSSES.map(({ id }) => id);
  const together: Times[] = [];
  const alone: Times[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    together.push(probe(ids));
    alone.push(ids.map((id) => probe([id])));
  }
  for (const kind of KINDS) {
    for (const [index, id] of ids.entries()) {
      yield atMost(1.3, {
        name: `in-turn/${kind}/${id}`,
        unit: "µs",
        ours: measured(together.map((times) => times[kind][id] / 1e3)),
        peer: measured(alone.map((times) => times[index][kind][id] / 1e3)),
        peerName: "the same loss alone",
      });
    }
  }
}

/**
 * One process, one measurement: what this file's rows are made of. The quickest turn of each counts: processes are compared here, and
 * while one runs the machine may be slower than while the next does. The medians are taken over the processes.
 */
export function inTurnProbe(ids: readonly string[]): Times {
  const options = { rounds: 9, turn: 15, warmUp: 250 };
  const losses = ids.map(benchLoss);
  const timesOf = (contestantOf: (loss: (typeof losses)[number]) => Contestant): Record<string, number> => {
    const times = race(Object.fromEntries(losses.map((loss) => [loss.id, contestantOf(loss)])), options);
    return Object.fromEntries(ids.map((id) => [id, times[id].fastest]));
  };
  const request = gridRequest(GRID_SIDE);
  const out = new Float64Array(GRID_SIDE ** 2);
  return {
    // A loop for each loss, as generated loops are; what may be shared is inside the losses' own code.
    evaluate: timesOf(({ expression, parameters, at }) => {
      const objective = createObjective({ expression, parameters });
      const theta = Float64Array.from(at);
      const [gradient, hessian] = [new Float64Array(at.length), new Float64Array(at.length ** 2)];
      return ownCopy(evaluationLoop)(objective, theta, gradient, hessian);
    }),
    // One call site for all, as in the worker.
    grid: timesOf(({ expression, parameters }) => gridLoop(createObjective({ expression, parameters }), request, out)),
    run: timesOf(({ expression, parameters, at }) => {
      const optimizer = { name: "adam", lr: 1e-3 };
      const spec = checkRunSpec({ problem: { expression, parameters }, start: at, optimizer, steps: RUN_STEPS });
      const objective = createObjective(spec.problem);
      return (times) => {
        let count = 0;
        for (let i = 0; i < times; i++) for (const block of runLoop(spec, objective)) count += block.count;
        return count;
      };
    }),
  };
}

function probe(ids: readonly string[]): Times {
  const [script = ""] = process.argv.slice(1);
  const answer = execFileSync(process.execPath, [...process.execArgv, script, "--in-turn-probe", ...ids], {
    encoding: "utf8",
  });
  return JSON.parse(answer) as Times;
}

/** A thousand evaluations are one operation: a single one is shorter than a microsecond. */
const evaluationLoop = (
  objective: { hessian(theta: Float64Array, gradient: Float64Array, hessian: Float64Array): number },
  theta: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): Contestant => {
  const batch = 1000;
  return (times) => {
    const x = theta[0];
    let sum = 0;
    for (let i = 0; i < times * batch; i++) {
      theta[0] = x + (i & 7) * 1e-3;
      sum += objective.hessian(theta, gradient, hessian);
    }
    theta[0] = x;
    return sum;
  };
};
