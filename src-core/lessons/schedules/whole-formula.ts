import { VALLEY_STAGE, valleyDesign } from "../adaptive-rates/valley-design.ts";
import type { Lesson } from "../lesson.ts";

const GRADIENT_DESCENT = "runner-1";
const MOMENTUM = "runner-2";
const ADAM = "runner-3";
const COSINE = { schedule: { name: "cosine", T_max: 10_000, eta_min: 0 } } as const;

export const WHOLE_FORMULA: Lesson = {
  id: "whole-formula",
  chapter: "schedules",
  title: { en: "The whole formula, term by term", "zh-CN": "一项一项搭出完整的公式" },
  summary: {
    en: "θ ← θ − η m / σ: what each of the three letters is for, on one valley.",
    "zh-CN": "θ ← θ − η m / σ：三个字母各管什么，在同一条峡谷里看清楚。",
  },
  design: valleyDesign(
    [
      { optimizer: { name: "sgd", lr: 1e-6 } },
      { optimizer: { name: "sgd", lr: 1e-6, momentum: 0.9 } },
      { name: "m / σ", optimizer: { name: "adam", lr: 1, betas: [0.9, 0.99] } },
    ],
    10_000,
  ),
  stage: { ...VALLEY_STAGE, speed: 500 },
  steps: [
    {
      id: "gradient",
      title: { en: "Only the gradient", "zh-CN": "只有梯度" },
      text: {
        en: String.raw`
          $$\theta_{t+1} = \theta_t - \eta\, g_t$$

          One rate, one gradient. In this valley the rate must stay below $1.1449308 \times 10^{-6}$, and with $10^{-6}$ the
          run comes in 10,000 steps from $b = -120$ to −123.69. The goal is at −188.43.`,
        "zh-CN": String.raw`
          $$\theta_{t+1} = \theta_t - \eta\, g_t$$

          一个学习率，一个梯度。在这条峡谷里，学习率必须小于 $1.1449308 \times 10^{-6}$；取 $10^{-6}$，10,000 步从
          $b = -120$ 走到 −123.69，而终点在 −188.43。`,
      },
      stage: { runners: [GRADIENT_DESCENT], selected: GRADIENT_DESCENT, step: 10_000 },
    },
    {
      id: "momentum",
      title: { en: "m: which way", "zh-CN": "m：往哪个方向走" },
      text: {
        en: String.raw`
          $$\theta_{t+1} = \theta_t - \eta\, m_t$$

          $m_t$ is a weighted sum of all gradients so far. Where they agree they pile up, here to ten times a single one;
          where they alternate they cancel. With momentum 0.9 the run comes to −149.22.`,
        "zh-CN": String.raw`
          $$\theta_{t+1} = \theta_t - \eta\, m_t$$

          $m_t$ 是到目前为止所有梯度的加权和。方向一致的，越积越多，在这里积到单个梯度的十倍；正负交替的，互相抵消。
          动量取 0.9，走到了 −149.22。`,
      },
      stage: { runners: [GRADIENT_DESCENT, MOMENTUM], selected: MOMENTUM, step: 10_000 },
    },
    {
      id: "sigma",
      title: { en: "σ: how far, for each parameter", "zh-CN": "σ：每个参数走多远" },
      text: {
        en: String.raw`
          $$\theta_{t+1} = \theta_t - \eta\, \frac{m_t}{\sigma_t}$$

          $\sigma_t$ is the root mean square of the gradients, with the recent ones weighing more. It makes the steps in both
          directions comparable, and the rate may be $\eta = 1$. (This is Adam with $\beta = (0.9, 0.99)$.) The run is within
          $1$ of the goal after 646 steps.

          But it does not quite come to rest: $\eta$ is still what it was, and the last point is (−188.4457, 2.6569).`,
        "zh-CN": String.raw`
          $$\theta_{t+1} = \theta_t - \eta\, \frac{m_t}{\sigma_t}$$

          $\sigma_t$ 是梯度的均方根，越近的梯度权重越大。它让两个方向的步子有了可比的大小，学习率可以取到 $\eta = 1$。
          （这就是 $\beta = (0.9, 0.99)$ 的 Adam。）646 步之后，离终点已经不到 $1$。

          可是它停得不够稳：$\eta$ 还和开头一样大，最后一点在 (−188.4457, 2.6569)。`,
      },
      stage: { runners: [GRADIENT_DESCENT, MOMENTUM, ADAM], selected: ADAM, step: 646 },
    },
    {
      id: "schedule",
      title: { en: "ηₜ: when", "zh-CN": "ηₜ：什么时候走多快" },
      text: {
        en: String.raw`
          $$\theta_{t+1} = \theta_t - \eta_t\, \frac{m_t}{\sigma_t}$$

          The last piece is a rate that changes with the steps: large for the way, small for the arrival.`,
        "zh-CN": String.raw`
          $$\theta_{t+1} = \theta_t - \eta_t\, \frac{m_t}{\sigma_t}$$

          最后一块拼图是随步数变化的学习率：赶路时大，到站时小。`,
      },
      stage: {
        runners: [ADAM],
        selected: ADAM,
        step: 10_000,
        curves: { quantities: ["loss", "distance"] },
        instruments: ["map", "curves"],
      },
      task: {
        text: {
          en: String.raw`Give “m / σ” a schedule that brings the last loss down to that of the minimum, 101,936.73: cosine
            annealing over the 10,000 steps, for example.`,
          "zh-CN": String.raw`给“m / σ”加上学习率调度，让最后的损失降到极小值 101,936.73，例如在 10,000 步里做余弦退火。`,
        },
        check: { kind: "final-loss", runner: ADAM, atMost: 101_936.74 },
        done: {
          en: String.raw`Now it arrives *and* rests. With cosine annealing it is still within $1$ of the goal after 648 steps,
            and it ends at (−188.433197, 2.669455).`,
          "zh-CN": String.raw`这下既走得到，*又*停得住。用余弦退火，仍然只要 648 步就走到离终点不到 $1$ 的地方，最后停在
            (−188.433197, 2.669455)。`,
        },
      },
    },
    {
      id: "summary",
      title: { en: "The whole of it", "zh-CN": "完整的公式" },
      text: {
        en: String.raw`
          $$\theta_{t+1} = \theta_t - \eta_t\, \frac{m_t}{\sigma_t}$$

          | | $m_t$ | $\sigma_t$ | $\eta_t$ |
          | gradient descent | $g_t$ | $1$ | constant |
          | momentum | sum of gradients | $1$ | constant |
          | AdaGrad, RMSprop | $g_t$ | root mean square | constant |
          | Adam | mean of gradients | root mean square | constant |
          | … with a schedule | | | changes |

          $m$ adds with signs and decides on the *direction*; $\sigma$ adds squares, which cannot cancel, and decides on the
          *scale*; $\eta_t$ is the *plan*. The inspector shows every step as exactly these three.`,
        "zh-CN": String.raw`
          $$\theta_{t+1} = \theta_t - \eta_t\, \frac{m_t}{\sigma_t}$$

          | | $m_t$ | $\sigma_t$ | $\eta_t$ |
          | 梯度下降 | $g_t$ | $1$ | 固定 |
          | 动量法 | 梯度之和 | $1$ | 固定 |
          | AdaGrad、RMSprop | $g_t$ | 均方根 | 固定 |
          | Adam | 梯度的平均 | 均方根 | 固定 |
          | ……加上调度 | | | 变化 |

          $m$ 连同符号一起相加，负责*方向*；$\sigma$ 加的是平方，不会抵消，负责*尺度*；$\eta_t$ 是*计划*。右侧的数值栏里，
          每一步正是拆成这三样来显示的。`,
      },
      stage: { runners: [GRADIENT_DESCENT, MOMENTUM, ADAM], selected: ADAM, step: 10_000 },
    },
  ],
  claims: [
    { kind: "critical", at: [-188.43319666, 2.66945497], within: 1e-8 },
    { kind: "stability-limit", at: [-188.43319666, 2.66945497], value: 1.1449308e-6, within: 1e-7 },
    { kind: "passes", runner: GRADIENT_DESCENT, step: 10_000, point: [-123.69218, 2.4834], within: 1e-5 },
    { kind: "passes", runner: MOMENTUM, step: 10_000, point: [-149.22096, 2.55677], within: 1e-5 },
    { kind: "first-below", runner: ADAM, quantity: "distance", level: 1, step: 646 },
    { kind: "passes", runner: ADAM, step: 10_000, point: [-188.4457, 2.6569], within: 5e-5 },
    { kind: "reads", runner: ADAM, change: COSINE, quantity: "loss", step: 10_000, value: 101_936.7299, within: 5e-5 },
    { kind: "first-below", runner: ADAM, change: COSINE, quantity: "distance", level: 1, step: 648 },
    { kind: "passes", runner: ADAM, change: COSINE, step: 10_000, point: [-188.433197, 2.669455], within: 5e-7 },
  ],
};
