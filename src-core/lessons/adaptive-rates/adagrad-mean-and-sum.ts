import type { Lesson } from "../lesson.ts";
import { VALLEY_CURVATURE_W, VALLEY_STAGE, valleyDesign, W } from "./valley-design.ts";

const BOOK = "runner-1";
const BOOK_DECAYED = "runner-2";
const PUBLISHED = "runner-3";
const END = [-188.3668, 2.669264];

export const ADAGRAD_MEAN_AND_SUM: Lesson = {
  id: "adagrad-mean-and-sum",
  chapter: "adaptive-rates",
  title: { en: "Mean or sum: one decay apart", "zh-CN": "均值与总和：只差一个衰减" },
  summary: {
    en: "The course book's AdaGrad and the published one differ by exactly the factor √(t + 1).",
    "zh-CN": "课本上的 AdaGrad 与论文里的 AdaGrad，恰好差一个因子 √(t + 1)。",
  },
  design: valleyDesign(
    [
      { optimizer: { name: "adagrad", convention: "leedl", lr: 1 } },
      {
        name: "AdaGrad · 1/√(t + 1)",
        optimizer: { name: "adagrad", convention: "leedl", lr: 1 },
        schedule: { name: "inverse-sqrt" },
      },
      { optimizer: { name: "adagrad", lr: 0.5 } },
    ],
    100_000,
  ),
  stage: { ...VALLEY_STAGE, speed: 2000 },
  steps: [
    {
      id: "two-formulas",
      title: { en: "Two formulas under one name", "zh-CN": "一个名字，两个公式" },
      text: {
        en: String.raw`
          The course book divides by $\sigma$, the root of the *mean* of the squared gradients; the paper, and PyTorch with
          it, by $s$, the root of their *sum*:

          $$\sigma_t = \sqrt{\frac{1}{t+1} \sum_{i=0}^{t} g_i^2} \qquad s_t = \sqrt{\sum_{i=0}^{t} g_i^2}$$

          Both are called AdaGrad, and they behave quite differently: the mean explodes, the sum does not.`,
        "zh-CN": String.raw`
          课本除以 $\sigma$，即梯度平方的*均值*的平方根；论文以及 PyTorch 除以 $s$，即它们的*总和*的平方根：

          $$\sigma_t = \sqrt{\frac{1}{t+1} \sum_{i=0}^{t} g_i^2} \qquad s_t = \sqrt{\sum_{i=0}^{t} g_i^2}$$

          两者都叫 AdaGrad，表现却大不相同：取均值的会“爆炸”，取总和的不会。`,
      },
      stage: { runners: [BOOK, PUBLISHED], step: 1300, speed: 200 },
    },
    {
      id: "algebra",
      title: { en: "One line of algebra", "zh-CN": "一行代数" },
      text: {
        en: String.raw`
          Give the book's form a rate that decays as $1/\sqrt{t + 1}$. The root of $t + 1$ cancels:

          $$\frac{\eta / \sqrt{t+1}}{\sigma_t} = \frac{\eta / \sqrt{t+1}}{s_t / \sqrt{t+1}} = \frac{\eta}{s_t}$$

          The published AdaGrad has the cure built in: *mean plus decay is sum*.`,
        "zh-CN": String.raw`
          让课本形式的学习率按 $1/\sqrt{t + 1}$ 衰减，$\sqrt{t + 1}$ 就消掉了：

          $$\frac{\eta / \sqrt{t+1}}{\sigma_t} = \frac{\eta / \sqrt{t+1}}{s_t / \sqrt{t+1}} = \frac{\eta}{s_t}$$

          论文里的 AdaGrad 自带解药：*均值加衰减，就是总和*。`,
      },
      stage: { runners: [BOOK_DECAYED, PUBLISHED], step: 20_000 },
      task: {
        text: {
          en: String.raw`“AdaGrad”, the sum, runs with $\eta = 0.5$. Which rate makes its path the same as that of the decayed mean?`,
          "zh-CN": String.raw`取总和的“AdaGrad”，学习率是 $\eta = 0.5$。取多大的学习率，它的路径才会与带衰减的均值形式重合？`,
        },
        check: { kind: "ends-near", runner: PUBLISHED, point: END, within: 1e-3 },
        done: {
          en: String.raw`The same $\eta = 1$. The paths agree at all 100,000 steps, to the last digits of a float64, and end at
            (−188.3668, 2.669264).`,
          "zh-CN": String.raw`同样是 $\eta = 1$。两条路径在全部 100,000 步上都一致，直到双精度浮点数的最后几位，
            终点都是 (−188.3668, 2.669264)。`,
        },
      },
    },
    {
      id: "whose-formula",
      title: { en: "So ask whose formula it is", "zh-CN": "先问是谁的公式" },
      text: {
        en: String.raw`
          Whoever adds that decay to the published form decays twice: with $\eta = 1$ it comes in 100,000 steps only to
          $b = -114.56$. It has not even begun its way along the floor.

          That is why a runner in this lab says whose formula it follows, and why a rate from one book cannot be carried over
          into another program unseen.`,
        "zh-CN": String.raw`
          谁要是给论文形式再加上这个衰减，就衰减了两次：取 $\eta = 1$，100,000 步才到 $b = -114.56$，沿谷底的路几乎还没有
          开始走。

          所以在这间实验室里，每个优化器都注明用的是谁的公式；一本书上的学习率，不能不加查看就搬进另一个程序。`,
      },
      stage: { runners: [BOOK_DECAYED, PUBLISHED], selected: PUBLISHED, step: 100_000 },
    },
  ],
  claims: [
    {
      kind: "bursts",
      runner: BOOK,
      index: W,
      curvature: VALLEY_CURVATURE_W,
      from: 100,
      steps: [718, 1198],
      within: 0.02,
    },
    { kind: "bursts", runner: PUBLISHED, index: W, curvature: VALLEY_CURVATURE_W, from: 200, steps: [], within: 0 },
    { kind: "same-path", runner: PUBLISHED, change: { options: { lr: 1 } }, other: BOOK_DECAYED, within: 1e-12 },
    { kind: "passes", runner: BOOK_DECAYED, step: 100_000, point: END, within: 5e-5 },
    {
      kind: "passes",
      runner: PUBLISHED,
      change: { options: { lr: 1 }, schedule: { name: "inverse-sqrt" } },
      step: 100_000,
      point: [-114.55815, 2.45692],
      within: 1e-5,
    },
  ],
};
