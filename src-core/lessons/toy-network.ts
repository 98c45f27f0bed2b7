import { createExperiment, createView } from "../project/index.ts";
import { lossOf } from "./loss-of.ts";
import type { ReadyExperiment } from "./ready-experiment.ts";

const title = { en: "A network of two weights", "zh-CN": "只有两个权重的网络" };

const explanation = {
  en:
    "The network y = w₁w₂x with the one example x = 1, y = 1 has the loss (1 − w₁w₂)²; at the origin the gradient is zero and the Hessian [[0, −2], [−2, 0]] has the eigenvalues 2 and −2, so it is a saddle point. " +
    "From (0.5, −0.5) every step keeps w₁ = −w₂: all three methods walk to the saddle and the loss stays at 1. " +
    "Move the start by a millionth and they linger there as if they had converged, then escape along (1, 1), the eigenvector of −2, to the minimum (1, 1); the loss is below 0.5 after 77 steps of gradient descent, 90 with momentum, 217 of Adam. " +
    "Every minimum here is degenerate: they fill the curve w₁w₂ = 1, and the Hessian has an eigenvalue 0 along it.",
  "zh-CN":
    "网络 y = w₁w₂x 只有一个样本 x = 1、y = 1，损失是 (1 − w₁w₂)²；在原点梯度为零，海森矩阵 [[0, −2], [−2, 0]] 的特征值是 2 和 −2，所以原点是鞍点。" +
    "从 (0.5, −0.5) 出发，每一步都保持 w₁ = −w₂，三种方法都走向鞍点，损失停在 1。" +
    "把起点挪动百万分之一，它们先在鞍点附近徘徊，好像已经收敛，随后沿着特征值 −2 的特征向量 (1, 1) 逃离，到达极小值 (1, 1)；损失降到 0.5 以下，梯度下降用了 77 步，动量法 90 步，Adam 217 步。" +
    "这里的极小值都是退化的：它们连成曲线 w₁w₂ = 1，沿着这条曲线，海森矩阵的特征值为 0。",
};

const ON_DIAGONAL = "start-1";
const BESIDE = "start-2";
const RUNNERS = ["runner-1", "runner-2", "runner-3"];

export const TOY_NETWORK: ReadyExperiment = {
  id: "toy-network",
  title,
  summary: {
    en: "The loss (1 − w₁w₂)² of the course: a saddle between two curves of minima.",
    "zh-CN": "课程里的损失 (1 − w₁w₂)²：两条极小值曲线之间有一个鞍点。",
  },
  explanation,
  claims: [
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
  createExperiment(language = "en") {
    const loss = lossOf("toy-product");
    const view = createView(loss);
    return createExperiment({
      title: title[language],
      notes: explanation[language],
      loss,
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
      view: {
        map: { ...view.map, levels: "linear", levelCount: 40 },
        curves: { quantities: ["loss", "gradientNorm"], logX: false, logY: true },
      },
    });
  },
};
