import type { Lesson } from "../lesson.ts";
import { lossOf } from "../loss-of.ts";

const ON_AXIS = "start-1";
const BESIDE = "start-2";

export const SADDLE: Lesson = {
  id: "saddle",
  chapter: "critical-points",
  title: { en: "Stuck on a saddle", "zh-CN": "卡在鞍点上" },
  summary: {
    en: "Two starts, 0.0001 apart: one run stays on the saddle, the other gets away.",
    "zh-CN": "两个起点相距 0.0001：一个停在鞍点，一个逃离鞍点。",
  },
  design: {
    loss: lossOf("saddle"),
    starts: [
      [-0.9, 0],
      [-0.9, 0.0001],
    ],
    runners: [
      { optimizer: { name: "sgd", lr: 0.1 } },
      { optimizer: { name: "sgd", lr: 0.02, momentum: 0.9 } },
      { optimizer: { name: "adam", lr: 0.02 } },
    ],
    steps: 50,
  },
  stage: {
    map: { levels: "linear" },
    // The loss becomes negative: no logarithm of it.
    curves: { quantities: ["loss", "gradientNorm"], logX: false, logY: false },
    instruments: ["map", "surface"],
    speed: 10,
  },
  steps: [
    {
      id: "two-curvatures",
      title: { en: "A valley that is a ridge", "zh-CN": "既是谷底，又是山脊" },
      text: {
        en: String.raw`
          The loss is
          
          $$L(x, y) = x^2 - y^2$$

          At the origin its gradient is zero, but it is no minimum. The Hessian there has the eigenvalues $2$ and $-2$: along
          $x$ the origin is the bottom of a valley, along $y$ the top of a ridge. A critical point that curves up in one
          direction and down in another is a *saddle point*.`,
        "zh-CN": String.raw`
          损失函数是

          $$L(x, y) = x^2 - y^2$$

          在原点，梯度为零，但原点并不是极小值点。那里的海森矩阵有两个特征值 $2$ 和 $-2$：沿 $x$ 方向看，原点是谷底；
          沿 $y$ 方向看，它是山脊的最高处。在一个方向上向上弯、在另一个方向上向下弯的临界点，就叫*鞍点*。`,
      },
    },
    {
      id: "on-the-axis",
      title: { en: "Exactly on the axis", "zh-CN": "恰好在轴上" },
      text: {
        en: String.raw`
          The first start, (−0.9, 0), lies on the $x$ axis. There $\partial L / \partial y = -2y$ is zero, and it stays zero
          at every step: nothing ever pushes the run sideways. All three methods walk along the valley to the saddle and
          stop there, as if they had converged.`,
        "zh-CN": String.raw`
          第一个起点 (−0.9, 0) 落在 $x$ 轴上。在轴上 $\partial L / \partial y = -2y$ 等于零，而且每一步都是零：
          没有任何力量把它推向两侧。三种方法都沿着谷底走向鞍点，然后停在那里，看上去就像已经收敛了一样。`,
      },
      stage: { step: 50, instruments: ["map", "curves"], selected: "runner-1" },
    },
    {
      id: "beside-the-axis",
      title: { en: "A hair's breadth beside it", "zh-CN": "只差一丝一毫" },
      text: {
        en: String.raw`
          The second start lies 0.0001 beside the axis. In gradient descent with $\eta = 0.1$ an update turns $y$ into

          $$y - \eta \cdot (-2y) = 1.2\,y$$

          The distance to the axis grows by the factor 1.2 at every step. For a long time nothing is to be seen; after 50
          steps the run has come to $y = 0.91$. A saddle holds nobody who is not exactly on it, it only costs time.`,
        "zh-CN": String.raw`
          第二个起点离 $x$ 轴只有 0.0001。用 $\eta = 0.1$ 做梯度下降，每次更新把 $y$ 变成

          $$y - \eta \cdot (-2y) = 1.2\,y$$

          到轴的距离每一步乘以 1.2。很长一段时间里什么也看不出来，50 步之后却已经走到 $y = 0.91$。
          只要不是恰好站在上面，鞍点就留不住谁，它只是拖时间。`,
      },
      stage: { step: 50, selected: "runner-1", selectedStart: BESIDE },
    },
    {
      id: "equal-steps",
      title: { en: "Adam does not wait", "zh-CN": "Adam 不等待" },
      text: {
        en: String.raw`
          Adam divides each entry of the step by the size of that entry's gradients, so that it moves about equally far in
          both directions, however small the gradient along $y$ is. After ten steps it is 0.18 away from the axis already.`,
        "zh-CN": String.raw`
          Adam 把步子的每个分量除以该分量梯度的大小，所以不管 $y$ 方向的梯度多小，两个方向走得差不多一样远。
          走了十步，它离 $x$ 轴已有 0.18。`,
      },
      stage: { step: 10, selected: "runner-3", selectedStart: BESIDE },
    },
  ],
  claims: [
    { kind: "eigenvalues", at: [0, 0], values: [-2, 2], within: 0 },
    ...["runner-1", "runner-2", "runner-3"].map((runner) => ({
      kind: "stays-zero" as const,
      runner,
      start: ON_AXIS,
      index: 1,
    })),
    { kind: "passes", runner: "runner-1", start: ON_AXIS, step: 50, point: [0, 0], within: 2e-5 },
    { kind: "grows", runner: "runner-1", start: BESIDE, index: 1, from: 0, to: 50, factor: 1.2, within: 1e-12 },
    // The axis runs along x: y is 0.0001 * 1.2^50.
    { kind: "passes", runner: "runner-1", start: BESIDE, step: 50, point: [0, 0.9100438], within: 2e-5 },
    { kind: "passes", runner: "runner-3", start: BESIDE, step: 10, point: [-0.7017, 0.1843], within: 1e-4 },
  ],
};
