import { asgd, asgdAverage, type AsgdOptions } from "../asgd.ts";
import { decoupled } from "../decoupled.ts";
import { lookAheadPoint, nesterovKeras, nesterovTextbook } from "../nesterov.ts";
import { flag, learningRate, maximize, momentum, weightDecay } from "../options.ts";
import type { Convention, Optimizer, OptimizerEntry, OptimizerSpec } from "../optimizer.ts";
import { sgdCourse } from "../sgd-course.ts";
import { sgd, textbookVariable, type SgdOptions } from "../sgd.ts";
import { checkNesterov } from "./check-nesterov.ts";
import { checkedAs } from "./checked.ts";

/** Methods that go along the gradient or a memory of it, every entry at the same rate. */
export const GRADIENT_DESCENT_ROWS: readonly OptimizerEntry[] = [
  {
    name: "sgd",
    title: "SGD",
    family: "gradient-descent",
    conventions: ["pytorch", "paper", "tensorflow", "optax", "leedl"],
    options: [
      { ...learningRate(1e-3), defaults: { tensorflow: 1e-2 } },
      momentum,
      {
        name: "dampening",
        kind: "number",
        default: 0,
        conventions: ["pytorch"],
        minimum: 0,
        maximum: 1,
        slider: { scale: "linear", from: 0, to: 1 },
      },
      { ...flag("nesterov"), conventions: ["pytorch", "paper", "tensorflow", "optax"] },
      weightDecay(0),
      maximize,
    ],
    tex: String.raw`m \leftarrow \mu m + (1 - \tau)\, g, \qquad \theta \leftarrow \theta - \eta_t\, m`,
    texOf: {
      paper: String.raw`v \leftarrow \mu v - \eta_t\, g(\theta), \qquad \theta \leftarrow \theta + v, \qquad \text{Nesterov: } g(\theta + \mu v)`,
      tensorflow: String.raw`v \leftarrow \mu v - \eta_t\, g, \qquad \theta \leftarrow \theta + v, \qquad \text{Nesterov: } \theta \leftarrow \theta + \mu v - \eta_t\, g`,
      optax: String.raw`m \leftarrow \mu m + g, \qquad \theta \leftarrow \theta - \eta_t\, m`,
      leedl: String.raw`m \leftarrow \lambda m - \eta_t\, g, \qquad \theta \leftarrow \theta + m`,
    },
    source: "Polyak (1964); Nesterov (1983); Sutskever, Martens, Dahl & Hinton (2013)",
    presets: [
      {
        id: "nesterov",
        spec: { name: "sgd", lr: 0.001, momentum: 0.9, nesterov: true },
        claims: (spec) => hasMomentum(spec) && spec["nesterov"] === true,
      },
      { id: "momentum", spec: { name: "sgd", lr: 0.001, momentum: 0.9 }, claims: hasMomentum },
      { id: "gradient-descent", spec: { name: "sgd", lr: 0.001 } },
    ],
    torch: { className: "SGD" },
    check: checkNesterov,
    companion: ({ nesterov }, convention) => {
      if (nesterov !== true) return null;
      return convention === "paper" ? lookAheadPoint : textbookVariable;
    },
    create: (options, convention) => sgdUnder(convention, checkedAs<SgdOptions>(options)),
  },
  {
    name: "asgd",
    title: "ASGD",
    family: "gradient-descent",
    conventions: ["pytorch"],
    options: [
      learningRate(1e-2),
      { name: "lambd", kind: "number", default: 1e-4, minimum: 0, slider: { scale: "log", from: 1e-6, to: 1 } },
      { name: "alpha", kind: "number", default: 0.75, minimum: 0, slider: { scale: "linear", from: 0, to: 2 } },
      { name: "t0", kind: "number", default: 1e6, minimum: 0, slider: { scale: "log", from: 1, to: 1e6 } },
      weightDecay(0),
      maximize,
    ],
    tex: String.raw`\theta \leftarrow (1 - \lambda \eta)\, \theta - \eta\, g, \quad \bar\theta \leftarrow \bar\theta + \frac{\theta - \bar\theta}{\max(1,\, t - 1 - t_0)}, \quad \eta \leftarrow \frac{\eta_t}{(1 + \lambda \eta_t t)^\alpha}`,
    source: "Polyak & Juditsky (1992); Bottou (2010)",
    presets: [{ id: "asgd", spec: { name: "asgd", lr: 0.001, t0: 100 } }],
    torch: { className: "ASGD" },
    companion: () => asgdAverage,
    create: (options) => asgd(checkedAs<AsgdOptions>(options)),
  },
];

function sgdUnder(convention: Convention, options: SgdOptions): Optimizer {
  switch (convention) {
    case "paper":
      return options.nesterov ? nesterovTextbook(options) : sgdCourse(options);
    case "tensorflow":
      return options.nesterov ? decoupled(nesterovKeras, options) : decoupled(sgdCourse, options);
    case "leedl":
      return sgdCourse(options);
    case "optax":
      return sgd({ ...options, dampening: 0 });
    default:
      return sgd(options);
  }
}

function hasMomentum(spec: OptimizerSpec): boolean {
  return typeof spec["momentum"] === "number" && spec["momentum"] !== 0;
}
