import type { Lesson } from "../lesson.ts";
import { lossOf } from "../loss-of.ts";

const ON_DIAGONAL = "start-1";
const BESIDE = "start-2";
const RUNNERS = ["runner-1", "runner-2", "runner-3"];

export const TOY_NETWORK: Lesson = {
  id: "toy-network",
  chapter: "critical-points",
  title: { en: "A network of two weights", "zh-CN": "只有两个权重的网络" },
  summary: {
    en: "The loss (1 − w₁w₂)² of the course: a saddle between two curves of minima.",
    "zh-CN": "课程里的损失 (1 − w₁w₂)²：两条极小值曲线之间有一个鞍点。",
  },
  design: {
    loss: lossOf("toy-product"),
    starts: [
      [0.5, -0.5],
      [0.5, -0.499999],
    ],
    runners: [
      { optimizer: { name: "sgd", lr: 0.1 } },
      { optimizer: { name: "sgd", lr: 0.02, momentum: 0.9 } },
      { optimizer: { name: "adam", lr: 0.02 } },
    ],
    steps: 300,
  },
  stage: {
    map: { levels: "linear", levelCount: 40 },
    curves: { quantities: ["loss", "gradientNorm"], logX: false, logY: true },
  },
  steps: [
    {
      id: "network",
      title: { en: "The smallest network", "zh-CN": "最小的网络" },
      text: {
        en: String.raw`
          The network $y = w_1 w_2 x$ has two weights, no bias and no activation. With the one example $x = 1$, $y = 1$ its
          loss is

          $$L = (1 - w_1 w_2)^2$$

          At the origin the gradient is zero, and the Hessian is

          $$H = \begin{pmatrix} 0 & -2 \\ -2 & 0 \end{pmatrix}$$

          with the eigenvalues $2$ and $-2$. Even this network has a saddle point.`,
        "zh-CN": String.raw`
          网络 $y = w_1 w_2 x$ 只有两个权重，没有偏置，也没有激活函数。样本只有一个：$x = 1$，$y = 1$，损失是

          $$L = (1 - w_1 w_2)^2$$

          在原点梯度为零，海森矩阵是

          $$H = \begin{pmatrix} 0 & -2 \\ -2 & 0 \end{pmatrix}$$

          特征值为 $2$ 和 $-2$。这么小的网络也有鞍点。`,
      },
      stage: { instruments: ["map", "surface"] },
    },
    {
      id: "on-the-diagonal",
      title: { en: "Into the saddle", "zh-CN": "走进鞍点" },
      text: {
        en: String.raw`
          From (0.5, −0.5) every step keeps $w_1 = -w_2$: the two entries of the gradient are each other's mirror image. On
          this line the saddle is a minimum, so all three methods walk to it, and the loss stays at $1$.`,
        "zh-CN": String.raw`
          从 (0.5, −0.5) 出发，每一步都保持 $w_1 = -w_2$，因为梯度的两个分量互为镜像。在这条直线上，鞍点就是极小值点，
          所以三种方法都走向它，损失停在 $1$。`,
      },
      stage: { step: 60 },
    },
    {
      id: "escape",
      title: { en: "The way out", "zh-CN": "出路" },
      text: {
        en: String.raw`
          Move the start by a millionth, to (0.5, −0.499999). The runs linger at the saddle as if they had converged, then
          escape along (1, 1), the eigenvector of the eigenvalue $-2$, to the minimum (1, 1). The loss falls below 0.5 after
          77 steps of gradient descent, 90 with momentum and 217 of Adam.

          This is what a negative eigenvalue is good for: its eigenvector points downhill where the gradient is silent.`,
        "zh-CN": String.raw`
          把起点挪动百万分之一，到 (0.5, −0.499999)。它们先在鞍点附近徘徊，好像已经收敛，随后沿着 (1, 1)，也就是特征值
          $-2$ 的特征向量逃离，到达极小值点 (1, 1)。损失降到 0.5 以下，梯度下降用了 77 步，动量法用了 90 步，Adam 用了
          217 步。

          负特征值的用处就在这里：梯度已经无话可说，它的特征向量还指着下坡的方向。`,
      },
      stage: { step: 90, selected: "runner-1", selectedStart: BESIDE },
    },
    {
      id: "degenerate",
      title: { en: "A whole curve of minima", "zh-CN": "极小值连成一条曲线" },
      text: {
        en: String.raw`
          Every minimum here is *degenerate*: the minima fill the curve $w_1 w_2 = 1$, the loss does not change along it, and
          so the Hessian has an eigenvalue $0$ in that direction. Networks with more weights than they need have such
          valleys everywhere.`,
        "zh-CN": String.raw`
          这里的极小值都是*退化*的：它们连成曲线 $w_1 w_2 = 1$，损失沿这条曲线不变，因此海森矩阵在这个方向上的特征值为
          $0$。只要权重比需要的多，网络里到处都有这样的山谷。`,
      },
      stage: { step: 300, instruments: ["surface"] },
    },
  ],
  claims: [
    { kind: "eigenvalues", at: [0, 0], values: [-2, 2], within: 0 },
    // w1 = w2 = 1: 0 along the curve, 2 (w1^2 + w2^2) across.
    { kind: "eigenvalues", at: [1, 1], values: [0, 4], within: 1e-12 },
    ...RUNNERS.flatMap((runner) => [
      { kind: "passes" as const, runner, start: ON_DIAGONAL, step: 300, point: [0, 0], within: 1e-6 },
      { kind: "first-below" as const, runner, start: ON_DIAGONAL, quantity: "loss" as const, level: 0.999, step: null },
      // Momentum ends a hundredth further along the curve of minima.
      { kind: "passes" as const, runner, start: BESIDE, step: 300, point: [1, 1], within: 0.01 },
    ]),
    { kind: "first-below", runner: "runner-1", start: BESIDE, quantity: "loss", level: 0.5, step: 77 },
    { kind: "first-below", runner: "runner-2", start: BESIDE, quantity: "loss", level: 0.5, step: 90 },
    { kind: "first-below", runner: "runner-3", start: BESIDE, quantity: "loss", level: 0.5, step: 217 },
    // "As if they had converged": forty steps before the loss falls the gradient is a thousandth.
    { kind: "first-below", runner: "runner-1", start: BESIDE, quantity: "gradientNorm", level: 1e-3, step: 33 },
  ],
};
