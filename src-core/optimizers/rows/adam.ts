import { adamEpsHat } from "../adam-eps-hat.ts";
import { adamOptax, type AdamOptaxOptions } from "../adam-optax.ts";
import { adam } from "../adam.ts";
import { adamax, adamaxOutside, type AdamaxOptions } from "../adamax.ts";
import { adamw, adamwPaper } from "../adamw.ts";
import { amsgrad } from "../amsgrad.ts";
import { decoupled } from "../decoupled.ts";
import { nadamPaper } from "../nadam-paper.ts";
import { nadam, nadamKeras, type NadamOptions } from "../nadam.ts";
import { betas, decoupledWeightDecay, eps, epsRoot, flag, learningRate, maximize, weightDecay } from "../options.ts";
import type { OptimizerEntry } from "../optimizer.ts";
import { radamOptax, type RadamOptaxOptions } from "../radam-optax.ts";
import { radam, radamPaper } from "../radam.ts";
import { checkedAs } from "./checked.ts";

/** Adam, and the methods that torch has next to it. */
export const ADAM_ROWS: readonly OptimizerEntry[] = [
  {
    name: "adam",
    title: "Adam",
    family: "adaptive",
    conventions: ["pytorch", "paper", "tensorflow", "optax"],
    options: [
      learningRate(1e-3),
      betas,
      { ...eps(1e-8), defaults: { tensorflow: 1e-7 } },
      epsRoot(0),
      weightDecay(0),
      flag("amsgrad"),
      maximize,
      { ...decoupledWeightDecay, conventions: ["pytorch"] },
    ],
    tex: String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \qquad \theta \leftarrow \theta - \eta_t \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}`,
    texOf: {
      tensorflow: String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \qquad \theta \leftarrow \theta - \eta_t \frac{\sqrt{1 - \beta_2^t}}{1 - \beta_1^t} \frac{m}{\sqrt{v} + \epsilon}`,
      optax: String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \qquad \theta \leftarrow \theta - \eta_t \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t) + \epsilon_{\mathrm{root}}} + \epsilon}`,
    },
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
    create: ({ decoupled_weight_decay, ...options }, convention) => {
      const checked = checkedAs<AdamOptaxOptions>(options);
      switch (convention) {
        case "paper":
          return checked.amsgrad ? amsgrad(checked) : adam(checked);
        case "tensorflow":
          return decoupled(adamEpsHat, checked);
        case "optax":
          return adamOptax({ ...checked, nesterov: false });
        default:
          return decoupled_weight_decay === true ? adamw(checked) : adam(checked);
      }
    },
  },
  {
    name: "adamw",
    title: "AdamW",
    family: "adaptive",
    conventions: ["pytorch", "paper", "tensorflow", "optax"],
    options: [
      learningRate(1e-3),
      betas,
      { ...eps(1e-8), defaults: { tensorflow: 1e-7 } },
      epsRoot(0),
      // The paper names none; 1e-5 is what torch's comes to at its own lr.
      { ...weightDecay(1e-2), defaults: { paper: 1e-5, tensorflow: 4e-3, optax: 1e-4 } },
      { ...flag("amsgrad"), conventions: ["pytorch", "tensorflow"] },
      maximize,
    ],
    tex: String.raw`\theta \leftarrow (1 - \eta_t \lambda)\, \theta, \qquad \theta \leftarrow \theta - \eta_t \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}`,
    texOf: {
      paper: String.raw`\theta \leftarrow \Bigl(1 - \frac{\eta_t}{\eta} \lambda\Bigr) \theta, \qquad \theta \leftarrow \theta - \eta_t \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}`,
      tensorflow: String.raw`\theta \leftarrow (1 - \eta_t \lambda)\, \theta, \qquad \theta \leftarrow \theta - \eta_t \frac{\sqrt{1 - \beta_2^t}}{1 - \beta_1^t} \frac{m}{\sqrt{v} + \epsilon}`,
      optax: String.raw`\theta \leftarrow (1 - \eta_t \lambda)\, \theta, \qquad \theta \leftarrow \theta - \eta_t \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t) + \epsilon_{\mathrm{root}}} + \epsilon}`,
    },
    source: "Loshchilov & Hutter (2019), arXiv:1711.05101",
    presets: [{ id: "adamw", spec: { name: "adamw", lr: 0.01 } }],
    torch: { className: "AdamW" },
    create: (options, convention) => {
      const checked = checkedAs<AdamOptaxOptions & { readonly lr: number }>(options);
      switch (convention) {
        case "paper":
          return adamwPaper({ ...checked, amsgrad: false });
        case "tensorflow":
          return decoupled(adamEpsHat, checked);
        case "optax":
          return decoupled(adamOptax, { ...checked, amsgrad: false, nesterov: false });
        default:
          return adamw(checked);
      }
    },
  },
  {
    name: "adamax",
    title: "AdaMax",
    family: "adaptive",
    conventions: ["pytorch", "paper", "tensorflow"],
    options: [
      { ...learningRate(2e-3), defaults: { tensorflow: 1e-3 } },
      betas,
      { ...eps(1e-8), defaults: { tensorflow: 1e-7 }, conventions: ["pytorch", "tensorflow"] },
      weightDecay(0),
      maximize,
    ],
    tex: String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad u \leftarrow \max(\beta_2 u,\, |g| + \epsilon), \qquad \theta \leftarrow \theta - \frac{\eta_t}{1 - \beta_1^t} \frac{m}{u}`,
    texOf: {
      paper: String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad u \leftarrow \max(\beta_2 u,\, |g|), \qquad \theta \leftarrow \theta - \frac{\eta_t}{1 - \beta_1^t} \frac{m}{u}`,
      tensorflow: String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad u \leftarrow \max(\beta_2 u,\, |g|), \qquad \theta \leftarrow \theta - \frac{\eta_t}{1 - \beta_1^t} \frac{m}{u + \epsilon}`,
    },
    source: "Kingma & Ba (2015), algorithm 2, arXiv:1412.6980",
    presets: [{ id: "adamax", spec: { name: "adamax", lr: 0.01 } }],
    torch: { className: "Adamax" },
    create: (options, convention) => {
      const checked = checkedAs<AdamaxOptions>(options);
      switch (convention) {
        case "paper":
          return adamaxOutside({ ...checked, eps: 0 });
        case "tensorflow":
          return decoupled(adamaxOutside, checked);
        default:
          return adamax(checked);
      }
    },
  },
  {
    name: "nadam",
    title: "NAdam",
    family: "adaptive",
    conventions: ["pytorch", "paper", "tensorflow", "optax"],
    options: [
      { ...learningRate(2e-3), defaults: { tensorflow: 1e-3 } },
      betas,
      { ...eps(1e-8), defaults: { tensorflow: 1e-7 } },
      epsRoot(0),
      weightDecay(0),
      {
        name: "momentum_decay",
        kind: "number",
        default: 4e-3,
        conventions: ["pytorch", "paper"],
        minimum: 0,
        slider: { scale: "log", from: 1e-4, to: 1 },
      },
      { ...decoupledWeightDecay, conventions: ["pytorch"] },
      maximize,
    ],
    tex: String.raw`\mu_t = \beta_1 (1 - \tfrac{1}{2} 0.96^{t \psi}), \qquad \theta \leftarrow \theta - \frac{\eta_t}{\sqrt{v / (1 - \beta_2^t)} + \epsilon} \left( \frac{\mu_{t+1}\, m}{1 - \mu_t \prod_{i \le t+1} \mu_i} + \frac{(1 - \mu_t)\, g}{1 - \prod_{i \le t} \mu_i} \right)`,
    texOf: {
      paper: String.raw`\mu_t = \beta_1 (1 - \tfrac{1}{2} 0.96^{t \psi}), \quad m \leftarrow \mu_t m + (1 - \mu_t) g, \qquad \theta \leftarrow \theta - \frac{\eta_t}{\sqrt{\beta_2 v / (1 - \beta_2^t)} + \epsilon} \left( \frac{\mu_{t+1}\, m}{1 - \prod_{i \le t+1} \mu_i} + \frac{(1 - \mu_t)\, g}{1 - \prod_{i \le t} \mu_i} \right)`,
      tensorflow: String.raw`\mu_t = \beta_1 (1 - \tfrac{1}{2} 0.96^{t}), \qquad \theta \leftarrow \theta - \frac{\eta_t}{\sqrt{v / (1 - \beta_2^t)} + \epsilon} \left( \frac{\mu_{t+1}\, m}{1 - \prod_{i \le t+1} \mu_i} + \frac{(1 - \mu_t)\, g}{1 - \prod_{i \le t} \mu_i} \right)`,
      optax: String.raw`\theta \leftarrow \theta - \frac{\eta_t}{\sqrt{v / (1 - \beta_2^t) + \epsilon_{\mathrm{root}}} + \epsilon} \left( \frac{\beta_1 m}{1 - \beta_1^{t+1}} + \frac{(1 - \beta_1)\, g}{1 - \beta_1^t} \right)`,
    },
    source: "Dozat (2016), Incorporating Nesterov momentum into Adam",
    presets: [{ id: "nadam", spec: { name: "nadam", lr: 0.01 } }],
    torch: { className: "NAdam" },
    create: ({ decoupled_weight_decay, ...options }, convention) => {
      const checked = checkedAs<NadamOptions & AdamOptaxOptions>(options);
      switch (convention) {
        case "paper":
          return nadamPaper(checked);
        case "tensorflow":
          return decoupled(nadamKeras, checked);
        case "optax":
          return adamOptax({ ...checked, amsgrad: false, nesterov: true });
        default:
          return decoupled_weight_decay === true ? decoupled(nadam, checked) : nadam(checked);
      }
    },
  },
  {
    name: "radam",
    title: "RAdam",
    family: "adaptive",
    conventions: ["pytorch", "paper", "optax"],
    options: [
      learningRate(1e-3),
      betas,
      { ...eps(1e-8), conventions: ["pytorch", "optax"] },
      epsRoot(0),
      {
        name: "threshold",
        kind: "number",
        default: 5,
        conventions: ["optax"],
        minimum: 4,
        exclusiveMinimum: true,
        slider: { scale: "linear", from: 4.5, to: 20 },
      },
      weightDecay(0),
      { ...decoupledWeightDecay, conventions: ["pytorch"] },
      maximize,
    ],
    tex: String.raw`\rho_t = \rho_\infty - \frac{2 t \beta_2^t}{1 - \beta_2^t}, \qquad \theta \leftarrow \theta - \eta_t \frac{m}{1 - \beta_1^t} \cdot \begin{cases} r_t \sqrt{1 - \beta_2^t} / (\sqrt{v} + \epsilon) & \rho_t > 5 \\ 1 & \rho_t \le 5 \end{cases}`,
    texOf: {
      paper: String.raw`\rho_t = \rho_\infty - \frac{2 t \beta_2^t}{1 - \beta_2^t}, \qquad \theta \leftarrow \theta - \eta_t \frac{m}{1 - \beta_1^t} \cdot \begin{cases} r_t \sqrt{1 - \beta_2^t} / \sqrt{v} & \rho_t > 4 \\ 1 & \rho_t \le 4 \end{cases}`,
      optax: String.raw`\rho_t = \rho_\infty - \frac{2 t \beta_2^t}{1 - \beta_2^t}, \qquad \theta \leftarrow \theta - \eta_t \frac{m}{1 - \beta_1^t} \cdot \begin{cases} r_t / (\sqrt{v / (1 - \beta_2^t) + \epsilon_{\mathrm{root}}} + \epsilon) & \rho_t \ge \rho_{\min} \\ 1 & \rho_t < \rho_{\min} \end{cases}`,
    },
    source: "Liu et al. (2020), arXiv:1908.03265",
    presets: [{ id: "radam", spec: { name: "radam", lr: 0.01 } }],
    torch: { className: "RAdam" },
    create: ({ decoupled_weight_decay, ...options }, convention) => {
      const checked = checkedAs<RadamOptaxOptions>(options);
      switch (convention) {
        case "paper":
          return radamPaper(checked);
        case "optax":
          return radamOptax(checked);
        default:
          return decoupled_weight_decay === true ? decoupled(radam, checked) : radam(checked);
      }
    },
  },
];
