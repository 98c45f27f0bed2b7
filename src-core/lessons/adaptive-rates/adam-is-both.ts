import type { Lesson } from "../lesson.ts";
import { VALLEY_OPTIMUM, VALLEY_STAGE, valleyDesign } from "./valley-design.ts";

const MOMENTUM = "runner-1";
const RMSPROP = "runner-2";
const ADAM = "runner-3";

export const ADAM_IS_BOTH: Lesson = {
  id: "adam-is-both",
  chapter: "adaptive-rates",
  title: { en: "Adam = momentum + RMSprop", "zh-CN": "Adam = 动量 + RMSprop" },
  summary: {
    en: "m keeps the signs, σ only the sizes. Together they arrive and come to rest.",
    "zh-CN": "m 记住方向，σ 只记大小。两者合起来，既走得到，又停得住。",
  },
  design: valleyDesign(
    [
      { optimizer: { name: "sgd", lr: 1e-6, momentum: 0.9 } },
      { optimizer: { name: "rmsprop", convention: "leedl", lr: 0.1, alpha: 0.9 } },
      { optimizer: { name: "adam", lr: 0.1 } },
    ],
    10_000,
  ),
  stage: { ...VALLEY_STAGE, speed: 500 },
  steps: [
    {
      id: "direction",
      title: { en: "m keeps the signs", "zh-CN": "m 记住方向" },
      text: {
        en: String.raw`
          Momentum adds gradients up with their signs. Across the valley they alternate and cancel; along it they agree and
          pile up. With $\eta = 10^{-6}$ and momentum 0.9 the run comes to $b = -149.22$ in 10,000 steps; without momentum it
          would be at −123.69.

          The direction is better. The size of the steps is still one for all parameters.`,
        "zh-CN": String.raw`
          动量把梯度连同符号一起相加。横穿峡谷的方向上，梯度正负交替，互相抵消；顺着峡谷的方向上，它们一致，越积越多。
          取 $\eta = 10^{-6}$、动量 0.9，10,000 步走到 $b = -149.22$；没有动量的话，只到 −123.69。

          方向好多了，但步长仍然是所有参数共用一个。`,
      },
      stage: { runners: [MOMENTUM], selected: MOMENTUM, step: 10_000 },
    },
    {
      id: "size",
      title: { en: "σ keeps only the sizes", "zh-CN": "σ 只记大小" },
      text: {
        en: String.raw`
          RMSprop squares the gradients first, so nothing cancels: $\sigma$ knows how large they were and not where they
          pointed. With $\eta = 0.1$ the run walks through the whole valley. But it does not come to rest: in the end $b$ jumps
          to and fro between −188.4832 and −188.3832, half a step on either side of the optimum −188.4332.

          Where all gradients are small $\sigma$ is small as well, and the quotient is not.`,
        "zh-CN": String.raw`
          RMSprop 先把梯度平方，于是什么都抵消不了：$\sigma$ 知道梯度有多大，不知道它们指向哪里。取 $\eta = 0.1$，
          它走完了整条峡谷，却停不下来：最后 $b$ 在 −188.4832 与 −188.3832 之间来回跳，离最优点 −188.4332 正好各半步。

          梯度都很小的地方，$\sigma$ 也小，两者的商却不小。`,
      },
      stage: { runners: [RMSPROP], selected: RMSPROP, step: 9_999 },
    },
    {
      id: "both",
      title: { en: "Both", "zh-CN": "合二为一" },
      text: {
        en: String.raw`
          Adam keeps both means, of the gradient and of its square:

          $$m_t = \beta_1 m_{t-1} + (1 - \beta_1)\, g_t$$

          $$v_t = \beta_2 v_{t-1} + (1 - \beta_2)\, g_t^2$$

          $$\theta_{t+1} = \theta_t - \eta\, \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}$$

          The signs decide on the direction, the sizes on the scale. With $\eta = 0.1$ it is at (−188.433197, 2.669455) after
          10,000 steps, and at rest: where gradients alternate, $m$ becomes small and $\sigma$ does not.`,
        "zh-CN": String.raw`
          Adam 两种平均都记：梯度的平均，和梯度平方的平均。

          $$m_t = \beta_1 m_{t-1} + (1 - \beta_1)\, g_t$$

          $$v_t = \beta_2 v_{t-1} + (1 - \beta_2)\, g_t^2$$

          $$\theta_{t+1} = \theta_t - \eta\, \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}$$

          符号决定方向，大小决定尺度。取 $\eta = 0.1$，10,000 步之后它在 (−188.433197, 2.669455)，而且停住了：
          梯度正负交替的地方，$m$ 变小，$\sigma$ 却不变小。`,
      },
      stage: { runners: [MOMENTUM, RMSPROP, ADAM], selected: ADAM, step: 10_000 },
    },
    {
      id: "bias",
      title: { en: "The hats", "zh-CN": "头上的帽子" },
      text: {
        en: String.raw`
          Both means begin at zero and are too small at first. The hats correct that exactly:

          $$\hat m_t = \frac{m_t}{1 - \beta_1^t} \qquad \hat v_t = \frac{v_t}{1 - \beta_2^t}$$

          At the first step $\hat m$ is the gradient and $\sqrt{\hat v}$ its size, so Adam moves each parameter by exactly
          $\eta = 0.1$, to (−119.9, −3.9).`,
        "zh-CN": String.raw`
          两个平均都从零开始，起初都偏小。戴上帽子，正好纠正过来：

          $$\hat m_t = \frac{m_t}{1 - \beta_1^t} \qquad \hat v_t = \frac{v_t}{1 - \beta_2^t}$$

          在第一步，$\hat m$ 就是梯度，$\sqrt{\hat v}$ 就是它的大小，所以 Adam 让每个参数恰好移动 $\eta = 0.1$，到达
          (−119.9, −3.9)。`,
      },
      stage: {
        runners: [RMSPROP, ADAM],
        selected: ADAM,
        step: 1,
        speed: 4,
        window: { x: [-122, -112], y: [-5, 4] },
      },
    },
    {
      id: "without-m",
      title: { en: "Take m away again", "zh-CN": "再把 m 拿掉" },
      text: {
        en: String.raw`
          With $\beta_1 = 0$ there is no momentum: $m$ is the gradient itself, and Adam is RMSprop with hats.`,
        "zh-CN": String.raw`
          取 $\beta_1 = 0$，动量就没有了：$m$ 就是梯度本身，Adam 变成戴帽子的 RMSprop。`,
      },
      stage: { runners: [ADAM], selected: ADAM, step: 10_000, instruments: ["map", "curves"] },
      task: {
        text: {
          en: String.raw`Set the first of Adam's betas to 0, and look at the end of the loss curve.`,
          "zh-CN": String.raw`把 Adam 的第一个 beta 改为 0，再看损失曲线的末尾。`,
        },
        check: { kind: "option", runner: ADAM, option: "betas", index: 0, atMost: 0 },
        done: {
          en: String.raw`It swings about the optimum, as RMSprop does: $b = -188.4616$ at step 9,999 and −188.4056 at step
            10,000. It was $m$ that brought it to rest.`,
          "zh-CN": String.raw`它像 RMSprop 一样绕着最优点摆动：第 9,999 步 $b = -188.4616$，第 10,000 步 −188.4056。
            原来是 $m$ 让它停下来的。`,
        },
      },
    },
  ],
  claims: [
    { kind: "critical", at: VALLEY_OPTIMUM, within: 1e-8 },
    { kind: "passes", runner: MOMENTUM, step: 10_000, point: [-149.22096, 2.55677], within: 1e-5 },
    {
      kind: "passes",
      runner: MOMENTUM,
      change: { options: { momentum: 0 } },
      step: 10_000,
      point: [-123.69218, 2.4834],
      within: 1e-5,
    },
    { kind: "passes", runner: RMSPROP, step: 9_999, point: [-188.3832, 2.71945], within: 1e-5 },
    { kind: "passes", runner: RMSPROP, step: 10_000, point: [-188.4832, 2.61945], within: 1e-5 },
    { kind: "passes", runner: ADAM, step: 10_000, point: [-188.433197, 2.669455], within: 5e-7 },
    { kind: "passes", runner: ADAM, step: 9_999, point: [-188.433197, 2.669455], within: 5e-7 },
    { kind: "passes", runner: ADAM, step: 1, point: [-119.9, -3.9], within: 1e-9 },
    {
      kind: "passes",
      runner: ADAM,
      change: { options: { betas: [0, 0.999] } },
      step: 9_999,
      point: [-188.46162, 2.64073],
      within: 1e-5,
    },
    {
      kind: "passes",
      runner: ADAM,
      change: { options: { betas: [0, 0.999] } },
      step: 10_000,
      point: [-188.405647, 2.696744],
      within: 1e-6,
    },
  ],
};
