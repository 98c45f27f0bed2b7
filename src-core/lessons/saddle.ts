import { createExperiment, createView } from "../project/index.ts";
import { lossOf } from "./loss-of.ts";
import type { ReadyExperiment } from "./ready-experiment.ts";

const title = { en: "Stuck on a saddle", "zh-CN": "卡在鞍点上" };

const explanation = {
  en:
    "At the origin of L = x² − y² the gradient is zero and the Hessian has the eigenvalues 2 and −2: the bottom of a valley along x, the top of a ridge along y, which is a saddle point. " +
    "From a start exactly on the x axis the gradient along y is zero at every step, so all three methods head for the saddle and stay there. " +
    "A start 0.0001 beside the axis is enough to leave it: in gradient descent that distance grows by the factor 1.2 with every step and reaches y = 0.91 after 50. " +
    "Adam makes the steps equally large in all directions, so it is 0.18 from the axis after ten steps already.",
  "zh-CN":
    "在 L = x² − y² 的原点，梯度为零，海森矩阵的特征值是 2 和 −2：沿 x 方向看是谷底，沿 y 方向看是山脊，这就是鞍点。" +
    "起点恰好落在 x 轴上时，y 方向的梯度每一步都是零，三种方法都走向鞍点，然后停在那里。" +
    "起点只要偏离 x 轴 0.0001 就够了：梯度下降每走一步，这段距离乘以 1.2，50 步之后到达 y = 0.91。" +
    "Adam 让各个方向的步长一样大，所以十步之后离 x 轴已有 0.18。",
};

const ON_AXIS = "start-1";
const BESIDE = "start-2";

export const SADDLE: ReadyExperiment = {
  id: "saddle",
  title,
  summary: {
    en: "Two starts, 0.0001 apart: one run stays on the saddle, the other gets away.",
    "zh-CN": "两个起点相距 0.0001：一个停在鞍点，一个逃离鞍点。",
  },
  explanation,
  claims: [
    ...["runner-1", "runner-2", "runner-3"].map((runner) => ({
      kind: "stays-zero" as const,
      runner,
      start: ON_AXIS,
      index: 1,
    })),
    { kind: "passes", runner: "runner-1", start: ON_AXIS, step: 50, point: [0, 0], within: 2e-5 },
    // The axis runs along x: y is 0.0001 * 1.2^50.
    { kind: "passes", runner: "runner-1", start: BESIDE, step: 50, point: [0, 0.9100438], within: 2e-5 },
    { kind: "passes", runner: "runner-1", start: BESIDE, step: 1, point: [-0.72, 0.00012], within: 1e-15 },
    { kind: "passes", runner: "runner-3", start: BESIDE, step: 10, point: [-0.7017, 0.1843], within: 1e-4 },
  ],
  createExperiment(language = "en") {
    const loss = lossOf("saddle");
    const view = createView(loss);
    return createExperiment({
      title: title[language],
      notes: explanation[language],
      loss,
      starts: [
        [-0.9, 0],
        [-0.9, 0.0001],
      ],
      runners: [
        { optimizer: { name: "sgd", lr: 0.1 } },
        { optimizer: { name: "sgd", lr: 0.02, momentum: 0.9 } },
        { optimizer: { name: "adam", lr: 0.02 } },
      ],
      steps: 50,
      view: {
        map: { ...view.map, levels: "linear" },
        // The loss becomes negative: no logarithm of it.
        curves: { quantities: ["loss", "gradientNorm"], logX: false, logY: false },
        instruments: ["map", "surface"],
        transport: { ...view.transport, speed: 10 },
      },
    });
  },
};
