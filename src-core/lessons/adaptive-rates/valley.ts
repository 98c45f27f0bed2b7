import type { Lesson } from "../lesson.ts";
import { VALLEY_CURVATURE_W, VALLEY_OPTIMUM, VALLEY_STAGE, valleyDesign, W } from "./valley-design.ts";

const SLOW = "runner-1";
const FAST = "runner-2";
const MEAN = "runner-3";
const DECAYED = "runner-4";

export const VALLEY: Lesson = {
  id: "valley",
  chapter: "adaptive-rates",
  title: { en: "The narrow valley", "zh-CN": "狭长的峡谷" },
  summary: {
    en: "One rate too large, one too small; AdaGrad bursts, and a decaying rate cures it.",
    "zh-CN": "学习率大了发散，小了走不到；AdaGrad 会“爆炸”，学习率衰减能治好它。",
  },
  design: valleyDesign(
    [
      { name: "η = 1e-7", optimizer: { name: "sgd", lr: 1e-7 } },
      { name: "η = 1e-2", optimizer: { name: "sgd", lr: 1e-2 } },
      { optimizer: { name: "adagrad", convention: "leedl", lr: 1 } },
      {
        name: "AdaGrad · 1/√(t + 1)",
        optimizer: { name: "adagrad", convention: "leedl", lr: 1 },
        schedule: { name: "inverse-sqrt" },
      },
    ],
    100_000,
  ),
  stage: VALLEY_STAGE,
  steps: [
    {
      id: "long-and-narrow",
      title: { en: "Long and narrow", "zh-CN": "又长又窄" },
      text: {
        en: String.raw`
          The sum of squared errors of $y = b + wx$ on ten points is a long, narrow valley: the Hessian's eigenvalues differ
          by a factor of 313,418. Four runs start at (−120, −4); the cross at $b = -188.43$ is where they ought to go.

          This lesson is the overview; the ones after it look closer.`,
        "zh-CN": String.raw`
          十个数据点上 $y = b + wx$ 的误差平方和是一条又长又窄的峡谷：海森矩阵的两个特征值相差 313,418 倍。四条路径都从
          (−120, −4) 出发；$b = -188.43$ 处的叉号是它们该去的地方。

          这一课是总览，后面几课再细看。`,
      },
    },
    {
      id: "two-rates",
      title: { en: "One rate for both directions", "zh-CN": "两个方向，一个学习率" },
      text: {
        en: String.raw`
          The rate $10^{-2}$ is far above the stability limit $2/\lambda_{\max} = 1.14 \times 10^{-6}$: gradient descent jumps
          out of the window in its first step and diverges. With $10^{-7}$ it slides to the floor, turns left, and after
          100,000 steps is only at $b = -123.69$.`,
        "zh-CN": String.raw`
          学习率 $10^{-2}$ 远远超过稳定上限 $2/\lambda_{\max} = 1.14 \times 10^{-6}$，梯度下降第一步就跳出窗口，随后发散。
          学习率 $10^{-7}$ 会滑到谷底、向左转，但走完 100,000 步才到 $b = -123.69$。`,
      },
      stage: { runners: [SLOW, FAST], step: 100_000 },
    },
    {
      id: "adagrad",
      title: { en: "A rate for each parameter", "zh-CN": "每个参数一个学习率" },
      text: {
        en: String.raw`
          AdaGrad as the course book writes it, with the mean of the squares and $\eta = 1$, gets there. But from about step
          718 on, near $b = -167$, it shoots up, and again and again after that: on the flat floor $\sigma$ for $w$ has
          shrunk for so long that $\eta/\sigma$ exceeds the stability limit.`,
        "zh-CN": String.raw`
          课本写法的 AdaGrad（取平方的均值，$\eta = 1$）能走到那里。可是大约从第 718 步起，在 $b = -167$ 附近，它突然竖直地
          “爆炸”，此后一再发生：在平坦的谷底走得太久，$w$ 方向的 $\sigma$ 变得太小，$\eta/\sigma$ 超过了稳定上限。`,
      },
      stage: { runners: [SLOW, MEAN], step: 1300, selected: MEAN },
    },
    {
      id: "decay",
      title: { en: "A rate that decays", "zh-CN": "让学习率衰减" },
      text: {
        en: String.raw`
          With the rate decaying as $1/\sqrt{t + 1}$ the path is smooth and comes to the optimum: after 100,000 steps it is at
          $b = -188.37$.`,
        "zh-CN": String.raw`
          让学习率按 $1/\sqrt{t + 1}$ 衰减，路径就平稳地走向最优点：100,000 步之后到达 $b = -188.37$。`,
      },
      stage: { runners: [MEAN, DECAYED], step: 100_000, selected: DECAYED },
    },
  ],
  claims: [
    { kind: "condition", at: VALLEY_OPTIMUM, value: 313_418, within: 1e-5 },
    { kind: "stability-limit", at: VALLEY_OPTIMUM, value: 1.1449308e-6, within: 1e-7 },
    { kind: "critical", at: VALLEY_OPTIMUM, within: 1e-8 },
    { kind: "passes", runner: SLOW, step: 100_000, point: [-123.69217, 2.4834], within: 1e-5 },
    { kind: "passes", runner: FAST, step: 1, point: [201.12, 113063.76], within: 1e-6 },
    { kind: "stops", runner: FAST, reason: "diverged", step: 73 },
    {
      kind: "bursts",
      runner: MEAN,
      index: W,
      curvature: VALLEY_CURVATURE_W,
      from: 100,
      steps: [718, 1198, 1755, 2382, 3071, 3819],
      within: 0.02,
    },
    // The first burst, where it begins.
    { kind: "passes", runner: MEAN, step: 715, point: [-166.6, 3.1], within: 1 },
    { kind: "passes", runner: DECAYED, step: 100_000, point: [-188.3668, 2.669264], within: 5e-5 },
  ],
};
