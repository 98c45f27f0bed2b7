import { adabelief, type AdabeliefOptions } from "../adabelief.ts";
import { adan, adanOptax, type AdanOptions } from "../adan.ts";
import { ademamix, type AdemamixOptions } from "../ademamix.ts";
import { adopt, type AdoptOptions } from "../adopt.ts";
import { decoupled } from "../decoupled.ts";
import { lamb, type LambOptions } from "../lamb.ts";
import { novograd, type NovogradOptions } from "../novograd.ts";
import { betas, eps, epsRoot, flag, learningRate, maximize, weightDecay } from "../options.ts";
import type { OptimizerEntry, OptionDescription } from "../optimizer.ts";
import { yogi, yogiOptax, type YogiOptions } from "../yogi.ts";
import { checkedAs } from "./checked.ts";

/**
 * Descendants of Adam that torch does not have. Options and defaults are those of each paper's authors' code; where that
 * leaves the rate to its user, it is Adam's 1e-3.
 */
export const ADAPTIVE_VARIANT_ROWS: readonly OptimizerEntry[] = [
  {
    name: "adabelief",
    title: "AdaBelief",
    family: "adaptive",
    conventions: ["paper", "optax"],
    options: [learningRate(1e-3), betas, eps(1e-16), epsRoot(1e-16), weightDecay(0), maximize],
    tex: String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad s \leftarrow \beta_2 s + (1 - \beta_2)(g - m)^2 + \epsilon, \qquad \theta \leftarrow \theta - \eta_t \frac{m / (1 - \beta_1^t)}{\sqrt{s / (1 - \beta_2^t)} + \epsilon}`,
    texOf: {
      optax: String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad s \leftarrow \beta_2 s + (1 - \beta_2)(g - m)^2 + \epsilon_{\mathrm{root}}, \qquad \theta \leftarrow \theta - \eta_t \frac{m / (1 - \beta_1^t)}{\sqrt{s / (1 - \beta_2^t)} + \epsilon}`,
    },
    source: "Zhuang et al. (2020), arXiv:2010.07468",
    presets: [{ id: "adabelief", spec: { name: "adabelief", lr: 0.01 } }],
    create: (options, convention) => {
      const checked = checkedAs<AdabeliefOptions>(options);
      return adabelief(convention === "optax" ? checked : { ...checked, eps_root: checked.eps });
    },
  },
  {
    name: "yogi",
    title: "Yogi",
    family: "adaptive",
    conventions: ["paper", "optax"],
    options: [
      learningRate(1e-2),
      betas,
      eps(1e-3),
      {
        name: "initial_accumulator_value",
        kind: "number",
        default: 1e-6,
        conventions: ["optax"],
        minimum: 0,
        slider: { scale: "log", from: 1e-8, to: 1 },
      },
      weightDecay(0),
      maximize,
    ],
    tex: String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow v - (1 - \beta_2)\, \mathrm{sign}(v - g^2)\, g^2, \qquad \theta \leftarrow \theta - \frac{\eta_t}{\sqrt{v} + \epsilon}\, m`,
    texOf: {
      optax: String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow v - (1 - \beta_2)\, \mathrm{sign}(v - g^2)\, g^2, \qquad \theta \leftarrow \theta - \eta_t \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}`,
    },
    source: "Zaheer, Reddi, Sachan, Kale & Kumar (2018), NeurIPS 31",
    presets: [{ id: "yogi", spec: { name: "yogi", lr: 0.01 } }],
    create: (options, convention) =>
      convention === "optax"
        ? yogiOptax(checkedAs<Parameters<typeof yogiOptax>[0]>(options))
        : yogi(checkedAs<YogiOptions>(options)),
  },
  {
    name: "lamb",
    title: "LAMB",
    family: "adaptive",
    conventions: ["paper", "tensorflow"],
    options: [learningRate(1e-3), betas, { ...eps(1e-6), defaults: { tensorflow: 1e-7 } }, weightDecay(0), maximize],
    tex: String.raw`u = \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon} + \lambda \theta, \qquad \theta \leftarrow \theta - \eta_t \frac{\lVert \theta \rVert}{\lVert u \rVert}\, u`,
    texOf: {
      tensorflow: String.raw`u = \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}, \qquad \theta \leftarrow (1 - \eta_t \lambda)\, \theta, \qquad \theta \leftarrow \theta - \eta_t \frac{\lVert \theta \rVert}{\lVert u \rVert}\, u`,
    },
    source: "You et al. (2020), arXiv:1904.00962",
    presets: [{ id: "lamb", spec: { name: "lamb", lr: 0.02 } }],
    create: (options, convention) => {
      const checked = checkedAs<LambOptions>(options);
      return convention === "tensorflow" ? decoupled(lamb, checked) : lamb(checked);
    },
  },
  {
    name: "novograd",
    title: "NovoGrad",
    family: "adaptive",
    conventions: ["paper", "optax"],
    options: [
      learningRate(1e-3),
      { ...betas, default: [0.95, 0.98], defaults: { optax: [0.9, 0.25] } },
      { ...eps(1e-8), defaults: { optax: 1e-6 } },
      weightDecay(0),
      maximize,
    ],
    tex: String.raw`v \leftarrow \beta_2 v + (1 - \beta_2) \lVert g \rVert^2, \quad m \leftarrow \beta_1 m + \frac{g}{\sqrt{v} + \epsilon} + \lambda \theta, \qquad \theta \leftarrow \theta - \eta_t\, m`,
    source: "Ginsburg et al. (2019), arXiv:1905.11286",
    presets: [{ id: "novograd", spec: { name: "novograd", lr: 0.002 } }],
    create: (options) => novograd(checkedAs<NovogradOptions>(options)),
  },
  {
    name: "adan",
    title: "Adan",
    family: "adaptive",
    conventions: ["paper", "optax"],
    options: [
      learningRate(1e-3),
      { ...betas, length: 3, default: [0.98, 0.92, 0.99] },
      eps(1e-8),
      epsRoot(1e-8),
      weightDecay(0),
      { ...flag("no_prox"), conventions: ["paper"] },
      maximize,
    ],
    tex: String.raw`v \leftarrow \beta_2 v + (1 - \beta_2)(g_t - g_{t-1}), \quad n \leftarrow \beta_3 n + (1 - \beta_3)\bigl(g_t + \beta_2 (g_t - g_{t-1})\bigr)^2, \qquad \theta \leftarrow \frac{1}{1 + \eta_t \lambda} \Bigl(\theta - \eta_t \frac{\hat m + \beta_2 \hat v}{\sqrt{\hat n} + \epsilon}\Bigr)`,
    texOf: {
      optax: String.raw`v \leftarrow \beta_2 v + (1 - \beta_2)(g_t - g_{t-1}), \quad n \leftarrow \beta_3 n + (1 - \beta_3)\bigl(g_t + (1 - \beta_2)(g_t - g_{t-1})\bigr)^2, \qquad \theta \leftarrow (1 - \eta_t \lambda)\, \theta - \eta_t \frac{\hat m + (1 - \beta_2) \hat v}{\sqrt{\hat n + \epsilon_{\mathrm{root}}} + \epsilon}`,
    },
    source: "Xie, Zhou, Li, Lin & Yan (2022), arXiv:2208.06677",
    presets: [{ id: "adan", spec: { name: "adan", lr: 0.01 } }],
    create: (options, convention) =>
      convention === "optax"
        ? adanOptax(checkedAs<Parameters<typeof adanOptax>[0]>(options))
        : adan(checkedAs<AdanOptions & { readonly no_prox: boolean }>(options)),
  },
  {
    name: "adopt",
    title: "ADOPT",
    family: "adaptive",
    conventions: ["paper"],
    options: [
      learningRate(1e-3),
      { ...betas, default: [0.9, 0.9999] },
      eps(1e-6),
      weightDecay(0),
      { ...flag("clip"), default: true },
      flag("decouple"),
      maximize,
    ],
    tex: String.raw`m \leftarrow \beta_1 m + (1 - \beta_1)\, \mathrm{clip}\Bigl(\frac{g}{\max(\sqrt{v}, \epsilon)}, t^{1/4}\Bigr), \quad \theta \leftarrow \theta - \eta_t\, m, \qquad v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2`,
    source: "Taniguchi et al. (2024), arXiv:2411.02853",
    presets: [{ id: "adopt", spec: { name: "adopt", lr: 0.02 } }],
    create: (options) => adopt(checkedAs<AdoptOptions>(options)),
  },
  {
    name: "ademamix",
    title: "AdEMAMix",
    family: "adaptive",
    conventions: ["paper", "optax"],
    options: [
      learningRate(1e-3),
      { ...betas, length: 3, default: [0.9, 0.999, 0.9999] },
      eps(1e-8),
      {
        name: "alpha",
        kind: "number",
        default: 2,
        defaults: { optax: 5 },
        minimum: 0,
        slider: { scale: "linear", from: 0, to: 10 },
      },
      warmup("alpha_warmup"),
      warmup("beta3_warmup"),
      weightDecay(0),
      maximize,
    ],
    tex: String.raw`m_1 \leftarrow \beta_1 m_1 + (1 - \beta_1) g, \quad m_2 \leftarrow \beta_3 m_2 + (1 - \beta_3) g, \qquad \theta \leftarrow (1 - \eta_t \lambda)\, \theta - \eta_t \frac{m_1 / (1 - \beta_1^t) + \alpha\, m_2}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}`,
    source: "Pagliardini, Ablin & Grangier (2024), arXiv:2409.03137",
    presets: [{ id: "ademamix", spec: { name: "ademamix", lr: 0.01 } }],
    create: (options, convention) => {
      const checked = checkedAs<AdemamixOptions>(options);
      return ademamix(convention === "optax" ? { ...checked, alpha_warmup: 0, beta3_warmup: 0 } : checked);
    },
  },
];

/** A number of steps; 0 (the authors' None): no warm-up. */
function warmup(name: string): OptionDescription {
  return {
    name,
    kind: "integer",
    default: 0,
    conventions: ["paper"],
    minimum: 0,
    slider: { scale: "linear", from: 0, to: 1000 },
  };
}
