import { adadelta, type AdadeltaOptions } from "../adadelta.ts";
import { adagrad, adagradInside, adagradMean, type AdagradOptions } from "../adagrad.ts";
import { decoupled } from "../decoupled.ts";
import { eps, flag, learningRate, maximize, memory, momentum, weightDecay } from "../options.ts";
import type { Convention, Optimizer, OptimizerEntry, SpecValue } from "../optimizer.ts";
import { rmspropInside, type RmspropInsideOptions } from "../rmsprop-inside.ts";
import { rmsprop, rmspropCourse } from "../rmsprop.ts";
import { checkNesterov } from "./check-nesterov.ts";
import { checkedAs } from "./checked.ts";

const ADAGRAD_INSIDE = String.raw`s \leftarrow s + g^2, \qquad \theta \leftarrow \theta - \frac{\eta_t}{\sqrt{s + \epsilon}}\, g`;

const RMSPROP_INSIDE = String.raw`v \leftarrow \alpha v + (1 - \alpha)\, g^2, \quad m \leftarrow \mu m + \frac{\eta_t}{\sqrt{v + \epsilon}}\, g, \qquad \theta \leftarrow \theta - m`;

/** Methods that give every entry a scale of its own, made from the gradients it has seen. */
export const ADAPTIVE_ROWS: readonly OptimizerEntry[] = [
  {
    name: "adagrad",
    title: "AdaGrad",
    family: "adaptive",
    conventions: ["pytorch", "tensorflow", "optax", "leedl"],
    options: [
      { ...learningRate(1e-2), defaults: { tensorflow: 1e-3 } },
      {
        name: "lr_decay",
        kind: "number",
        default: 0,
        conventions: ["pytorch"],
        minimum: 0,
        slider: { scale: "linear", from: 0, to: 0.1 },
      },
      weightDecay(0),
      {
        name: "initial_accumulator_value",
        kind: "number",
        default: 0,
        defaults: { tensorflow: 0.1, optax: 0.1 },
        conventions: ["pytorch", "tensorflow", "optax"],
        minimum: 0,
        slider: { scale: "linear", from: 0, to: 1 },
      },
      {
        ...eps(1e-10),
        defaults: { tensorflow: 1e-7, optax: 1e-7 },
        conventions: ["pytorch", "tensorflow", "optax"],
      },
      maximize,
    ],
    tex: String.raw`s \leftarrow s + g^2, \qquad \theta \leftarrow \theta - \frac{\eta_t}{(1 + t\,\mathrm{lr\_decay})(\sqrt{s} + \epsilon)}\, g`,
    texOf: {
      tensorflow: ADAGRAD_INSIDE,
      optax: ADAGRAD_INSIDE,
      leedl: String.raw`\sigma_t = \sqrt{\tfrac{1}{t+1} \textstyle\sum_{i=0}^{t} g_i^2}, \qquad \theta \leftarrow \theta - \frac{\eta_t}{\sigma_t}\, g_t`,
    },
    source: "Duchi, Hazan & Singer (2011), JMLR 12",
    presets: [
      {
        id: "adagrad-mean",
        spec: { name: "adagrad", convention: "leedl", lr: 0.01 },
        claims: ({ convention }) => convention === "leedl",
      },
      { id: "adagrad", spec: { name: "adagrad", lr: 0.1 } },
    ],
    torch: { className: "Adagrad" },
    create: (options, convention) => {
      const checked = checkedAs<AdagradOptions>(options);
      switch (convention) {
        case "tensorflow":
          return decoupled(adagradInside, checked);
        case "optax":
          return adagradInside(checked);
        case "leedl":
          return adagradMean(checked);
        default:
          return adagrad(checked);
      }
    },
  },
  {
    name: "rmsprop",
    title: "RMSprop",
    family: "adaptive",
    conventions: ["pytorch", "paper", "tensorflow", "optax", "leedl"],
    options: [
      { ...learningRate(1e-2), defaults: { tensorflow: 1e-3 } },
      { ...memory("alpha", 0.99), defaults: { paper: 0.9, tensorflow: 0.9, optax: 0.9, leedl: 0.9 } },
      { ...eps(1e-8), defaults: { tensorflow: 1e-7 }, conventions: ["pytorch", "tensorflow", "optax"] },
      weightDecay(0),
      { ...momentum, conventions: ["pytorch", "tensorflow", "optax"] },
      { ...flag("nesterov"), conventions: ["optax"] },
      { ...flag("centered"), conventions: ["pytorch", "tensorflow", "optax"] },
      {
        name: "initial_scale",
        kind: "number",
        default: 0,
        conventions: ["optax"],
        minimum: 0,
        slider: { scale: "linear", from: 0, to: 1 },
      },
      { ...flag("bias_correction"), conventions: ["optax"] },
      maximize,
    ],
    tex: String.raw`v \leftarrow \alpha v + (1 - \alpha)\, g^2, \qquad \theta \leftarrow \theta - \frac{\eta_t}{\sqrt{v} + \epsilon}\, g`,
    texOf: {
      paper: String.raw`v \leftarrow \alpha v + (1 - \alpha)\, g^2, \qquad \theta \leftarrow \theta - \frac{\eta_t}{\sqrt{v}}\, g`,
      tensorflow: RMSPROP_INSIDE,
      optax: RMSPROP_INSIDE,
      leedl: String.raw`\sigma_0 = |g_0|, \quad \sigma_t = \sqrt{\alpha \sigma_{t-1}^2 + (1 - \alpha)\, g_t^2}, \qquad \theta \leftarrow \theta - \frac{\eta_t}{\sigma_t}\, g_t`,
    },
    source: "Tieleman & Hinton (2012), lecture 6e; centered: Graves (2013), arXiv:1308.0850",
    presets: [{ id: "rmsprop", spec: { name: "rmsprop", lr: 0.01 } }],
    torch: { className: "RMSprop" },
    check: checkNesterov,
    create: rmspropUnder,
  },
  {
    name: "adadelta",
    title: "Adadelta",
    family: "adaptive",
    conventions: ["pytorch", "paper", "tensorflow"],
    options: [
      { ...learningRate(1), defaults: { tensorflow: 1e-3 } },
      { ...memory("rho", 0.9), defaults: { paper: 0.95, tensorflow: 0.95 } },
      { ...eps(1e-6), defaults: { tensorflow: 1e-7 } },
      weightDecay(0),
      maximize,
    ],
    tex: String.raw`v \leftarrow \rho v + (1 - \rho) g^2, \quad \Delta = \frac{\sqrt{u + \epsilon}}{\sqrt{v + \epsilon}}\, g, \quad u \leftarrow \rho u + (1 - \rho) \Delta^2, \qquad \theta \leftarrow \theta - \eta_t \Delta`,
    source: "Zeiler (2012), arXiv:1212.5701",
    presets: [{ id: "adadelta", spec: { name: "adadelta", lr: 1 } }],
    torch: { className: "Adadelta" },
    create: (options, convention) => {
      const checked = checkedAs<AdadeltaOptions>(options);
      return convention === "tensorflow" ? decoupled(adadelta, checked) : adadelta(checked);
    },
  },
];

function rmspropUnder(options: Readonly<Record<string, SpecValue>>, convention: Convention): Optimizer {
  const checked = checkedAs<RmspropInsideOptions>(options);
  switch (convention) {
    case "paper":
      return rmsprop({ ...checked, eps: 0, momentum: 0, centered: false });
    case "tensorflow":
      return decoupled(rmspropInside, { ...checked, initial_scale: 0, bias_correction: false, nesterov: false });
    case "optax":
      return rmspropInside(checked);
    case "leedl":
      return rmspropCourse(checked);
    default:
      return rmsprop(checked);
  }
}
