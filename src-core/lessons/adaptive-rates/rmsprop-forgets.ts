import type { Lesson } from "../lesson.ts";

const ADAGRAD = "runner-1";
const RMSPROP = "runner-2";
const PYTORCH = "runner-3";

export const RMSPROP_FORGETS: Lesson = {
  id: "rmsprop-forgets",
  chapter: "adaptive-rates",
  title: { en: "RMSprop forgets", "zh-CN": "RMSprop 会遗忘" },
  summary: {
    en: "Flat, steep, flat again: AdaGrad never gets over the cliff, RMSprop does.",
    "zh-CN": "平地、陡坡、又是平地：AdaGrad 走不出陡坡的阴影，RMSprop 走得出。",
  },
  design: {
    // A plain that falls by 0.05 a unit, with a smooth cliff of height 4 in it.
    loss: {
      expression: "4/(1 + exp(8*x)) - 0.05*x",
      testFunctionId: null,
      parameters: [{ name: "x", from: -4, to: 10, held: -3 }],
      constants: [],
    },
    starts: [[-3]],
    runners: [
      { optimizer: { name: "adagrad", convention: "leedl", lr: 0.05 } },
      { optimizer: { name: "rmsprop", convention: "leedl", lr: 0.05, alpha: 0.9 } },
      { name: "RMSprop (PyTorch)", optimizer: { name: "rmsprop", lr: 0.05, alpha: 0.9 } },
    ],
    steps: 300,
  },
  stage: { curves: { quantities: ["loss"], logX: false, logY: false }, speed: 20 },
  steps: [
    {
      id: "cliff",
      title: { en: "AdaGrad and the cliff", "zh-CN": "AdaGrad 与陡坡" },
      text: {
        en: String.raw`
          A plain with a gentle slope of −0.05, a cliff at $x = 0$ with a slope of −8.05, and the plain again. On the plain
          AdaGrad (the course book's, $\eta = 0.05$) makes steps of 0.05.

          At the cliff $\sigma$ jumps up, which is right: a steep place calls for small steps. But afterwards it does not
          come down again. $\sigma$ was 1.0981 at step 48, and since every gradient counts for ever, the steps are still
          only 0.0055 long at step 299. The run ends at $x = 1.85$.`,
        "zh-CN": String.raw`
          一片平缓的坡地，斜率 −0.05；在 $x = 0$ 处是一道陡坡，斜率 −8.05；过后又是坡地。在坡地上，AdaGrad（课本形式，
          $\eta = 0.05$）每步走 0.05。

          到了陡坡，$\sigma$ 猛然变大，这是对的：陡的地方步子应当小。可是过了陡坡，它却降不下来。第 48 步时 $\sigma$ 是
          1.0981，而每个梯度都永远算数，到第 299 步，步长还只有 0.0055，最后停在 $x = 1.85$。`,
      },
      stage: { runners: [ADAGRAD], selected: ADAGRAD, step: 48 },
    },
    {
      id: "forgetting",
      title: { en: "A mean that forgets", "zh-CN": "会遗忘的平均" },
      text: {
        en: String.raw`
          RMSprop gives the newest gradient the weight $1 - \alpha$ and lets all earlier ones fade by $\alpha$ at every step:

          $$\sigma_t = \sqrt{\alpha\, \sigma_{t-1}^2 + (1 - \alpha)\, g_t^2}$$

          With $\alpha = 0.9$ its $\sigma$ rises to 3.70 on the cliff, so it brakes harder than AdaGrad. But then it forgets:
          the steps are shortest at step 83, 0.0094, and from step 152 on they are at least 0.045 again. Large steps, brake,
          large steps: it ends at $x = 9.58$.`,
        "zh-CN": String.raw`
          RMSprop 给最新的梯度以权重 $1 - \alpha$，而让以前的梯度每一步都打一个折扣 $\alpha$：

          $$\sigma_t = \sqrt{\alpha\, \sigma_{t-1}^2 + (1 - \alpha)\, g_t^2}$$

          取 $\alpha = 0.9$，它的 $\sigma$ 在陡坡上升到 3.70，刹车比 AdaGrad 还猛。但它随后就忘了：步长在第 83 步最短，为
          0.0094；从第 152 步起，又回到 0.045 以上。大步，刹车，再大步，最后到达 $x = 9.58$。`,
      },
      stage: { runners: [ADAGRAD, RMSPROP], selected: RMSPROP, step: 51 },
    },
    {
      id: "memory",
      title: { en: "How long it remembers", "zh-CN": "记性有多长" },
      text: {
        en: String.raw`
          A gradient that is $k$ steps old has the weight $(1 - \alpha)\, \alpha^k$. The memory reaches back some
          $1/(1 - \alpha)$ steps: about ten for $\alpha = 0.9$, a hundred for $\alpha = 0.99$, which is PyTorch's default.`,
        "zh-CN": String.raw`
          $k$ 步以前的梯度，权重是 $(1 - \alpha)\, \alpha^k$。记忆大约能追溯 $1/(1 - \alpha)$ 步：$\alpha = 0.9$ 约为十步，
          $\alpha = 0.99$（PyTorch 的默认值）约为一百步。`,
      },
      stage: { runners: [ADAGRAD, RMSPROP], selected: RMSPROP, step: 300 },
      task: {
        text: {
          en: String.raw`Set $\alpha$ of RMSprop to 0.99. How far does it get?`,
          "zh-CN": String.raw`把 RMSprop 的 $\alpha$ 改为 0.99。它能走多远？`,
        },
        check: { kind: "option", runner: RMSPROP, option: "alpha", atLeast: 0.99, atMost: 0.999 },
        done: {
          en: String.raw`To $x = 2.36$ only. With a memory of a hundred steps the cliff has not been forgotten within the
            run; it resembles AdaGrad.`,
          "zh-CN": String.raw`只到 $x = 2.36$。记性有一百步，到运行结束也还没忘掉那道陡坡，于是与 AdaGrad 相仿。`,
        },
      },
    },
    {
      id: "two-starts",
      title: { en: "Two ways to begin", "zh-CN": "两种开头" },
      text: {
        en: String.raw`
          The course book begins with $\sigma_0 = |g_0|$, so the first step is exactly $\eta = 0.05$ long. PyTorch begins with
          a mean of zero, hence $\sigma = \sqrt{1 - \alpha}\, |g_0|$: the first step is $\sqrt{10}$ times as long, 0.158. Look
          at step 0 in the inspector.`,
        "zh-CN": String.raw`
          课本从 $\sigma_0 = |g_0|$ 开始，所以第一步恰好长 $\eta = 0.05$。PyTorch 的平均从零开始，于是
          $\sigma = \sqrt{1 - \alpha}\, |g_0|$，第一步长了 $\sqrt{10}$ 倍，为 0.158。请在右侧看第 0 步的数值。`,
      },
      stage: { runners: [RMSPROP, PYTORCH], selected: PYTORCH, step: 0, speed: 4 },
    },
  ],
  claims: [
    { kind: "reads-entry", runner: ADAGRAD, column: "gradient", index: 0, step: 0, value: -0.05, within: 1e-8 },
    {
      kind: "reads-entry",
      runner: ADAGRAD,
      change: { at: [0] },
      column: "gradient",
      index: 0,
      step: 0,
      value: -8.05,
      within: 1e-12,
    },
    { kind: "moves", runner: ADAGRAD, index: 0, step: 0, by: 0.05, within: 1e-12 },
    { kind: "peaks", runner: ADAGRAD, of: { scale: 0 }, step: 48, value: 1.09807, within: 5e-6 },
    { kind: "moves", runner: ADAGRAD, index: 0, step: 299, by: 0.0054926, within: 5e-7 },
    { kind: "passes", runner: ADAGRAD, step: 300, point: [1.8486], within: 5e-5 },
    { kind: "peaks", runner: RMSPROP, of: { scale: 0 }, step: 51, value: 3.69838, within: 5e-6 },
    { kind: "moves", runner: RMSPROP, index: 0, step: 83, by: 0.0093679, within: 5e-7 },
    // Not shorter before or after it.
    { kind: "shortest-move", runner: RMSPROP, index: 0, step: 83 },
    { kind: "first-move", runner: RMSPROP, index: 0, from: 83, by: 0.045, step: 152 },
    { kind: "passes", runner: RMSPROP, step: 300, point: [9.58206], within: 5e-6 },
    {
      kind: "passes",
      runner: RMSPROP,
      change: { options: { alpha: 0.99 } },
      step: 300,
      point: [2.36245],
      within: 5e-6,
    },
    { kind: "moves", runner: RMSPROP, index: 0, step: 0, by: 0.05, within: 1e-12 },
    { kind: "moves", runner: PYTORCH, index: 0, step: 0, by: 0.158114, within: 5e-7 },
  ],
};
