import { createExperiment, createView } from "../project/index.ts";
import { lossOf } from "./loss-of.ts";
import type { ReadyExperiment } from "./ready-experiment.ts";

const title = { en: "The narrow valley", "zh-CN": "狭长的峡谷" };

const explanation = {
  en:
    "The sum of squared errors of y = b + wx on ten points is a long, narrow valley: the Hessian's eigenvalues differ by a factor of 313,000. " +
    "The rate 10⁻² is far above the stability limit 2/λmax = 1.14·10⁻⁶, so gradient descent jumps out of the window in its first step and diverges; with 10⁻⁷ it slides to the floor, turns left, and after 100,000 steps is only at b = −123.69 on the way to −188.43. " +
    "AdaGrad as the course book writes it (the mean of the squares, η = 1) gets there, but shoots up from about step 715 on, near b = −167, and again and again after that: σ for w has shrunk for so long on the flat floor that η/σ exceeds the stability limit. " +
    "With the rate decaying as 1/√(t + 1) the path is smooth and ends at the optimum.",
  "zh-CN":
    "十个数据点上 y = b + wx 的误差平方和是一条又长又窄的峡谷：海森矩阵的两个特征值相差 31 万倍。" +
    "学习率 10⁻² 远远超过稳定上限 2/λmax = 1.14·10⁻⁶，梯度下降第一步就跳出窗口，随后发散；学习率 10⁻⁷ 会滑到谷底、向左转，但走完十万步才到 b = −123.69，离 −188.43 还很远。" +
    "课本写法的 AdaGrad（取平方的均值，η = 1）能走到那里，可是大约从第 715 步起，在 b = −167 附近突然竖直地“爆炸”，此后一再发生：在平坦的谷底走得太久，w 方向的 σ 变得太小，η/σ 超过了稳定上限。" +
    "让学习率按 1/√(t + 1) 衰减，路径就平稳地到达最优点。",
};

const START = "start-1";
const SLOW = "runner-1";
const FAST = "runner-2";
const MEAN = "runner-3";
const DECAYED = "runner-4";

export const VALLEY: ReadyExperiment = {
  id: "valley",
  title,
  summary: {
    en: "One rate too large, one too small; AdaGrad bursts, and a decaying rate cures it.",
    "zh-CN": "学习率大了发散，小了走不到；AdaGrad 会“爆炸”，学习率衰减能治好它。",
  },
  explanation,
  claims: [
    { kind: "passes", runner: SLOW, start: START, step: 100_000, point: [-123.69217, 2.4834], within: 1e-5 },
    { kind: "passes", runner: FAST, start: START, step: 1, point: [201.12, 113063.76], within: 1e-6 },
    { kind: "passes", runner: FAST, start: START, step: 2, point: [-5675543.536, -1974875711.2256], within: 1e-3 },
    { kind: "stops", runner: FAST, start: START, reason: "diverged", step: 73 },
    { kind: "passes", runner: MEAN, start: START, step: 1, point: [-119, -3], within: 1e-12 },
    { kind: "passes", runner: MEAN, start: START, step: 2, point: [-118.09, -2.09], within: 0.005 },
    { kind: "passes", runner: MEAN, start: START, step: 3, point: [-117.27, -1.27], within: 0.005 },
    { kind: "passes", runner: MEAN, start: START, step: 15, point: [-113.84, 2.28], within: 0.5 },
    { kind: "passes", runner: DECAYED, start: START, step: 100_000, point: [-188.3668, 2.669264], within: 5e-5 },
  ],
  createExperiment(language = "en") {
    const loss = lossOf("valley-ten-points");
    const view = createView(loss);
    return createExperiment({
      title: title[language],
      notes: explanation[language],
      loss,
      starts: [[-120, -4]],
      runners: [
        { name: "η = 1e-7", optimizer: { name: "sgd", lr: 1e-7 } },
        { name: "η = 1e-2", optimizer: { name: "sgd", lr: 1e-2 } },
        { optimizer: { name: "adagrad", convention: "leedl", lr: 1 } },
        {
          name: "AdaGrad · 1/√(t + 1)",
          optimizer: { name: "adagrad", convention: "leedl", lr: 1 },
          schedule: { name: "inverse-sqrt" },
        },
      ],
      steps: 100_000,
      // Every step: the first dots and the bursts are single steps. 9.6 MB a run; the recorder's budget bounds longer ones.
      record: { kind: "all" },
      view: {
        map: { ...view.map, levels: "log", levelCount: 50 },
        curves: { quantities: ["loss", "gradientNorm"], logX: true, logY: true },
        transport: { ...view.transport, speed: 200 },
      },
    });
  },
};
