import { createExperiment, createView } from "../project/index.ts";
import { lossOf } from "./loss-of.ts";
import type { ReadyExperiment } from "./ready-experiment.ts";

const title = { en: "Rosenbrock race", "zh-CN": "Rosenbrock 竞速" };

const explanation = {
  en:
    "Rosenbrock's valley is bent like a banana, with steep walls and a floor that hardly falls towards the minimum (1, 1). " +
    "From (−1.2, 1) momentum comes within 0.1 of the minimum after 486 steps, Nesterov after 522, Adam after 1012, RMSprop after 2141 and AdaGrad after 3113; gradient descent is still 0.21 away after 4000. " +
    "RMSprop keeps swinging near the goal, because its rate never decays and dividing by σ makes its steps no smaller; AdaGrad's steps shrink all the way. " +
    "The rates were chosen for this start, so this is no ranking: drag it to (−1.5, 2) and Nesterov is first.",
  "zh-CN":
    "Rosenbrock 函数的山谷弯得像一根香蕉，两壁陡峭，谷底却几乎是平的，一直通到极小值 (1, 1)。" +
    "从 (−1.2, 1) 出发，走到离极小值 0.1 以内，动量法用了 486 步，Nesterov 用了 522 步，Adam 用了 1012 步，RMSprop 用了 2141 步，AdaGrad 用了 3113 步；梯度下降走完 4000 步还差 0.21。" +
    "RMSprop 到了终点附近仍在摆动，因为学习率没有衰减，而除以 σ 又不让步子变小；AdaGrad 的步子则一路变小。" +
    "这些学习率是为这个起点挑选的，所以这不是排行榜：把起点拖到 (−1.5, 2)，领先的就是 Nesterov。",
};

const START = "start-1";

export const ROSENBROCK_RACE: ReadyExperiment = {
  id: "rosenbrock-race",
  title,
  summary: {
    en: "Six optimizers along one curved valley, each at a rate that suits it.",
    "zh-CN": "六种优化器沿着同一条弯曲的山谷比赛，各用适合自己的学习率。",
  },
  explanation,
  claims: [
    { kind: "first-below", runner: "runner-1", start: START, quantity: "distance", level: 0.1, step: null },
    { kind: "first-below", runner: "runner-2", start: START, quantity: "distance", level: 0.1, step: 486 },
    { kind: "first-below", runner: "runner-3", start: START, quantity: "distance", level: 0.1, step: 522 },
    { kind: "first-below", runner: "runner-4", start: START, quantity: "distance", level: 0.1, step: 3113 },
    { kind: "first-below", runner: "runner-5", start: START, quantity: "distance", level: 0.1, step: 2141 },
    { kind: "first-below", runner: "runner-6", start: START, quantity: "distance", level: 0.1, step: 1012 },
    { kind: "passes", runner: "runner-1", start: START, step: 4000, point: [0.9036, 0.816], within: 1e-4 },
    { kind: "first-below", runner: "runner-1", start: START, quantity: "distance", level: 0.205, step: null },
    { kind: "first-below", runner: "runner-5", start: START, quantity: "distance", level: 0.03, step: null },
  ],
  createExperiment(language = "en") {
    const loss = lossOf("rosenbrock");
    const view = createView(loss);
    return createExperiment({
      title: title[language],
      notes: explanation[language],
      loss,
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
      view: {
        map: { ...view.map, levels: "log", levelCount: 40 },
        surface: { ...view.surface, height: "log" },
        curves: { quantities: ["loss", "distance"], logX: false, logY: true },
        transport: { ...view.transport, speed: 120 },
      },
    });
  },
};
