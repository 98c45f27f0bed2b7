import { InputError } from "../../numerics/index.ts";
import { adadelta, type AdadeltaOptions } from "../adadelta.ts";
import { adafactor, type AdafactorOptions } from "../adafactor.ts";
import { adagrad, adagradInside, adagradMean, type AdagradOptions } from "../adagrad.ts";
import { adam, type AdamOptions } from "../adam.ts";
import { adamax, type AdamaxOptions } from "../adamax.ts";
import { adamw } from "../adamw.ts";
import { decoupled } from "../decoupled.ts";
import { muon, type MuonOptions } from "../muon.ts";
import { nadam, type NadamOptions } from "../nadam.ts";
import {
  betas,
  decoupledWeightDecay,
  eps,
  flag,
  learningRate,
  maximize,
  memory,
  momentum,
  weightDecay,
} from "../options.ts";
import type { Convention, Optimizer, OptimizerEntry, OptionValue, SpecValue } from "../optimizer.ts";
import { radam, type RadamOptions } from "../radam.ts";
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
    name: "adam",
    title: "Adam",
    family: "adaptive",
    conventions: ["pytorch"],
    options: [learningRate(1e-3), betas, eps(1e-8), weightDecay(0), flag("amsgrad"), maximize, decoupledWeightDecay],
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
    create: ({ decoupled_weight_decay, ...options }) => {
      const checked = checkedAs<AdamOptions>(options);
      return decoupled_weight_decay === true ? adamw(checked) : adam(checked);
    },
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
  {
    name: "adadelta",
    title: "Adadelta",
    family: "adaptive",
    conventions: ["pytorch"],
    options: [learningRate(1), memory("rho", 0.9), eps(1e-6), weightDecay(0), maximize],
    tex: String.raw`v \leftarrow \rho v + (1 - \rho) g^2, \quad \Delta = \frac{\sqrt{u + \epsilon}}{\sqrt{v + \epsilon}}\, g, \quad u \leftarrow \rho u + (1 - \rho) \Delta^2, \qquad \theta \leftarrow \theta - \eta_t \Delta`,
    source: "Zeiler (2012), arXiv:1212.5701",
    presets: [{ id: "adadelta", spec: { name: "adadelta", lr: 1 } }],
    torch: { className: "Adadelta" },
    create: (options) => adadelta(checkedAs<AdadeltaOptions>(options)),
  },
  {
    name: "adamax",
    title: "AdaMax",
    family: "adaptive",
    conventions: ["pytorch"],
    options: [learningRate(2e-3), betas, eps(1e-8), weightDecay(0), maximize],
    tex: String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad u \leftarrow \max(\beta_2 u,\, |g| + \epsilon), \qquad \theta \leftarrow \theta - \frac{\eta_t}{1 - \beta_1^t} \frac{m}{u}`,
    source: "Kingma & Ba (2015), algorithm 2, arXiv:1412.6980",
    presets: [{ id: "adamax", spec: { name: "adamax", lr: 0.01 } }],
    torch: { className: "Adamax" },
    create: (options) => adamax(checkedAs<AdamaxOptions>(options)),
  },
  {
    name: "nadam",
    title: "NAdam",
    family: "adaptive",
    conventions: ["pytorch"],
    options: [
      learningRate(2e-3),
      betas,
      eps(1e-8),
      weightDecay(0),
      {
        name: "momentum_decay",
        kind: "number",
        default: 4e-3,
        minimum: 0,
        slider: { scale: "log", from: 1e-4, to: 1 },
      },
      decoupledWeightDecay,
      maximize,
    ],
    tex: String.raw`\mu_t = \beta_1 (1 - \tfrac{1}{2} 0.96^{t \psi}), \qquad \theta \leftarrow \theta - \frac{\eta_t}{\sqrt{v / (1 - \beta_2^t)} + \epsilon} \left( \frac{\mu_{t+1}\, m}{1 - \mu_t \prod_{i \le t+1} \mu_i} + \frac{(1 - \mu_t)\, g}{1 - \prod_{i \le t} \mu_i} \right)`,
    source: "Dozat (2016), Incorporating Nesterov momentum into Adam",
    presets: [{ id: "nadam", spec: { name: "nadam", lr: 0.01 } }],
    torch: { className: "NAdam" },
    create: ({ decoupled_weight_decay, ...options }) => {
      const checked = checkedAs<NadamOptions>(options);
      return decoupled_weight_decay === true ? decoupled(nadam, checked) : nadam(checked);
    },
  },
  {
    name: "radam",
    title: "RAdam",
    family: "adaptive",
    conventions: ["pytorch"],
    options: [learningRate(1e-3), betas, eps(1e-8), weightDecay(0), decoupledWeightDecay, maximize],
    tex: String.raw`\rho_t = \rho_\infty - \frac{2 t \beta_2^t}{1 - \beta_2^t}, \qquad \theta \leftarrow \theta - \eta_t \frac{m}{1 - \beta_1^t} \cdot \begin{cases} r_t \sqrt{1 - \beta_2^t} / (\sqrt{v} + \epsilon) & \rho_t > 5 \\ 1 & \rho_t \le 5 \end{cases}`,
    source: "Liu et al. (2020), arXiv:1908.03265",
    presets: [{ id: "radam", spec: { name: "radam", lr: 0.01 } }],
    torch: { className: "RAdam" },
    create: ({ decoupled_weight_decay, ...options }) => {
      const checked = checkedAs<RadamOptions>(options);
      return decoupled_weight_decay === true ? decoupled(radam, checked) : radam(checked);
    },
  },
  {
    name: "adafactor",
    title: "Adafactor",
    family: "adaptive",
    conventions: ["pytorch"],
    options: [
      learningRate(1e-2),
      {
        name: "beta2_decay",
        kind: "number",
        default: -0.8,
        maximum: 0,
        slider: { scale: "linear", from: -2, to: 0 },
      },
      { ...eps(0), kind: "numbers", length: 2, default: [null, 1e-3], nullable: true },
      { name: "d", kind: "number", default: 1, minimum: 1, slider: { scale: "log", from: 1, to: 100 } },
      weightDecay(0),
      maximize,
    ],
    tex: String.raw`\rho_t = \min(\eta_t, 1/\sqrt{t}), \quad u = \frac{g}{\max(\sqrt{v}, \epsilon_1)}, \qquad \theta \leftarrow \theta - \rho_t \max(\epsilon_2, \mathrm{rms}(\theta))\, \frac{u}{\max(1, \mathrm{rms}(u) / d)}`,
    source: "Shazeer & Stern (2018), arXiv:1804.04235",
    presets: [{ id: "adafactor", spec: { name: "adafactor", lr: 0.01 } }],
    torch: { className: "Adafactor" },
    check: checkNoneFirst,
    create: (options) => adafactor(checkedAs<AdafactorOptions>(options)),
  },
  {
    name: "muon",
    title: "Muon",
    family: "adaptive",
    conventions: ["pytorch"],
    needs: "matrices",
    options: [
      learningRate(1e-3),
      weightDecay(0.1),
      { ...memory("momentum", 0.95), exclusiveMaximum: false },
      { ...flag("nesterov"), default: true },
      {
        name: "ns_coefficients",
        kind: "numbers",
        length: 3,
        default: [3.4445, -4.775, 2.0315],
        slider: { scale: "linear", from: -10, to: 10 },
      },
      eps(1e-7),
      {
        name: "ns_steps",
        kind: "integer",
        default: 5,
        minimum: 0,
        maximum: 99,
        slider: { scale: "linear", from: 0, to: 20 },
      },
      {
        name: "adjust_lr_fn",
        kind: "choice",
        choices: ["original", "match_rms_adamw"],
        nullable: true,
        default: null,
        slider: null,
      },
    ],
    tex: String.raw`m \leftarrow \mu m + (1 - \mu) g, \quad u = (1 - \mu) g + \mu m, \quad O = \mathrm{NS}(u) \approx U V^\top \text{ of } u = U \Sigma V^\top, \qquad \theta \leftarrow (1 - \eta_t \lambda)\, \theta - \eta_t\, \kappa\, O`,
    source: "Jordan et al. (2024), kellerjordan.github.io/posts/muon; Liu et al. (2025), arXiv:2502.16982",
    presets: [{ id: "muon", spec: { name: "muon", lr: 0.02 } }],
    torch: { className: "Muon" },
    create: (options) => muon(checkedAs<MuonOptions>(options)),
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

/** Only Adafactor's first eps may be None. */
function checkNoneFirst({ eps: pair }: Readonly<Record<string, OptionValue>>, path: string): void {
  if (!Array.isArray(pair) || pair[1] !== null) return;
  throw new InputError({ code: "not-a-number", path: `${path}.eps[1]`, found: "null", allowed: ">= 0" });
}
