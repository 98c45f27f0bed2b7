import { InputError } from "../numerics/index.ts";
import { adagrad, adagradMean, type AdagradOptions } from "./adagrad.ts";
import { adam, type AdamOptions } from "./adam.ts";
import { adamw } from "./adamw.ts";
import { betas, eps, flag, learningRate, maximize, momentum, weightDecay } from "./options.ts";
import type { OptimizerEntry, OptionValue } from "./optimizer.ts";
import { rmsprop, rmspropCourse, type RmspropOptions } from "./rmsprop.ts";
import { sgdCourse } from "./sgd-course.ts";
import { sgd, type SgdOptions } from "./sgd.ts";

/**
 * Every optimizer that there is: the settings panel, the checks of projects and commands, the tests, the documentation
 * and the export to PyTorch all read this list. Options, defaults and ranges are torch.optim's.
 */
export const OPTIMIZERS: readonly OptimizerEntry[] = [
  {
    name: "sgd",
    title: "SGD",
    family: "gradient-descent",
    conventions: ["pytorch", "leedl"],
    options: [
      learningRate(1e-3),
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
      { ...flag("nesterov"), conventions: ["pytorch"] },
      weightDecay(0),
      maximize,
    ],
    tex: String.raw`m \leftarrow \mu m + (1 - \tau)\, g, \qquad \theta \leftarrow \theta - \eta_t\, m`,
    texOf: { leedl: String.raw`m \leftarrow \lambda m - \eta_t\, g, \qquad \theta \leftarrow \theta + m` },
    source: "Polyak (1964); Nesterov (1983); Sutskever, Martens, Dahl & Hinton (2013)",
    torch: { className: "SGD" },
    check: checkNesterov,
    create: (options, convention) => {
      const checked = as<SgdOptions>(options);
      return convention === "leedl" ? sgdCourse(checked) : sgd(checked);
    },
  },
  {
    name: "adagrad",
    title: "AdaGrad",
    family: "adaptive",
    conventions: ["pytorch", "leedl"],
    options: [
      learningRate(1e-2),
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
        conventions: ["pytorch"],
        minimum: 0,
        slider: { scale: "linear", from: 0, to: 1 },
      },
      { ...eps(1e-10), conventions: ["pytorch"] },
      maximize,
    ],
    tex: String.raw`s \leftarrow s + g^2, \qquad \theta \leftarrow \theta - \frac{\eta_t}{(1 + t\,\mathrm{lr\_decay})(\sqrt{s} + \epsilon)}\, g`,
    texOf: {
      leedl: String.raw`\sigma_t = \sqrt{\tfrac{1}{t+1} \textstyle\sum_{i=0}^{t} g_i^2}, \qquad \theta \leftarrow \theta - \frac{\eta_t}{\sigma_t}\, g_t`,
    },
    source: "Duchi, Hazan & Singer (2011), JMLR 12",
    torch: { className: "Adagrad" },
    create: (options, convention) => {
      const checked = as<AdagradOptions>(options);
      return convention === "leedl" ? adagradMean(checked) : adagrad(checked);
    },
  },
  {
    name: "rmsprop",
    title: "RMSprop",
    family: "adaptive",
    conventions: ["pytorch", "leedl"],
    options: [
      learningRate(1e-2),
      {
        name: "alpha",
        kind: "number",
        default: 0.99,
        defaults: { leedl: 0.9 },
        minimum: 0,
        maximum: 1,
        exclusiveMaximum: true,
        slider: { scale: "one-minus-log", from: 0, to: 0.9999 },
      },
      { ...eps(1e-8), conventions: ["pytorch"] },
      weightDecay(0),
      { ...momentum, conventions: ["pytorch"] },
      { ...flag("centered"), conventions: ["pytorch"] },
      maximize,
    ],
    tex: String.raw`v \leftarrow \alpha v + (1 - \alpha)\, g^2, \qquad \theta \leftarrow \theta - \frac{\eta_t}{\sqrt{v} + \epsilon}\, g`,
    texOf: {
      leedl: String.raw`\sigma_0 = |g_0|, \quad \sigma_t = \sqrt{\alpha \sigma_{t-1}^2 + (1 - \alpha)\, g_t^2}, \qquad \theta \leftarrow \theta - \frac{\eta_t}{\sigma_t}\, g_t`,
    },
    source: "Tieleman & Hinton (2012), lecture 6e; centered: Graves (2013), arXiv:1308.0850",
    torch: { className: "RMSprop" },
    create: (options, convention) => {
      const checked = as<RmspropOptions>(options);
      return convention === "leedl" ? rmspropCourse(checked) : rmsprop(checked);
    },
  },
  {
    name: "adam",
    title: "Adam",
    family: "adaptive",
    conventions: ["pytorch"],
    options: [learningRate(1e-3), betas, eps(1e-8), weightDecay(0), flag("amsgrad"), maximize],
    tex: String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \qquad \theta \leftarrow \theta - \eta_t \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}`,
    source: "Kingma & Ba (2015), arXiv:1412.6980; AMSGrad: Reddi, Kale & Kumar (2018)",
    torch: { className: "Adam" },
    create: (options) => adam(as<AdamOptions>(options)),
  },
  {
    name: "adamw",
    title: "AdamW",
    family: "adaptive",
    conventions: ["pytorch"],
    options: [learningRate(1e-3), betas, eps(1e-8), weightDecay(1e-2), flag("amsgrad"), maximize],
    tex: String.raw`\theta \leftarrow (1 - \eta_t \lambda)\, \theta, \qquad \theta \leftarrow \theta - \eta_t \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}`,
    source: "Loshchilov & Hutter (2019), arXiv:1711.05101",
    torch: { className: "AdamW" },
    create: (options) => adamw(as<AdamOptions>(options)),
  },
];

/** Options of a row's own kind: create() gets them checked against the descriptions of the same row. */
function as<Options>(options: Readonly<Record<string, OptionValue>>): Options {
  return options as Options;
}

/** Nesterov's step looks ahead along a full momentum: without one, or with a dampened one, it is undefined (as in torch). */
function checkNesterov(options: Readonly<Record<string, OptionValue>>, path: string): void {
  if (options["nesterov"] !== true || (options["momentum"] !== 0 && options["dampening"] === 0)) return;
  throw new InputError({
    code: "inconsistent",
    path: `${path}.nesterov`,
    found: `true, momentum ${String(options["momentum"])}, dampening ${String(options["dampening"])}`,
    allowed: "true, momentum > 0, dampening 0",
  });
}
