import { createObjective } from "../../../src-core/objective/index.ts";
import { asRule, type OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import { checkRunSpec, concatenateFrames, runLoop, type RunSpec } from "../../../src-core/run/index.ts";
import { race } from "../report/race.ts";
import { atMost, type Row } from "../report/row.ts";
import { scaled } from "../report/statistics.ts";
import { requireAgreement } from "./agreement.ts";
import { benchLoss } from "./losses.ts";

const UPDATES = 100_000;
const START = [-1.2, 1] as const;
/** Over 100,000 steps two orders of rounding drift apart; the first steps say whether they do the same. */
const COMPARED_STEPS = 2000;

const METHODS: readonly OptimizerSpec[] = [
  { name: "sgd", lr: 1e-4 },
  { name: "sgd", lr: 1e-4, momentum: 0.9 },
  { name: "sgd", lr: 1e-4, momentum: 0.9, nesterov: true },
  { name: "adagrad", lr: 1e-2 },
  { name: "rmsprop", lr: 1e-3 },
  { name: "adam", lr: 1e-3 },
  { name: "adamw", lr: 1e-3 },
];

/** Methods written as rules against the built-in ones, on Rosenbrock with every step recorded: time per step. */
export function* ownRuleRows(): Generator<Row> {
  const { expression, parameters } = benchLoss("rosenbrock");
  const objective = createObjective({ expression, parameters });
  const runOf = (optimizer: OptimizerSpec): RunSpec =>
    checkRunSpec({ problem: { expression, parameters }, start: START, optimizer, steps: UPDATES });
  for (const method of METHODS) {
    const rule = asRule(method);
    if (rule === null) throw new Error(`${method.name} has no text`);
    const [built, own] = [runOf(method), runOf(rule)];
    const head = (spec: RunSpec) =>
      concatenateFrames([...runLoop(spec, objective)]).theta.subarray(0, COMPARED_STEPS * START.length);
    requireAgreement(`${method.name} as a rule`, head(own), head(built));

    const driven = (spec: RunSpec) => (times: number) => {
      let sum = 0;
      for (let i = 0; i < times; i++)
        for (const block of runLoop(spec, objective)) sum += block.theta[block.theta.length - 1];
      return sum;
    };
    const times = race({ ours: driven(own), builtIn: driven(built) }, { rounds: 15, warmUp: 300 });
    yield atMost(2, {
      name: `own-rule/${nameOf(method)}`,
      unit: "ns",
      ours: scaled(times.ours, 1 / UPDATES),
      peer: scaled(times.builtIn, 1 / UPDATES),
      peerName: "built in",
    });
  }
}

function nameOf({ name, ...options }: OptimizerSpec): string {
  if (name !== "sgd") return name;
  if (options["nesterov"] === true) return "nesterov";
  return options["momentum"] === undefined ? "gradient-descent" : "momentum";
}
