import { asRule, type OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import { race } from "../report/race.ts";
import { atMost, type Row } from "../report/row.ts";
import { scaled } from "../report/statistics.ts";
import { requireAgreement } from "./agreement.ts";
import { COMPARED_STEPS, recorded, rosenbrockRun, runContestant, START, UPDATES } from "./recorded-run.ts";

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
  for (const method of METHODS) {
    const rule = asRule(method);
    if (rule === null) throw new Error(`${method.name} has no text`);
    const [builtIn, own] = [rosenbrockRun(method), rosenbrockRun(rule)];
    const [ours, theirs] = [own, builtIn].map((run) => recorded(run).theta.subarray(0, COMPARED_STEPS * START.length));
    requireAgreement(`${method.name} as a rule`, ours, theirs);

    const times = race({ ours: runContestant(own), builtIn: runContestant(builtIn) }, { rounds: 15, warmUp: 300 });
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
