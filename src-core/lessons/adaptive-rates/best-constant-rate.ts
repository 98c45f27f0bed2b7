import type { Lesson } from "../lesson.ts";
import { VALLEY_OPTIMUM, VALLEY_STAGE, valleyDesign } from "./valley-design.ts";

const CAUTIOUS = "runner-1";
const BELOW = "runner-2";
const ABOVE = "runner-3";
/** 2 / (lambda_min + lambda_max) */
const BEST = 1.1449272e-6;

export const BEST_CONSTANT_RATE: Lesson = {
  id: "valley-best-rate",
  chapter: "adaptive-rates",
  title: { en: "The best constant rate", "zh-CN": "最好的固定学习率" },
  summary: {
    en: "Beyond a limit the run diverges. Even the best rate below it is too slow.",
    "zh-CN": "学习率有一个上限，越过它就发散；即使是上限之内最好的学习率，也还是太慢。",
  },
  design: valleyDesign(
    [
      { name: "η = 5e-7", optimizer: { name: "sgd", lr: 5e-7 } },
      { name: "η = 1.1e-6", optimizer: { name: "sgd", lr: 1.1e-6 } },
      { name: "η = 1.2e-6", optimizer: { name: "sgd", lr: 1.2e-6 } },
    ],
    100_000,
  ),
  stage: { ...VALLEY_STAGE, speed: 8 },
  steps: [
    {
      id: "limit",
      title: { en: "A limit for the rate", "zh-CN": "学习率的上限" },
      text: {
        en: String.raw`
          Gradient descent multiplies the part of the error along an eigenvector by $1 - \eta\lambda$. It shrinks only where
          this lies between $-1$ and $1$, that is for

          $$\eta < \frac{2}{\lambda_{\max}}$$

          In the valley $\lambda_{\max} = 1.7468304 \times 10^{6}$, so the limit is $1.1449308 \times 10^{-6}$.`,
        "zh-CN": String.raw`
          梯度下降把误差在一个特征向量方向上的分量乘以 $1 - \eta\lambda$。只有当它落在 $-1$ 和 $1$ 之间时误差才会缩小，
          也就是要求

          $$\eta < \frac{2}{\lambda_{\max}}$$

          在这条峡谷里 $\lambda_{\max} = 1.7468304 \times 10^{6}$，所以上限是 $1.1449308 \times 10^{-6}$。`,
      },
      stage: { runners: [CAUTIOUS, BELOW], step: 30 },
    },
    {
      id: "below",
      title: { en: "Just below it", "zh-CN": "略低于上限" },
      text: {
        en: String.raw`
          With $\eta = 1.1 \times 10^{-6}$ the factor across the valley is −0.9215: every update throws the run to the other
          wall, but not quite as high. $w$ goes from −4 to 8.44, −3.02, 7.54, −2.19 and so on. *This* is a swing between
          walls, and it dies out.

          Then the run creeps along the floor and is at (−151.35, 2.563) after 100,000 steps.`,
        "zh-CN": String.raw`
          取 $\eta = 1.1 \times 10^{-6}$，横穿峡谷的方向上，因子是 −0.9215：每次更新把参数抛到对面的山壁上，
          只是一次比一次低。$w$ 从 −4 到 8.44、−3.02、7.54、−2.19……这才是*在两壁之间震荡*，而且会慢慢平息。

          此后它沿着谷底爬行，100,000 步之后在 (−151.35, 2.563)。`,
      },
      stage: { runners: [BELOW], selected: BELOW, step: 4, window: { x: [-122, -118], y: [-6, 10] } },
    },
    {
      id: "above",
      title: { en: "Just above it", "zh-CN": "略高于上限" },
      text: {
        en: String.raw`
          With $\eta = 1.2 \times 10^{-6}$ the factor is −1.0962. The run swings higher each time, by a tenth only, but
          for ever: the loss overflows at step 3770, and $w$, which ends the run, at step 7553.`,
        "zh-CN": String.raw`
          取 $\eta = 1.2 \times 10^{-6}$，因子是 −1.0962。每次只比上次高出一成，却永不停歇：损失在第 3770 步溢出，
          $w$ 在第 7553 步溢出，运行就此结束。`,
      },
      stage: { runners: [BELOW, ABOVE], selected: ABOVE, step: 300, instruments: ["curves"] },
      task: {
        text: {
          en: String.raw`Look for the limit yourself: raise the rate of “η = 1.1e-6” little by little, until its run diverges
            within the 100,000 steps.`,
          "zh-CN": String.raw`请亲自找一找上限：把“η = 1.1e-6”的学习率一点一点调大，直到它在 100,000 步之内发散。`,
        },
        check: { kind: "stopped", runner: BELOW, reason: "diverged" },
        done: {
          en: String.raw`You have gone beyond $2/\lambda_{\max} = 1.1449308 \times 10^{-6}$. Very near the limit the growth is
            so slow that 100,000 steps are not enough to see it.`,
          "zh-CN": String.raw`你已经越过了 $2/\lambda_{\max} = 1.1449308 \times 10^{-6}$。离上限很近时增长极慢，
            100,000 步还看不出来。`,
        },
      },
    },
    {
      id: "best",
      title: { en: "The best is not good", "zh-CN": "最好的也不够好" },
      text: {
        en: String.raw`
          The best constant rate balances both ends of the spectrum, so that the two factors differ in their sign only:

          $$\eta = \frac{2}{\lambda_{\min} + \lambda_{\max}} = 1.1449272 \times 10^{-6}$$

          $$1 - \eta\lambda = \pm 0.9999936$$

          It takes 156,709 updates to bring the error down to $1/e$. The culprit is the condition number
          $\lambda_{\max}/\lambda_{\min} = 313{,}418$; no single rate gets round it. We need one rate for $b$ and another for
          $w$.`,
        "zh-CN": String.raw`
          最好的固定学习率让谱的两端平衡，两个因子只差一个符号：

          $$\eta = \frac{2}{\lambda_{\min} + \lambda_{\max}} = 1.1449272 \times 10^{-6}$$

          $$1 - \eta\lambda = \pm 0.9999936$$

          要把误差降到原来的 $1/e$，需要 156,709 次更新。罪魁祸首是条件数
          $\lambda_{\max}/\lambda_{\min} = 313{,}418$，只用一个学习率是绕不过去的。$b$ 和 $w$ 应当各有各的学习率。`,
      },
      stage: { runners: [CAUTIOUS, BELOW], step: 100_000 },
    },
  ],
  claims: [
    { kind: "eigenvalues", at: VALLEY_OPTIMUM, values: [5.57347746, 1_746_830.4], within: 1e-7 },
    { kind: "stability-limit", at: VALLEY_OPTIMUM, value: 1.1449308e-6, within: 1e-7 },
    { kind: "condition", at: VALLEY_OPTIMUM, value: 313_418, within: 1e-5 },
    { kind: "multiplier", at: VALLEY_OPTIMUM, rate: 1.1e-6, along: "largest", value: -0.921513, within: 1e-6 },
    { kind: "multiplier", at: VALLEY_OPTIMUM, rate: 1.2e-6, along: "largest", value: -1.096197, within: 1e-6 },
    { kind: "multiplier", at: VALLEY_OPTIMUM, rate: BEST, along: "largest", value: -0.9999936, within: 1e-6 },
    { kind: "multiplier", at: VALLEY_OPTIMUM, rate: BEST, along: "smallest", value: 0.9999936, within: 1e-6 },
    { kind: "updates-per-e", at: VALLEY_OPTIMUM, rate: BEST, along: "smallest", value: 156_709, within: 1e-5 },
    { kind: "passes", runner: BELOW, step: 1, point: [-119.96468, 8.43745], within: 1e-5 },
    { kind: "passes", runner: BELOW, step: 2, point: [-119.99803, -3.02383], within: 1e-5 },
    { kind: "passes", runner: BELOW, step: 3, point: [-119.9681, 7.5379], within: 1e-5 },
    { kind: "passes", runner: BELOW, step: 4, point: [-119.99649, -2.19487], within: 1e-5 },
    { kind: "passes", runner: BELOW, step: 100_000, point: [-151.354, 2.5629], within: 5e-4 },
    { kind: "overflows", runner: ABOVE, quantity: "loss", step: 3770 },
    { kind: "stops", runner: ABOVE, reason: "diverged", step: 7553 },
  ],
};
