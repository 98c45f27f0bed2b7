import type { Lesson } from "../lesson.ts";
import { lossOf } from "../loss-of.ts";

const GRADIENT_DESCENT = "runner-1";
const BALL = "runner-2";
const HEAVY_BALL = "runner-3";
const TOO_MUCH = "runner-4";
const LEFT = -0.96015;
const RIGHT = 1.03558;
const HUMP = -0.07543;

/** Where the ball comes to rest, for each rate and each lambda of the table. */
const TABLE: readonly (readonly [lr: number, lambda: number, rests: number])[] = [
  [0.005, 0.8, LEFT],
  [0.005, 0.9, RIGHT],
  [0.005, 0.95, RIGHT],
  [0.01, 0.8, LEFT],
  [0.01, 0.9, RIGHT],
  [0.01, 0.95, RIGHT],
  [0.02, 0.8, RIGHT],
  [0.02, 0.9, RIGHT],
  [0.02, 0.95, LEFT],
];

export const OVER_THE_HUMP: Lesson = {
  id: "momentum-over-the-hump",
  chapter: "momentum",
  title: { en: "Momentum crosses a hump", "zh-CN": "动量冲过小山丘" },
  summary: {
    en: "A ball that remembers where it was going rolls out of a local minimum, if it remembers enough.",
    "zh-CN": "记得自己往哪儿去的小球能滚出局部极小值，只要记得够多。",
  },
  design: {
    loss: lossOf("momentum-ball"),
    starts: [[-1.8]],
    runners: [
      { name: "λ = 0", optimizer: { name: "sgd", convention: "leedl", lr: 0.01 } },
      { name: "λ = 0.8", optimizer: { name: "sgd", convention: "leedl", lr: 0.01, momentum: 0.8 } },
      { name: "λ = 0.9", optimizer: { name: "sgd", convention: "leedl", lr: 0.01, momentum: 0.9 } },
      { name: "λ = 0.95, η = 0.02", optimizer: { name: "sgd", convention: "leedl", lr: 0.02, momentum: 0.95 } },
    ],
    steps: 2000,
  },
  stage: { curves: { quantities: ["loss"], logX: true, logY: false }, speed: 8 },
  steps: [
    {
      id: "stuck",
      title: { en: "Gradient descent stops at the first minimum", "zh-CN": "梯度下降停在第一个极小值" },
      text: {
        en: String.raw`
          $$f(x) = (x^2 - 1)^2 - 0.3x$$

          has two minima: a local one at $x = -0.96015$ with the loss 0.29415, and the global one at $x = 1.03558$ with the
          loss −0.30543. Between them is a hump whose top is at $x = -0.07543$.

          Gradient descent starts at −1.8 with $\eta = 0.01$. Its step is the gradient and nothing else. In the local minimum
          the gradient is zero, so it stays there.`,
        "zh-CN": String.raw`
          $$f(x) = (x^2 - 1)^2 - 0.3x$$

          有两个极小值：一个是局部极小值，在 $x = -0.96015$，损失为 0.29415；另一个是全局最小值，在 $x = 1.03558$，
          损失为 −0.30543。两者之间隔着一座小山丘，丘顶在 $x = -0.07543$。

          梯度下降从 −1.8 出发，$\eta = 0.01$。它的步子完全由当前的梯度决定。局部极小值处梯度为零，它就停在那里。`,
      },
      stage: { runners: [GRADIENT_DESCENT], step: 100 },
    },
    {
      id: "memory",
      title: { en: "A step that remembers", "zh-CN": "有记忆的步子" },
      text: {
        en: String.raw`
          With momentum the step is made of the one before it and the new gradient:

          $$m_t = \lambda\, m_{t-1} - \eta\, g_t, \qquad \theta_{t+1} = \theta_t + m_t$$

          So $m$ is a weighted sum of all past gradients, and it is not zero where the gradient is. With $\lambda = 0.8$ the
          ball rolls through the local minimum and up the other side, to $x = -0.42$. That is not high enough; it rolls back
          and comes to rest.`,
        "zh-CN": String.raw`
          有了动量，这一步由上一步和新的梯度合成：

          $$m_t = \lambda\, m_{t-1} - \eta\, g_t, \qquad \theta_{t+1} = \theta_t + m_t$$

          所以 $m$ 是过去所有梯度的加权和，梯度为零的地方它未必为零。取 $\lambda = 0.8$，小球滚过局部极小值，爬上另一侧，
          到了 $x = -0.42$。可惜还不够高，它又滚回来，停下了。`,
      },
      stage: { runners: [GRADIENT_DESCENT, BALL], selected: BALL, step: 4, speed: 4 },
      task: {
        text: {
          en: String.raw`Raise the momentum of “λ = 0.8” until the ball comes to rest in the deeper minimum.`,
          "zh-CN": String.raw`把“λ = 0.8”的动量调大，直到小球停在更深的那个极小值。`,
        },
        check: { kind: "ends-near", runner: BALL, point: [RIGHT], within: 1e-3 },
        done: {
          en: String.raw`It rests at $x = 1.03558$. With a larger $\lambda$ less is forgotten at each step, and what is left
            of the first steep gradients carries the ball over the top.`,
          "zh-CN": String.raw`小球停在 $x = 1.03558$。$\lambda$ 越大，每一步忘掉的就越少；出发时那几个很陡的梯度，
            留下来的部分足以把小球送过丘顶。`,
        },
      },
    },
    {
      id: "over",
      title: { en: "Over the top", "zh-CN": "越过丘顶" },
      text: {
        en: String.raw`
          With $\lambda = 0.9$ the ball passes the top of the hump at step 8, overshoots the deeper minimum as far as
          $x = 1.328$, swings a few times and rests at $x = 1.03558$.

          Go step by step and watch the inspector: on the way up the gradient has changed its sign, and $m$ has not.`,
        "zh-CN": String.raw`
          取 $\lambda = 0.9$，小球在第 8 步越过丘顶，冲过更深的极小值，一直到 $x = 1.328$，再来回摆动几次，停在
          $x = 1.03558$。

          请一步一步地走，并看右侧的数值：上坡时梯度 $g$ 已经变号，$m$ 却还没有。`,
      },
      stage: { runners: [GRADIENT_DESCENT, HEAVY_BALL], selected: HEAVY_BALL, step: 7, speed: 4 },
    },
    {
      id: "table",
      title: { en: "How much is enough?", "zh-CN": "要多大才够？" },
      text: {
        en: String.raw`
          Where the ball comes to rest, for three rates and three values of $\lambda$:

          | $\eta$ | $\lambda = 0.8$ | $\lambda = 0.9$ | $\lambda = 0.95$ |
          | 0.005 | left | right | right |
          | 0.01 | left | right | right |
          | 0.02 | right | right | left |

          A larger rate helps as well, for it makes every push larger. But the corner at the bottom right is a surprise.`,
        "zh-CN": String.raw`
          取三个学习率和三个 $\lambda$，看小球最后停在哪一边：

          | $\eta$ | $\lambda = 0.8$ | $\lambda = 0.9$ | $\lambda = 0.95$ |
          | 0.005 | 左 | 右 | 右 |
          | 0.01 | 左 | 右 | 右 |
          | 0.02 | 右 | 右 | 左 |

          学习率大一些也有帮助，因为每一次推得更用力。不过，右下角那一格出人意料。`,
      },
      stage: { runners: [BALL, HEAVY_BALL], step: 200 },
    },
    {
      id: "too-much",
      title: { en: "Too much of it", "zh-CN": "过犹不及" },
      text: {
        en: String.raw`
          With $\eta = 0.02$ and $\lambda = 0.95$ the ball crosses the hump at step 5, climbs as far as $x = 1.687$, and has
          so much speed on its way back that it crosses the hump again at step 18. It rests on the left, at $x = -0.96015$.

          Momentum does not look for the deeper minimum. It only keeps going, and where it comes to rest is decided by where
          its speed runs out.`,
        "zh-CN": String.raw`
          取 $\eta = 0.02$、$\lambda = 0.95$，小球在第 5 步越过丘顶，冲到 $x = 1.687$，回来时速度太大，在第 18 步又翻回
          丘顶这一边，最后停在左侧的 $x = -0.96015$。

          动量并不会去找更深的极小值。它只是不肯停下；停在哪里，取决于速度在哪里耗尽。`,
      },
      stage: { runners: [TOO_MUCH], selected: TOO_MUCH, step: 4, speed: 4 },
    },
  ],
  claims: [
    { kind: "passes", runner: GRADIENT_DESCENT, step: 2000, point: [LEFT], within: 5e-6 },
    { kind: "reads", runner: GRADIENT_DESCENT, quantity: "loss", step: 2000, value: 0.29415, within: 5e-6 },
    { kind: "reads", runner: HEAVY_BALL, quantity: "loss", step: 2000, value: -0.30543, within: 5e-6 },
    // The top of the hump, where the gradient is 0 as well.
    {
      kind: "reads-entry",
      runner: GRADIENT_DESCENT,
      change: { at: [HUMP] },
      column: "gradient",
      index: 0,
      step: 0,
      value: 0,
      within: 2e-5,
    },
    { kind: "peaks", runner: BALL, of: { theta: 0 }, step: 11, value: -0.42146, within: 5e-6 },
    { kind: "changes-side", runner: BALL, index: 0, level: HUMP, steps: [] },
    { kind: "peaks", runner: HEAVY_BALL, of: { theta: 0 }, step: 21, value: 1.32847, within: 5e-6 },
    { kind: "changes-side", runner: HEAVY_BALL, index: 0, level: HUMP, steps: [8] },
    { kind: "peaks", runner: TOO_MUCH, of: { theta: 0 }, step: 10, value: 1.68726, within: 5e-6 },
    { kind: "changes-side", runner: TOO_MUCH, index: 0, level: HUMP, steps: [5, 18] },
    ...TABLE.map(([lr, momentum, rests]) => ({
      kind: "passes" as const,
      runner: BALL,
      change: { options: { lr, momentum } },
      step: 2000,
      point: [rests],
      within: 5e-6,
    })),
  ],
};
