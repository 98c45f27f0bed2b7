import { adagrad, adagradMean, type AdagradOptions } from "../adagrad.ts";
import { adam, type AdamOptions } from "../adam.ts";
import { adamw } from "../adamw.ts";
import { betas, eps, flag, learningRate, maximize, momentum, weightDecay } from "../options.ts";
import type { OptimizerEntry } from "../optimizer.ts";
import { rmsprop, rmspropCourse, type RmspropOptions } from "../rmsprop.ts";
import { checkedAs } from "./checked.ts";

/** Methods that give every entry a scale of its own, made from the gradients it has seen. */
export const ADAPTIVE_ROWS: readonly OptimizerEntry[] = [
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
    presets: [{ id: "rmsprop", spec: { name: "rmsprop", lr: 0.01 } }],
    torch: { className: "RMSprop" },
    create: (options, convention) => {
      const checked = checkedAs<RmspropOptions>(options);
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
    presets: [
      {
        id: "amsgrad",
        spec: { name: "adam", lr: 0.01, amsgrad: true },
        claims: (spec) => spec["amsgrad"] === true,
      },
      { id: "adam", spec: { name: "adam", lr: 0.01 } },
    ],
    torch: { className: "Adam" },
    create: (options) => adam(checkedAs<AdamOptions>(options)),
  },
  {
    name: "adamw",
    title: "AdamW",
    family: "adaptive",
    conventions: ["pytorch"],
    options: [learningRate(1e-3), betas, eps(1e-8), weightDecay(1e-2), flag("amsgrad"), maximize],
    tex: String.raw`\theta \leftarrow (1 - \eta_t \lambda)\, \theta, \qquad \theta \leftarrow \theta - \eta_t \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}`,
    source: "Loshchilov & Hutter (2019), arXiv:1711.05101",
    presets: [{ id: "adamw", spec: { name: "adamw", lr: 0.01 } }],
    torch: { className: "AdamW" },
    create: (options) => adamw(checkedAs<AdamOptions>(options)),
  },
];
