import { dadaptAdamw, type DadaptAdamwOptions } from "../dadapt-adamw.ts";
import { dog, type DogOptions } from "../dog.ts";
import { betas, eps, flag, learningRate, maximize, weightDecay } from "../options.ts";
import type { OptimizerEntry, OptionDescription } from "../optimizer.ts";
import { polyakSgd, type PolyakSgdOptions } from "../polyak-sgd.ts";
import { prodigy, type ProdigyOptions } from "../prodigy.ts";
import { checkedAs } from "./checked.ts";

/** optax corrects always. */
const useBiasCorrection: OptionDescription = { ...flag("use_bias_correction"), conventions: ["paper"] };

const firstEstimate: OptionDescription = {
  name: "d0",
  kind: "number",
  default: 1e-6,
  minimum: 0,
  exclusiveMinimum: true,
  slider: { scale: "log", from: 1e-8, to: 1 },
};

/** Methods that find their rate themselves; lr is a factor of it, 1 unless told. */
export const RATE_FREE_ROWS: readonly OptimizerEntry[] = [
  {
    name: "polyak_sgd",
    title: "Polyak step size",
    family: "rate-free",
    conventions: ["paper", "optax"],
    options: [
      learningRate(1),
      { name: "f_min", kind: "number", default: 0, slider: { scale: "linear", from: -10, to: 10 } },
      {
        name: "max_lr",
        kind: "number",
        default: 1,
        minimum: 0,
        exclusiveMinimum: true,
        slider: { scale: "log", from: 1e-4, to: 10 },
      },
      {
        name: "c",
        kind: "number",
        default: 0.5,
        conventions: ["paper"],
        minimum: 0,
        exclusiveMinimum: true,
        slider: { scale: "linear", from: 0.1, to: 2 },
      },
      { ...eps(1e-8), defaults: { optax: 0 } },
      weightDecay(0),
      maximize,
    ],
    tex: String.raw`\theta \leftarrow \theta - \eta_t \min\Bigl(\frac{L(\theta) - L_{\min}}{c \lVert g \rVert^2 + \epsilon}, \eta_{\max}\Bigr)\, g`,
    texOf: {
      optax: String.raw`\theta \leftarrow \theta - \eta_t \min\Bigl(\frac{L(\theta) - L_{\min}}{\lVert g \rVert^2 + \epsilon}, \eta_{\max}\Bigr)\, g`,
    },
    source: "Polyak (1987); Loizou, Vaswani, Laradji & Lacoste-Julien (2021), arXiv:2002.10542",
    presets: [{ id: "polyak-sgd", spec: { name: "polyak_sgd", lr: 1 } }],
    create: (options, convention) => {
      const checked = checkedAs<PolyakSgdOptions>(options);
      return polyakSgd(convention === "optax" ? { ...checked, c: 1 } : checked);
    },
  },
  {
    name: "dog",
    title: "DoG",
    family: "rate-free",
    conventions: ["paper"],
    options: [
      learningRate(1),
      {
        name: "reps_rel",
        kind: "number",
        default: 1e-6,
        minimum: 0,
        exclusiveMinimum: true,
        slider: { scale: "log", from: 1e-8, to: 1e-1 },
      },
      eps(1e-8),
      weightDecay(0),
      maximize,
    ],
    tex: String.raw`\theta \leftarrow \theta - \eta_t \frac{\max_{i \le t} \lVert \theta_i - \theta_0 \rVert}{\sqrt{\textstyle\sum_{i \le t} \lVert g_i \rVert^2 + \epsilon}}\, g_t`,
    source: "Ivgi, Hinder & Carmon (2023), arXiv:2302.12022",
    presets: [{ id: "dog", spec: { name: "dog", lr: 1 } }],
    create: (options) => dog(checkedAs<DogOptions>(options)),
  },
  {
    name: "dadapt_adamw",
    title: "D-Adaptation (AdamW)",
    family: "rate-free",
    conventions: ["paper", "optax"],
    options: [learningRate(1), betas, eps(1e-8), weightDecay(0), useBiasCorrection, firstEstimate, maximize],
    tex: String.raw`d \leftarrow \max\Bigl(d, \frac{\textstyle\sum_i b^{t-i} \eta_i d_i \langle g_i, s_{i-1} / \sigma_{i-1} \rangle}{\lVert s_t \rVert_1}\Bigr), \quad m \leftarrow \beta_1 m + (1 - \beta_1)\, \eta_t d\, g, \qquad \theta \leftarrow \theta - \frac{m}{\sqrt{v} + \epsilon} - \eta_t d \lambda \theta`,
    source: "Defazio & Mishchenko (2023), arXiv:2301.07733",
    presets: [{ id: "dadapt-adamw", spec: { name: "dadapt_adamw", lr: 1 } }],
    create: (options, convention) => {
      const checked = checkedAs<DadaptAdamwOptions>(options);
      return dadaptAdamw(convention === "optax" ? { ...checked, use_bias_correction: true } : checked);
    },
  },
  {
    name: "prodigy",
    title: "Prodigy",
    family: "rate-free",
    conventions: ["paper", "optax"],
    options: [
      learningRate(1),
      betas,
      eps(1e-8),
      weightDecay(0),
      useBiasCorrection,
      flag("safeguard_warmup"),
      firstEstimate,
      {
        name: "d_coef",
        kind: "number",
        default: 1,
        minimum: 0,
        exclusiveMinimum: true,
        slider: { scale: "log", from: 0.1, to: 10 },
      },
      maximize,
    ],
    tex: String.raw`d \leftarrow \max\Bigl(d, \frac{\textstyle\sum_i \beta_3^{t-i} \eta_i d_i^2 \langle g_i, \theta_0 - \theta_i \rangle}{\lVert \textstyle\sum_i \beta_3^{t-i} \eta_i d_i^2 g_i \rVert_1}\Bigr), \qquad \theta \leftarrow \theta - \eta_t d \Bigl(\frac{m}{\sqrt{v} + d \epsilon} + \lambda \theta\Bigr)`,
    texOf: {
      optax: String.raw`d \leftarrow \max\Bigl(d, \frac{\textstyle\sum_i \beta_3^{t-i} \eta_i d_i^2 \langle g_i, \theta_0 - \theta_i \rangle}{\lVert \textstyle\sum_i \beta_3^{t-i} \eta_i d_i^2 g_i \rVert_1}\Bigr), \qquad \theta \leftarrow \theta - \eta_t d \frac{\sqrt{1 - \beta_2^t}}{1 - \beta_1^t} \Bigl(\frac{m}{\sqrt{v} + d \epsilon} + \lambda \theta\Bigr)`,
    },
    source: "Mishchenko & Defazio (2024), arXiv:2306.06101",
    presets: [{ id: "prodigy", spec: { name: "prodigy", lr: 1 } }],
    create: (options, convention) => {
      const checked = checkedAs<ProdigyOptions>(options);
      return prodigy(convention === "optax" ? { ...checked, use_bias_correction: true } : checked);
    },
  },
];
