import type { Lesson } from "../lesson.ts";
import { lossOf } from "../loss-of.ts";

const CONSTANT = "runner-1";
const TWO_LEVELS = "runner-2";
const ADAM = "runner-3";
const ADAM_DECAYED = "runner-4";
const TRANSFORMER = "runner-5";
const START = [-2, -1] as const;

export const DECAY_AND_WARM_UP: Lesson = {
  id: "decay-and-warm-up",
  chapter: "schedules",
  title: { en: "Decay and warm-up", "zh-CN": "衰减与预热" },
  summary: {
    en: "A rate that is right for the journey can be too large for the first step, and for the last ones.",
    "zh-CN": "适合走长路的学习率，对第一步来说可能太大，对最后几步也一样。",
  },
  design: {
    loss: lossOf("rosenbrock"),
    starts: [START],
    runners: [
      { name: "η = 0.0015", optimizer: { name: "sgd", lr: 0.0015 } },
      {
        name: "η = 0.00015, 0.0015",
        optimizer: { name: "sgd", lr: 0.0015 },
        schedule: { name: "constant", factor: 0.1, total_iters: 400 },
      },
      { optimizer: { name: "adam", lr: 0.005, betas: [0.9, 0.98] } },
      {
        name: "Adam · cos",
        optimizer: { name: "adam", lr: 0.005, betas: [0.9, 0.98] },
        schedule: { name: "cosine", T_max: 10_000 },
      },
      {
        name: "Transformer",
        optimizer: { name: "adam", lr: 1, betas: [0.9, 0.98], eps: 1e-9 },
        schedule: { name: "noam", d_model: 512, warmup_steps: 4000, factor: 1 },
      },
    ],
    steps: 10_000,
  },
  stage: {
    map: { levels: "log", levelCount: 40 },
    curves: { quantities: ["loss", "learningRate"], logX: true, logY: true },
    speed: 100,
  },
  steps: [
    {
      id: "first-step",
      title: { en: "Too large for the first step", "zh-CN": "对第一步来说太大" },
      text: {
        en: String.raw`
          At the start (−2, −1) the sharpness $\lambda_{\max}$ of Rosenbrock's function is 5326.8, so rates above
          $2/\lambda_{\max} = 0.000375$ are unstable there. At the minimum it is 1001.6, and the limit 0.001997.

          With $\eta = 0.0015$ gradient descent could walk along the floor of the valley. It does not get that far: after 7
          steps the numbers overflow.`,
        "zh-CN": String.raw`
          在起点 (−2, −1)，Rosenbrock 函数的尖锐度 $\lambda_{\max}$ 是 5326.8，所以学习率超过
          $2/\lambda_{\max} = 0.000375$ 就不稳定。在极小值点它是 1001.6，上限为 0.001997。

          取 $\eta = 0.0015$，梯度下降本来可以沿着谷底走。可是它走不到那里：7 步之后数值就溢出了。`,
      },
      stage: { runners: [CONSTANT], selected: CONSTANT, step: 0, speed: 1 },
    },
    {
      id: "two-levels",
      title: { en: "Warm-up", "zh-CN": "预热" },
      text: {
        en: String.raw`
          So begin small. ResNet-110 was trained like this: a tenth of the rate, 0.01, until the training error fell below
          80 per cent, which took about 400 iterations, then 0.1. Here the second runner takes a tenth of 0.0015 for 400 steps
          and the whole of it afterwards. It reaches (0.9990, 0.9980).

          At the beginning nothing is settled yet: parameters are random, means have seen few gradients, and the ground is
          steep. *Warm-up* keeps the steps small until that is over.`,
        "zh-CN": String.raw`
          那就从小的开始。ResNet-110 是这样训练的：先用十分之一的学习率 0.01，直到训练误差低于 80%，大约用了 400 次迭代，
          再换成 0.1。这里第二个优化器先用 0.0015 的十分之一走 400 步，以后用全部。它走到了 (0.9990, 0.9980)。

          开头的时候一切都还没有稳定：参数是随机的，各种平均只见过很少的梯度，地势又陡。*预热*就是在这段时间里先迈小步。`,
      },
      stage: { runners: [CONSTANT, TWO_LEVELS], selected: TWO_LEVELS, step: 10_000 },
    },
    {
      id: "your-own",
      title: { en: "A warm-up of your own", "zh-CN": "自己来预热" },
      text: {
        en: String.raw`
          Two levels are the simplest warm-up. More usual is a straight line: the rate rises step by step from a small share
          of $\eta$ to the whole, and then another schedule begins.`,
        "zh-CN": String.raw`
          分成两级是最简单的预热。更常见的是一条直线：学习率从 $\eta$ 的一小部分起逐步升高，到了 $\eta$，再接上另一种调度。`,
      },
      stage: { runners: [CONSTANT], selected: CONSTANT, step: 0, instruments: ["map", "curves"] },
      task: {
        text: {
          en: String.raw`Give “η = 0.0015” the schedule “Warm-up, then …”, so that it no longer diverges and its last loss is below
            0.001.`,
          "zh-CN": String.raw`给“η = 0.0015”加上调度“先预热，再……”，让它不再发散，而且最后的损失低于 0.001。`,
        },
        check: { kind: "final-loss", runner: CONSTANT, atMost: 0.001 },
        done: {
          en: String.raw`The same rate, and it arrives. Only its first steps had to be smaller.`,
          "zh-CN": String.raw`学习率还是那个，这回走到了。需要小一些的，只是最初那几步。`,
        },
      },
    },
    {
      id: "last-steps",
      title: { en: "Too large for the last steps", "zh-CN": "对最后几步来说太大" },
      text: {
        en: String.raw`
          At the other end the same happens. Adam with $\eta = 0.005$ finds the minimum and then swings about it: its steps do
          not become shorter than the rate lets them. At step 10,000 its loss is above $10^{-6}$.

          Let the rate sink along half a cosine to zero, and the last loss is below $10^{-20}$. Decay (annealing) is for the
          end what warm-up is for the beginning: first up, then down, is the shape of most schedules in use.`,
        "zh-CN": String.raw`
          路的另一头也是如此。Adam 取 $\eta = 0.005$，找到极小值点之后绕着它摆动：学习率有多大，步子就小不到哪里去。
          到第 10,000 步，它的损失还在 $10^{-6}$ 以上。

          让学习率沿半个余弦降到零，最后的损失就低于 $10^{-20}$。衰减（退火）之于结尾，正如预热之于开头：
          先升后降，是现今大多数调度的样子。`,
      },
      stage: { runners: [ADAM, ADAM_DECAYED], selected: ADAM_DECAYED, step: 10_000, instruments: ["curves"] },
    },
    {
      id: "transformer",
      title: { en: "Up and down: the Transformer's rate", "zh-CN": "先升后降：Transformer 的学习率" },
      text: {
        en: String.raw`
          The Transformer was trained by Adam with $\beta = (0.9, 0.98)$, $\epsilon = 10^{-9}$ and the rate

          $$\eta_t = d^{-1/2} \min\!\left(t^{-1/2},\ t \cdot 4000^{-3/2}\right), \qquad t = 1, 2, \ldots$$

          Both parts meet at $t = 4000$: up to there it rises in a straight line, then it falls with $1/\sqrt{t}$. For
          $d = 512$ it begins with $1.7469 \times 10^{-7}$ and has its top at $6.987712 \times 10^{-4}$. With the very same
          rates the last runner walks to the minimum and is at (1.0000, 1.0000) after 10,000 steps.`,
        "zh-CN": String.raw`
          Transformer 是用 Adam 训练的，$\beta = (0.9, 0.98)$，$\epsilon = 10^{-9}$，学习率为

          $$\eta_t = d^{-1/2} \min\!\left(t^{-1/2},\ t \cdot 4000^{-3/2}\right), \qquad t = 1, 2, \ldots$$

          两段在 $t = 4000$ 相接：在此之前沿直线上升，此后按 $1/\sqrt{t}$ 下降。取 $d = 512$，它从 $1.7469 \times 10^{-7}$
          开始，最高到 $6.987712 \times 10^{-4}$。最后一个优化器用的正是这些学习率，10,000 步之后走到极小值点
          (1.0000, 1.0000)。`,
      },
      stage: { runners: [TRANSFORMER], selected: TRANSFORMER, step: 3999, speed: 1000 },
    },
  ],
  claims: [
    {
      kind: "cited",
      values: [0.01, 80, 400, 0.1],
      source: "He, Zhang, Ren & Sun (2016), arXiv:1512.03385, section 4.2",
    },
    { kind: "sharpness", at: START, value: 5326.83, within: 1e-6 },
    { kind: "stability-limit", at: START, value: 0.0003754576, within: 1e-6 },
    { kind: "sharpness", at: [1, 1], value: 1001.6006, within: 1e-6 },
    { kind: "stability-limit", at: [1, 1], value: 0.0019968, within: 1e-5 },
    { kind: "stops", runner: CONSTANT, reason: "diverged", step: 7 },
    { kind: "passes", runner: TWO_LEVELS, step: 10_000, point: [0.99902, 0.99804], within: 5e-6 },
    { kind: "reads", runner: TWO_LEVELS, quantity: "learningRate", step: 399, value: 0.00015, within: 1e-18 },
    { kind: "reads", runner: TWO_LEVELS, quantity: "learningRate", step: 400, value: 0.0015, within: 0 },
    // The rate of step 0 is that of t = 1.
    { kind: "reads", runner: TRANSFORMER, quantity: "learningRate", step: 0, value: 1.746928e-7, within: 5e-14 },
    { kind: "peaks", runner: TRANSFORMER, of: "learningRate", step: 3999, value: 6.987712e-4, within: 5e-11 },
    { kind: "passes", runner: TRANSFORMER, step: 10_000, point: [1, 1], within: 5e-5 },
    { kind: "last-loss", runner: ADAM, above: 1e-6 },
    { kind: "last-loss", runner: ADAM_DECAYED, below: 1e-20 },
  ],
};
