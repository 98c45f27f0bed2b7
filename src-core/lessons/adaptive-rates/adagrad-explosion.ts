import type { Lesson } from "../lesson.ts";
import { VALLEY_CURVATURE_W, VALLEY_STAGE, valleyDesign, W } from "./valley-design.ts";

const MEAN = "runner-1";
const CAREFUL = "runner-2";
const FLOOR = { index: W, curvature: VALLEY_CURVATURE_W } as const;

export const ADAGRAD_EXPLOSION: Lesson = {
  id: "adagrad-explosion",
  chapter: "adaptive-rates",
  title: { en: "AdaGrad explodes, and decay cures it", "zh-CN": "AdaGrad 的“爆炸”与学习率衰减" },
  summary: {
    en: "On the flat floor σ shrinks until the rate is too large for the walls. A decaying rate keeps pace with it.",
    "zh-CN": "在平坦的谷底，σ 越来越小，直到学习率大得山壁受不了。让学习率也衰减，就能跟上它。",
  },
  design: valleyDesign(
    [
      { name: "η = 1", optimizer: { name: "adagrad", convention: "leedl", lr: 1 } },
      { name: "η = 0.1", optimizer: { name: "adagrad", convention: "leedl", lr: 0.1 } },
    ],
    100_000,
  ),
  stage: { ...VALLEY_STAGE, runners: [MEAN], selected: MEAN },
  steps: [
    {
      id: "bursts",
      title: { en: "The bursts", "zh-CN": "一次又一次" },
      text: {
        en: String.raw`
          AdaGrad with the root mean square and $\eta = 1$ turns left and walks along the floor. Then, at about step 718 and
          $b = -167$, it shoots up and down by 4, calms down, and walks on. It happens again at about 1198, 1755 and 2382, and
          goes on happening, ever a little weaker.

          The exact steps depend on the last bits: the bursts grow out of rounding, and with another order of additions
          they come one or two per cent earlier or later.`,
        "zh-CN": String.raw`
          取均方根、$\eta = 1$ 的 AdaGrad 向左拐弯，沿着谷底前进。大约在第 718 步，到了 $b = -167$，它突然上下弹开，
          偏离谷底达 4，然后平静下来，继续前进。在第 1198、1755、2382 步前后又来几次，此后没完没了，只是一次比一次弱。

          具体在哪一步，取决于最后几位小数：这些“爆炸”是从舍入误差里长出来的，换一种加法次序，就会早或晚百分之一二。`,
      },
      stage: { step: 1300 },
    },
    {
      id: "shrinking-sigma",
      title: { en: "What happens to σ", "zh-CN": "σ 怎么了" },
      text: {
        en: String.raw`
          On the floor the gradient of $w$ is tiny, some −300 at step 300. New gradients add next to nothing to the sum of
          squares, while it is divided by an ever larger $t + 1$: $\sigma$ of $w$ falls from 11,306,776 to 1,143,142 at step
          300 and 808,996 at step 600.

          So the rate $\eta/\sigma$ of $w$ grows, although $w$ has no use for it: it is at its place already.`,
        "zh-CN": String.raw`
          在谷底，$w$ 的梯度很小，到第 300 步约为 −300。新的梯度几乎不增加平方和，除数 $t + 1$ 却越来越大：$w$ 的 $\sigma$
          从 11,306,776 降到第 300 步的 1,143,142，第 600 步只剩 808,996。

          于是 $w$ 的学习率 $\eta/\sigma$ 一直在变大，虽然 $w$ 根本用不着，它早已到位。`,
      },
      stage: { step: 600 },
    },
    {
      id: "stability",
      title: { en: "The limit, measured in σ", "zh-CN": "用 σ 来量的上限" },
      text: {
        en: String.raw`
          Dividing by $\sigma$ is gradient descent in scaled parameters, with the Hessian
          $D^{-1/2} H D^{-1/2}$, $D = \mathrm{diag}(\sigma)$. Its limit is the known one:

          $$\eta\, \lambda_{\max}\!\left(D^{-1/2} H D^{-1/2}\right) < 2$$

          The left side is 0.155 at the start and 1.533 at step 300. At step 512 it crosses $2$, and from there on every
          update makes the tiny error across the valley a little larger. At step 700 it is 2.339.

          Then the error is large enough to see. Its large gradients make $\sigma$ grow again, the left side falls below $2$,
          and the path calms down, until $\sigma$ has once more shrunk too far.`,
        "zh-CN": String.raw`
          除以 $\sigma$，就是在缩放后的参数里做梯度下降，那里的海森矩阵是 $D^{-1/2} H D^{-1/2}$，
          $D = \mathrm{diag}(\sigma)$。上限还是原来那个：

          $$\eta\, \lambda_{\max}\!\left(D^{-1/2} H D^{-1/2}\right) < 2$$

          左边开始时是 0.155，第 300 步是 1.533，第 512 步越过 $2$。从此每次更新都把横穿峡谷方向上那一点点误差放大一些。
          到第 700 步，左边是 2.339。

          等误差大到看得见，它的大梯度又使 $\sigma$ 变大，左边重新降到 $2$ 以下，路径平静下来；直到 $\sigma$ 再一次小过了头。`,
      },
      stage: { step: 700 },
    },
    {
      id: "decay",
      title: { en: "The cure: decay", "zh-CN": "解药：衰减" },
      text: {
        en: String.raw`
          $\sigma$ shrinks like $1/\sqrt{t + 1}$. If the rate shrinks in the same way,

          $$\theta_{t+1} = \theta_t - \frac{\eta_t}{\sigma_t}\, g_t, \qquad \eta_t = \frac{\eta}{\sqrt{t + 1}}$$

          their ratio cannot grow, and the limit is never reached. This is *learning-rate decay*, also called annealing.`,
        "zh-CN": String.raw`
          $\sigma$ 像 $1/\sqrt{t + 1}$ 那样变小。如果学习率也照样变小，

          $$\theta_{t+1} = \theta_t - \frac{\eta_t}{\sigma_t}\, g_t, \qquad \eta_t = \frac{\eta}{\sqrt{t + 1}}$$

          两者之比就不再增长，也就碰不到上限。这就是*学习率衰减*，也叫学习率退火。`,
      },
      stage: { step: 5000, speed: 2000 },
      task: {
        text: {
          en: String.raw`Open the settings of “η = 1” and give it the schedule “1/√t”.`,
          "zh-CN": String.raw`打开“η = 1”的设置，把它的学习率调度改为“1/√t 衰减”。`,
        },
        check: { kind: "schedule", runner: MEAN, name: "inverse-sqrt" },
        done: {
          en: String.raw`No burst any more. The path is smooth, if slower, and after 100,000 steps it is at
            (−188.3668, 2.669264).`,
          "zh-CN": String.raw`“爆炸”消失了。路径平稳，虽然慢一些，100,000 步之后到达 (−188.3668, 2.669264)。`,
        },
      },
    },
    {
      id: "smaller-rate",
      title: { en: "Another cure", "zh-CN": "另一种办法" },
      text: {
        en: String.raw`
          The left side of the limit is proportional to $\eta$. With $\eta = 0.1$ it would have to wait for a far smaller
          $\sigma$, and the run arrives before that: no burst in 100,000 steps, and at the end
          (−188.433197, 2.669455), the optimum.

          But a smaller rate only puts the limit off. A decaying one takes it away.`,
        "zh-CN": String.raw`
          上限的左边与 $\eta$ 成正比。取 $\eta = 0.1$，要等 $\sigma$ 小得多才会越限，而在那之前路径已经到达：100,000 步里
          一次“爆炸”也没有，最后停在 (−188.433197, 2.669455)，就是最优点。

          不过，小学习率只是把越限推迟，衰减才让它不会发生。`,
      },
      stage: { runners: [CAREFUL], selected: CAREFUL, step: 100_000, speed: 2000 },
    },
  ],
  claims: [
    { ...FLOOR, kind: "bursts", runner: MEAN, from: 100, steps: [718, 1198, 1755, 2382, 3071, 3819], within: 0.02 },
    // The first burst, where it begins; then how high it goes.
    { kind: "passes", runner: MEAN, step: 715, point: [-167, 3.1], within: 1 },
    { ...FLOOR, kind: "leaves-floor", runner: MEAN, from: 700, to: 800, value: 4, within: 0.1 },
    { kind: "reads-entry", runner: MEAN, column: "gradient", index: W, step: 300, value: -299.76, within: 0.01 },
    { kind: "reads-entry", runner: MEAN, column: "scale", index: W, step: 0, value: 11_306_776, within: 0 },
    { kind: "reads-entry", runner: MEAN, column: "scale", index: W, step: 300, value: 1_143_142, within: 1 },
    { kind: "reads-entry", runner: MEAN, column: "scale", index: W, step: 600, value: 808_996, within: 1 },
    { kind: "scaled-sharpness", runner: MEAN, step: 0, value: 0.155, within: 5e-4 },
    { kind: "scaled-sharpness", runner: MEAN, step: 300, value: 1.533, within: 5e-4 },
    { kind: "loses-stability", runner: MEAN, step: 512 },
    { kind: "scaled-sharpness", runner: MEAN, step: 700, value: 2.339, within: 5e-4 },
    {
      ...FLOOR,
      kind: "bursts",
      runner: MEAN,
      change: { schedule: { name: "inverse-sqrt" } },
      from: 100,
      steps: [],
      within: 0,
    },
    {
      kind: "passes",
      runner: MEAN,
      change: { schedule: { name: "inverse-sqrt" } },
      step: 100_000,
      point: [-188.3668, 2.669264],
      within: 5e-5,
    },
    // Its descent to the floor takes a little longer.
    { ...FLOOR, kind: "bursts", runner: CAREFUL, from: 200, steps: [], within: 0 },
    { kind: "passes", runner: CAREFUL, step: 100_000, point: [-188.433197, 2.669455], within: 5e-7 },
  ],
};
