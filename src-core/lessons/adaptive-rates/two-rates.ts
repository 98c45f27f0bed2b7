import type { Lesson } from "../lesson.ts";
import { VALLEY_OPTIMUM, VALLEY_STAGE, valleyDesign, W } from "./valley-design.ts";

const LARGE = "runner-1";
const SMALL = "runner-2";

export const TWO_RATES: Lesson = {
  id: "valley-two-rates",
  chapter: "adaptive-rates",
  title: { en: "Two rates, and what a figure hides", "zh-CN": "两个学习率，以及图里看不见的事" },
  summary: {
    en: "At 10⁻² the path seems to swing between the walls. It does something else.",
    "zh-CN": "学习率 10⁻² 的路径看上去在两壁之间震荡，其实不然。",
  },
  design: valleyDesign(
    [
      { name: "η = 1e-2", optimizer: { name: "sgd", lr: 1e-2 } },
      { name: "η = 1e-7", optimizer: { name: "sgd", lr: 1e-7 } },
    ],
    100_000,
  ),
  stage: { ...VALLEY_STAGE, speed: 2 },
  steps: [
    {
      id: "valley",
      title: { en: "The valley", "zh-CN": "峡谷" },
      text: {
        en: String.raw`
          A line $y = b + wx$ is fitted to ten points. The loss is the sum of the squared errors. The descent starts at
          $(b, w) = (-120, -4)$ with the loss 36,708,190; the minimum is at (−188.43, 2.67) with the loss 101,936.73.

          $b$ is multiplied by $1$ in the model, $w$ by inputs of some hundred. So the loss reacts to $w$ far more strongly:
          a valley with steep walls and an almost level floor.`,
        "zh-CN": String.raw`
          用直线 $y = b + wx$ 拟合十个数据点，损失是误差的平方和。下降从 $(b, w) = (-120, -4)$ 出发，那里的损失是
          36,708,190；极小值点在 (−188.43, 2.67)，损失为 101,936.73。

          模型里 $b$ 乘的是 $1$，$w$ 乘的是几百大小的输入，所以损失对 $w$ 敏感得多。这就成了一条峡谷：两壁陡峭，
          谷底几乎水平。`,
      },
      stage: { step: 0 },
    },
    {
      id: "the-figure",
      title: { en: "What the figure shows", "zh-CN": "图里看见的" },
      text: {
        en: String.raw`
          With $\eta = 10^{-2}$ the course's figure has five nearly vertical lines, further left each time. They cross
          $w = 0$ at $b = -119.99$, −123.80, −127.41, −130.81 and −133.5.

          It looks as if the parameters swung from wall to wall while the loss would not fall. But the figure ends at
          $w = \pm 5$. Where do the lines go?`,
        "zh-CN": String.raw`
          取 $\eta = 10^{-2}$，课程的图上有五条近乎竖直的线，一条比一条靠左。它们与 $w = 0$ 分别交于 $b = -119.99$、
          −123.80、−127.41、−130.81 和 −133.5。

          看上去，参数在两面山壁之间来回震荡，损失降不下去。可是图只画到 $w = \pm 5$。这些线到哪里去了？`,
      },
      stage: { runners: [LARGE], step: 5, instruments: ["map"] },
    },
    {
      id: "outside",
      title: { en: "What it does not show", "zh-CN": "图里看不见的" },
      text: {
        en: String.raw`
          Go back to step 0 and make the steps one by one; the inspector has the numbers that the map has no room for.`,
        "zh-CN": String.raw`
          请回到第 0 步，一步一步地走；图上放不下的数，右侧的数值栏里都有。`,
      },
      stage: { runners: [LARGE], selected: LARGE, step: 0 },
      task: {
        text: {
          en: String.raw`Show the second step and read $w$.`,
          "zh-CN": String.raw`走到第 2 步，读出 $w$。`,
        },
        check: { kind: "step-shown", from: 2, to: 2 },
        done: {
          en: String.raw`One update took $w$ from −4 to 113,063.76, the next to −1,974,875,711. This is no swing between
            walls: every update multiplies the error by −17,467. At step 73 the numbers overflow.`,
          "zh-CN": String.raw`一次更新把 $w$ 从 −4 带到 113,063.76，再一次就到了 −1,974,875,711。这不是在两壁之间震荡：
            每次更新都把误差乘以 −17,467。到第 73 步，数值溢出。`,
        },
      },
    },
    {
      id: "why",
      title: { en: "Why", "zh-CN": "为什么" },
      text: {
        en: String.raw`
          Along an eigenvector of the Hessian an update multiplies the distance to the minimum by $1 - \eta\lambda$. Across
          the valley $\lambda_{\max} = 1.7468304 \times 10^{6}$, along it $\lambda_{\min} = 5.57347746$:

          | | $1 - \eta\lambda_{\max}$ | $1 - \eta\lambda_{\min}$ |
          | $\eta = 10^{-2}$ | −17,467 | 0.9443 |
          | $\eta = 10^{-7}$ | 0.8253 | 0.99999944 |

          The first column throws the run out of the window, with another sign each time. The second one moves the lines to
          the left: that part of the figure is real. And the fifth line is not even where mathematics has it, for with $w$
          beyond $10^{17}$ a float64 no longer knows where in the valley $b$ is.`,
        "zh-CN": String.raw`
          沿海森矩阵的一个特征向量，每次更新把到极小值点的距离乘以 $1 - \eta\lambda$。横穿峡谷的方向
          $\lambda_{\max} = 1.7468304 \times 10^{6}$，顺着峡谷的方向 $\lambda_{\min} = 5.57347746$：

          | | $1 - \eta\lambda_{\max}$ | $1 - \eta\lambda_{\min}$ |
          | $\eta = 10^{-2}$ | −17,467 | 0.9443 |
          | $\eta = 10^{-7}$ | 0.8253 | 0.99999944 |

          第一列把路径抛出窗口，每次换一个方向；第二列让那些线逐渐左移，图上这一部分倒是真的。至于第五条线，
          它的位置已经不是数学上的位置了：$w$ 超过 $10^{17}$ 之后，双精度浮点数已分不清 $b$ 在峡谷的什么地方。`,
      },
      stage: { runners: [LARGE], selected: LARGE, step: 5, instruments: ["map", "curves"] },
    },
    {
      id: "tiny",
      title: { en: "The other extreme", "zh-CN": "另一个极端" },
      text: {
        en: String.raw`
          With $\eta = 10^{-7}$ the run slides down the wall, turns left on the floor, and never arrives: along the floor the
          distance shrinks by the factor 0.99999944 a step. After 100,000 steps it is at (−123.69, 2.483).

          The rate that suits one direction is hopeless in the other.`,
        "zh-CN": String.raw`
          取 $\eta = 10^{-7}$，路径顺着山壁滑到谷底，向左转，却永远走不到终点：沿着谷底，每走一步距离只缩小到 0.99999944
          倍。100,000 步之后，它在 (−123.69, 2.483)。

          适合一个方向的学习率，在另一个方向上毫无办法。`,
      },
      stage: { runners: [SMALL], selected: SMALL, step: 100_000, speed: 5000 },
      task: {
        text: {
          en: String.raw`Raise the rate of “η = 1e-7” tenfold, to $10^{-6}$.`,
          "zh-CN": String.raw`把“η = 1e-7”的学习率提高到十倍，即 $10^{-6}$。`,
        },
        check: { kind: "option", runner: SMALL, option: "lr", atLeast: 9e-7, atMost: 1.1e-6 },
        done: {
          en: String.raw`It now gets as far as $b = -149.23$, and swings at the beginning: across the valley the factor is
            −0.7468. How far can the rate be raised? That is the next lesson.`,
          "zh-CN": String.raw`现在走到了 $b = -149.23$，而且开头会左右摆动：横穿峡谷的方向上，因子是 −0.7468。
            学习率还能提高多少？下一课见分晓。`,
        },
      },
    },
  ],
  claims: [
    { kind: "critical", at: VALLEY_OPTIMUM, within: 1e-8 },
    { kind: "reads", runner: SMALL, quantity: "loss", step: 0, value: 36_708_190, within: 0 },
    {
      kind: "reads",
      runner: SMALL,
      change: { at: VALLEY_OPTIMUM },
      quantity: "loss",
      step: 0,
      value: 101_936.7299,
      within: 5e-5,
    },
    { kind: "crosses", runner: LARGE, index: W, level: 0, at: [-119.99, -123.8, -127.41, -130.81], within: 0.005 },
    // A difference of numbers of the size 1e18, whose last place is 100: another order of additions gives another number.
    { kind: "crosses", runner: LARGE, index: W, level: 0, from: 4, at: [-133.5], within: 200 },
    { kind: "passes", runner: LARGE, step: 1, point: [201.12, 113_063.76], within: 1e-6 },
    { kind: "passes", runner: LARGE, step: 2, point: [-5_675_543.536, -1_974_875_711.2256], within: 1e-3 },
    { kind: "grows", runner: LARGE, index: W, from: 1, to: 40, factor: -17_467.3, within: 0.5 },
    { kind: "stops", runner: LARGE, reason: "diverged", step: 73 },
    { kind: "eigenvalues", at: VALLEY_OPTIMUM, values: [5.57347746, 1_746_830.4], within: 1e-7 },
    { kind: "multiplier", at: VALLEY_OPTIMUM, rate: 1e-2, along: "largest", value: -17_467.3, within: 1e-6 },
    { kind: "multiplier", at: VALLEY_OPTIMUM, rate: 1e-2, along: "smallest", value: 0.944265, within: 1e-6 },
    { kind: "multiplier", at: VALLEY_OPTIMUM, rate: 1e-7, along: "largest", value: 0.825317, within: 1e-6 },
    { kind: "multiplier", at: VALLEY_OPTIMUM, rate: 1e-7, along: "smallest", value: 0.999999443, within: 1e-9 },
    { kind: "multiplier", at: VALLEY_OPTIMUM, rate: 1e-6, along: "largest", value: -0.74683, within: 1e-5 },
    { kind: "exceeds", runner: LARGE, index: W, step: 4, level: 1e17 },
    { kind: "passes", runner: SMALL, step: 100_000, point: [-123.69217, 2.4834], within: 1e-5 },
    {
      kind: "passes",
      runner: SMALL,
      change: { options: { lr: 1e-6 } },
      step: 100_000,
      point: [-149.22913, 2.55679],
      within: 1e-5,
    },
  ],
};
