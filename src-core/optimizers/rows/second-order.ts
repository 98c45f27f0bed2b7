import { lbfgs, type LbfgsOptions } from "../lbfgs.ts";
import { learningRate } from "../options.ts";
import type { OptimizerEntry } from "../optimizer.ts";
import { checkedAs } from "./checked.ts";

/** Methods that know or guess how the loss bends. */
export const SECOND_ORDER_ROWS: readonly OptimizerEntry[] = [
  {
    name: "lbfgs",
    title: "L-BFGS",
    family: "second-order",
    conventions: ["pytorch"],
    options: [
      learningRate(1),
      // One update cannot be interrupted, hence the upper ends, which torch does not have.
      {
        name: "max_iter",
        kind: "integer",
        default: 20,
        minimum: 1,
        maximum: 1000,
        slider: { scale: "linear", from: 1, to: 100 },
      },
      {
        name: "max_eval",
        kind: "integer",
        default: null,
        nullable: true,
        minimum: 1,
        slider: { scale: "linear", from: 1, to: 125 },
      },
      {
        name: "tolerance_grad",
        kind: "number",
        default: 1e-7,
        minimum: 0,
        slider: { scale: "log", from: 1e-15, to: 1 },
      },
      {
        name: "tolerance_change",
        kind: "number",
        default: 1e-9,
        minimum: 0,
        slider: { scale: "log", from: 1e-15, to: 1 },
      },
      {
        name: "history_size",
        kind: "integer",
        default: 100,
        minimum: 1,
        maximum: 1000,
        slider: { scale: "linear", from: 1, to: 100 },
      },
      {
        name: "line_search_fn",
        kind: "choice",
        choices: ["strong_wolfe"],
        nullable: true,
        default: null,
        slider: null,
      },
    ],
    tex: String.raw`d = -H_k\, g, \qquad \theta \leftarrow \theta + \alpha\, d, \qquad H_k \text{ from } s_i = \theta_{i+1} - \theta_i,\ y_i = g_{i+1} - g_i`,
    source: "Nocedal (1980); Liu & Nocedal (1989); line search: Nocedal & Wright (2006), algorithms 3.5 and 3.6",
    // One iteration an update, so that the path shows each; torch makes up to 20.
    presets: [
      {
        id: "lbfgs-fixed",
        spec: { name: "lbfgs", lr: 0.1, max_iter: 1 },
        claims: (spec) => spec["line_search_fn"] !== "strong_wolfe",
      },
      { id: "lbfgs", spec: { name: "lbfgs", lr: 1, max_iter: 1, line_search_fn: "strong_wolfe" } },
    ],
    torch: { className: "LBFGS" },
    create: (options) => lbfgs(checkedAs<LbfgsOptions>(options)),
  },
];
