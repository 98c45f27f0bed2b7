import type { inspector as english } from "../en/inspector.ts";

export const inspector: typeof english = {
  title: "这一步的数值",
  empty: "还没有运行结果。按“播放”，或在“设计”里改动一处。",
  run: "运行",
  step: "步数",
  loss: "损失 L",
  gradientNorm: "梯度范数 |g|",
  learningRate: "学习率 η",
  parameter: "参数",
  theta: "θ",
  companion: { textbook: "教科书变量", "look-ahead": "前瞻点", average: "平均点", slow: "慢权重" },
  gradient: "g",
  direction: "m",
  scale: "σ",
  movement: "Δθ",
  split: "把这一步拆开看",
  splitExplained: "θ 的变化量是 −η · m / σ：方向 m 保留正负号，尺度 σ 只管步子大小，学习率 η 由调度给出。",
  decayExplained: "这种方法还会按解耦的权重衰减缩小 θ，所以 Δθ 比 −η · m / σ 略多一点。",
  meaning: {
    atRest: "这一步的各个分量都是 0，参数不动。",
    bouncing: (name, steps) => `${name} 方向的步子已经连续 ${steps} 次变号：它在山谷两壁之间来回跳，幅度比两步之前小。`,
    bouncingWider: (name, steps) =>
      `${name} 方向的步子已经连续 ${steps} 次变号，而且越跳越远：对 ${name} 方向的曲率来说，η/σ 太大了。`,
    pullBack: (steps) =>
      `Lookahead 每 ${steps} 步回退一次，这就是回退的一步：m 里既有这一步本身，也有拉向慢权重的部分。`,
    uphill: {
      memory: (name, direction, gradient) =>
        `这一步在上坡：沿 ${name} 方向，m = ${direction} 与 g = ${gradient} 方向相反，因为 m 里留存的以往梯度（或加进去的权重衰减）压过了当前的梯度。`,
      curvature: (name, direction, gradient) =>
        `这一步在上坡：沿 ${name} 方向，m = ${direction} 与 g = ${gradient} 方向相反，因为损失在这里向下弯，而这一步走向临界点，哪怕它是鞍点或极大值点。`,
      "look-ahead": (name, direction, gradient) =>
        `这一步在上坡：沿 ${name} 方向，m = ${direction} 与 g = ${gradient} 方向相反，因为 SAM 用的是邻域内最坏点处的梯度（m 里也可能留有以往的梯度）。`,
    },
    smallScale: (name, steps, percent) =>
      `${name} 的 σ 已降到最大时的 ${percent}%，因为它的梯度连续 ${steps} 步都很小：下一个大梯度会迈出很大的一步。`,
    inertia: (name, gradient, direction) =>
      `惯性：沿 ${name} 方向的梯度几乎为零（g = ${gradient}），但 m = ${direction} 仍带着它向前走。`,
    fixedLength: (name, length) =>
      `${name} 移动 ${length}：与上一步相比梯度变了，|m/σ| 却没变，起作用的只有方向的正负号。`,
    rateRising: (from, to, steps) => `学习率正在上升：${steps} 步之内从 ${from} 升到 ${to}。`,
    plain: (name, movement) => `没有特别的情况：${name} 的变化最大，−η · m / σ = ${movement}。`,
  },
  copy: "复制全部数字",
  copied: "已复制",
  ended: {
    steps: (step) => `走完全部 ${step} 步后结束。`,
    converged: (step, value, limit) => `在第 ${step} 步收敛：梯度范数 ${value} 不超过 ${limit}。`,
    divergedBound: (step, quantity, value, limit) =>
      `在第 ${step} 步发散：${quantity}为 ${value}，超出界限 ${limit}。减小学习率、让学习率衰减，或裁剪梯度，都能避免。`,
    overflow: (step, quantity, value) =>
      `在第 ${step} 步发散：${quantity}变成 ${value}，超出了 64 位浮点数的范围。每一步都比上一步冲得更远；减小学习率、让学习率衰减，或裁剪梯度，都能避免。`,
    leftDomain: (step, quantity) =>
      `在第 ${step} 步离开定义域：公式在那里没有实数值（${quantity}不是数），例如对负数取对数。换一个起点或减小学习率就能留在定义域内。`,
    rule: (step, line, value) =>
      `在第 ${step} 步结束：规则的第 ${line} 行算出了 ${value}。多半是那里除以了 0；给除数加上一个小的数，或换一个初始值，就能避免。`,
    ruleEntry: (step, line, value, name) =>
      `在第 ${step} 步结束：规则的第 ${line} 行对 ${name} 算出了 ${value}。多半是那里除以了 0；给除数加上一个小的数，或换一个初始值，就能避免。`,
    cancelled: (step) => `在第 ${step} 步被取消；显示的是此前记录的部分。`,
  },
  quantity: { loss: "损失", theta: "θ", gradient: "梯度", gradientNorm: "梯度范数" },
};
