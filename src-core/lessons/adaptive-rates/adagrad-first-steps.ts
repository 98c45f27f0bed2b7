import type { Lesson } from "../lesson.ts";
import { B, VALLEY_STAGE, valleyDesign, W } from "./valley-design.ts";

const ADAGRAD = "runner-1";

export const ADAGRAD_FIRST_STEPS: Lesson = {
  id: "adagrad-first-steps",
  chapter: "adaptive-rates",
  title: { en: "AdaGrad from first principles", "zh-CN": "AdaGrad 的头几步" },
  summary: {
    en: "Divide each entry of the step by the size of its own gradients: three steps by hand.",
    "zh-CN": "步子的每个分量除以自己梯度的大小：用手算三步。",
  },
  design: valleyDesign([{ optimizer: { name: "adagrad", convention: "leedl", lr: 1 } }], 400),
  stage: {
    ...VALLEY_STAGE,
    window: { x: [-122, -112], y: [-5, 4] },
    instruments: ["map"],
    selected: ADAGRAD,
    speed: 4,
  },
  steps: [
    {
      id: "two-gradients",
      title: { en: "Two gradients of different size", "zh-CN": "两个大小悬殊的梯度" },
      text: {
        en: String.raw`
          At the start (−120, −4) the gradient is

          $$g_0 = \begin{pmatrix} \partial L/\partial b \\ \partial L/\partial w \end{pmatrix}$$

          with the entries −32,112 and −11,306,776. Whatever rate is chosen, $w$ moves 352 times as far as $b$. A parameter
          whose gradients are large ought to have a small rate, one whose gradients are small a large rate.`,
        "zh-CN": String.raw`
          在起点 (−120, −4)，梯度是

          $$g_0 = \begin{pmatrix} \partial L/\partial b \\ \partial L/\partial w \end{pmatrix}$$

          两个分量分别是 −32,112 和 −11,306,776。不管学习率取多少，$w$ 走的距离都是 $b$ 的 352 倍。梯度大的参数，
          学习率应当小一些；梯度小的参数，学习率应当大一些。`,
      },
      stage: { step: 0 },
    },
    {
      id: "own-size",
      title: { en: "Divide by the own size", "zh-CN": "除以自己的大小" },
      text: {
        en: String.raw`
          So each parameter gets a rate of its own, $\eta/\sigma$, where $\sigma$ measures the size of that parameter's
          gradients:

          $$\theta_{t+1} = \theta_t - \frac{\eta}{\sigma_t}\, g_t$$

          There is only one gradient to measure yet, so $\sigma_0 = |g_0|$. What is left of the step is its sign times
          $\eta$. With $\eta = 1$ both parameters move by exactly $1$, to (−119, −3).`,
        "zh-CN": String.raw`
          于是每个参数有自己的学习率 $\eta/\sigma$，其中 $\sigma$ 衡量这个参数的梯度有多大：

          $$\theta_{t+1} = \theta_t - \frac{\eta}{\sigma_t}\, g_t$$

          此时只有一个梯度可供衡量，所以 $\sigma_0 = |g_0|$，步子只剩下符号乘以 $\eta$。取 $\eta = 1$，两个参数都恰好移动
          $1$，到达 (−119, −3)。`,
      },
      stage: { step: 1 },
    },
    {
      id: "root-mean-square",
      title: { en: "The root mean square of all so far", "zh-CN": "到目前为止的均方根" },
      text: {
        en: String.raw`
          From the second step on $\sigma$ is the *root mean square* of all gradients so far:

          $$\sigma_t = \sqrt{\frac{1}{t+1} \sum_{i=0}^{t} g_i^2}$$

          At (−119, −3) the gradient of $b$ is −27,072, and $\sigma = 29{,}699.1$ lies between the old gradient and the new
          one. So $b$ moves by 0.9115. For $w$ it is −9,554,940 over 10,467,570, a movement of 0.9128: nearly the same.`,
        "zh-CN": String.raw`
          从第二步起，$\sigma$ 是到目前为止所有梯度的*均方根*：

          $$\sigma_t = \sqrt{\frac{1}{t+1} \sum_{i=0}^{t} g_i^2}$$

          在 (−119, −3)，$b$ 的梯度是 −27,072，而 $\sigma = 29{,}699.1$ 介于旧梯度和新梯度之间，所以 $b$ 移动 0.9115。
          对 $w$ 来说是 −9,554,940 除以 10,467,570，移动 0.9128，几乎一样。`,
      },
      stage: { step: 1 },
      task: {
        text: {
          en: String.raw`Make two more steps, to step 3, and compare $g$ and $\sigma$ in the inspector as you go.`,
          "zh-CN": String.raw`再走两步，到第 3 步，一边走一边在右侧比较 $g$ 和 $\sigma$。`,
        },
        check: { kind: "step-shown", from: 3, to: 3 },
        done: {
          en: String.raw`The dots of the figure: (−119, −3), (−118.09, −2.09), (−117.27, −1.27). The path goes along the
            diagonal, as if both directions were equally steep.`,
          "zh-CN": String.raw`图上的那几个点正是 (−119, −3)、(−118.09, −2.09)、(−117.27, −1.27)。路径沿着对角线走，
            就像两个方向一样陡似的。`,
        },
      },
    },
    {
      id: "turn",
      title: { en: "The turn", "zh-CN": "拐弯" },
      text: {
        en: String.raw`
          On the floor of the valley the gradient of $b$ changes its sign. The path turns left at step 15, at $b = -113.84$.

          Here the gradients are small, but $\sigma$ still remembers the wall: at step 300 the gradient of $w$ is −299.8, its
          $\sigma$ still 1,143,142. It falls like $1/\sqrt{t + 1}$ as more and more small gradients join the mean. Will it go
          on falling?`,
        "zh-CN": String.raw`
          到了谷底，$b$ 的梯度变号，路径在第 15 步、$b = -113.84$ 处向左拐弯。

          这里的梯度很小，可是 $\sigma$ 还记得那面山壁：到第 300 步，$w$ 的梯度只有 −299.8，$\sigma$ 却还有 1,143,142。
          越来越多的小梯度加入平均，它像 $1/\sqrt{t + 1}$ 那样变小。它会一直小下去吗？`,
      },
      stage: { step: 300, window: { x: [-140, -110], y: [-5, 5] } },
    },
  ],
  claims: [
    { kind: "reads-entry", runner: ADAGRAD, column: "gradient", index: B, step: 0, value: -32_112, within: 0 },
    { kind: "reads-entry", runner: ADAGRAD, column: "gradient", index: W, step: 0, value: -11_306_776, within: 0 },
    { kind: "gradient-ratio", runner: ADAGRAD, step: 0, value: 352.1, within: 0.05 },
    { kind: "passes", runner: ADAGRAD, step: 1, point: [-119, -3], within: 1e-12 },
    { kind: "reads-entry", runner: ADAGRAD, column: "gradient", index: B, step: 1, value: -27_072, within: 1e-6 },
    { kind: "reads-entry", runner: ADAGRAD, column: "scale", index: B, step: 1, value: 29_699.1, within: 0.05 },
    { kind: "moves", runner: ADAGRAD, index: B, step: 1, by: 0.91154, within: 5e-6 },
    { kind: "reads-entry", runner: ADAGRAD, column: "gradient", index: W, step: 1, value: -9_554_940, within: 1e-6 },
    { kind: "reads-entry", runner: ADAGRAD, column: "scale", index: W, step: 1, value: 10_467_570.4, within: 0.05 },
    { kind: "moves", runner: ADAGRAD, index: W, step: 1, by: 0.91281, within: 5e-6 },
    { kind: "passes", runner: ADAGRAD, step: 2, point: [-118.09, -2.09], within: 0.005 },
    { kind: "passes", runner: ADAGRAD, step: 3, point: [-117.27, -1.27], within: 0.005 },
    { kind: "peaks", runner: ADAGRAD, of: { theta: B }, step: 15, value: -113.84, within: 0.005 },
    { kind: "reads-entry", runner: ADAGRAD, column: "gradient", index: W, step: 300, value: -299.76, within: 0.01 },
    { kind: "reads-entry", runner: ADAGRAD, column: "scale", index: W, step: 300, value: 1_143_142, within: 1 },
  ],
};
