import type { Lesson } from "../lesson.ts";
import { lossOf } from "../loss-of.ts";

const GRADIENT_DESCENT = "runner-1";
const MOMENTUM = "runner-2";
const NESTEROV = "runner-3";
const ADAGRAD = "runner-4";
const RMSPROP = "runner-5";
const ADAM = "runner-6";

/** Another start, and the steps at which those who arrive from there come within 0.1 of the minimum. */
const ELSEWHERE = [-1.5, 2] as const;
const ARRIVALS_FROM_ELSEWHERE: readonly (readonly [runner: string, step: number | null])[] = [
  [GRADIENT_DESCENT, null],
  [MOMENTUM, 584],
  [NESTEROV, 475],
  [ADAGRAD, null],
  [RMSPROP, 2222],
  [ADAM, 854],
];

export const ROSENBROCK_RACE: Lesson = {
  id: "rosenbrock-race",
  chapter: "adaptive-rates",
  title: { en: "Rosenbrock race", "zh-CN": "Rosenbrock 竞速" },
  summary: {
    en: "Six optimizers along one curved valley, each at a rate that suits it.",
    "zh-CN": "六种优化器沿着同一条弯曲的山谷比赛，各用适合自己的学习率。",
  },
  design: {
    loss: lossOf("rosenbrock"),
    starts: [[-1.2, 1]],
    runners: [
      { optimizer: { name: "sgd", lr: 0.001 } },
      { optimizer: { name: "sgd", lr: 0.001, momentum: 0.9 } },
      { optimizer: { name: "sgd", lr: 0.001, momentum: 0.9, nesterov: true } },
      { optimizer: { name: "adagrad", lr: 0.5 } },
      { optimizer: { name: "rmsprop", lr: 0.01 } },
      { optimizer: { name: "adam", lr: 0.05 } },
    ],
    steps: 4000,
  },
  stage: {
    map: { levels: "log", levelCount: 40 },
    surface: { height: "log" },
    curves: { quantities: ["loss", "distance"], logX: false, logY: true },
    speed: 120,
  },
  steps: [
    {
      id: "valley",
      title: { en: "A bent valley", "zh-CN": "弯曲的山谷" },
      text: {
        en: String.raw`
          Rosenbrock's valley is bent like a banana, with steep walls and a floor that hardly falls towards the minimum
          (1, 1). Six optimizers start at (−1.2, 1). Press play.`,
        "zh-CN": String.raw`
          Rosenbrock 函数的山谷弯得像一根香蕉，两壁陡峭，谷底却几乎是平的，一直通到极小值点 (1, 1)。六种优化器都从
          (−1.2, 1) 出发。请按“播放”。`,
      },
    },
    {
      id: "arrivals",
      title: { en: "Who arrives when", "zh-CN": "谁先到" },
      text: {
        en: String.raw`
          Steps until a run is within 0.1 of the minimum:

          | Method | Steps |
          | Momentum | 486 |
          | Nesterov | 522 |
          | Adam | 1012 |
          | RMSprop | 2141 |
          | AdaGrad | 3113 |

          Gradient descent is still 0.21 away after 4000.`,
        "zh-CN": String.raw`
          走到离极小值点 0.1 以内，各用了多少步：

          | 方法 | 步数 |
          | 动量法 | 486 |
          | Nesterov | 522 |
          | Adam | 1012 |
          | RMSprop | 2141 |
          | AdaGrad | 3113 |

          梯度下降走完 4000 步，还差 0.21。`,
      },
      stage: { step: 1012, selected: ADAM },
    },
    {
      id: "ways",
      title: { en: "Each in its own way", "zh-CN": "各有各的走法" },
      text: {
        en: String.raw`
          RMSprop keeps swinging near the goal: its rate never decays, and dividing by $\sigma$ does not make its steps any
          smaller. AdaGrad's $\sigma$ grows with every gradient it has seen, so its steps shrink all the way.`,
        "zh-CN": String.raw`
          RMSprop 到了终点附近仍在摆动：学习率没有衰减，而除以 $\sigma$ 又不让步子变小。AdaGrad 的 $\sigma$ 随着见过的每个
          梯度增长，所以步子一路变小。`,
      },
      stage: { step: 3000, selected: RMSPROP, runners: [ADAGRAD, RMSPROP] },
    },
    {
      id: "no-ranking",
      title: { en: "This is no ranking", "zh-CN": "这不是排行榜" },
      text: {
        en: String.raw`
          The rates were chosen for this start. Drag it to (−1.5, 2): now Nesterov is first, after 475 steps, then come
          momentum with 584, Adam with 854 and RMSprop with 2222.`,
        "zh-CN": String.raw`
          这些学习率是为这个起点挑选的。把起点拖到 (−1.5, 2)：这回领先的是 Nesterov，475 步就到，然后是动量法 584 步，
          Adam 854 步，RMSprop 2222 步。`,
      },
    },
  ],
  claims: [
    { kind: "first-below", runner: GRADIENT_DESCENT, quantity: "distance", level: 0.1, step: null },
    { kind: "first-below", runner: MOMENTUM, quantity: "distance", level: 0.1, step: 486 },
    { kind: "first-below", runner: NESTEROV, quantity: "distance", level: 0.1, step: 522 },
    { kind: "first-below", runner: ADAGRAD, quantity: "distance", level: 0.1, step: 3113 },
    { kind: "first-below", runner: RMSPROP, quantity: "distance", level: 0.1, step: 2141 },
    { kind: "first-below", runner: ADAM, quantity: "distance", level: 0.1, step: 1012 },
    { kind: "reads", runner: GRADIENT_DESCENT, quantity: "distance", step: 4000, value: 0.2077, within: 5e-5 },
    { kind: "first-below", runner: RMSPROP, quantity: "distance", level: 0.03, step: null },
    ...ARRIVALS_FROM_ELSEWHERE.map(([runner, step]) => ({
      kind: "first-below" as const,
      runner,
      change: { at: ELSEWHERE },
      quantity: "distance" as const,
      level: 0.1,
      step,
    })),
  ],
};
