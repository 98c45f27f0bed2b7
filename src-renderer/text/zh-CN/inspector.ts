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
  gradient: "g",
  direction: "m",
  scale: "σ",
  movement: "Δθ",
  split: "把这一步拆开看",
  splitExplained: "θ 的变化量是 −η · m / σ：方向 m 保留正负号，尺度 σ 只管步子大小，学习率 η 由调度给出。",
  decayExplained: "这种方法还会按解耦的权重衰减缩小 θ，所以 Δθ 比 −η · m / σ 略多一点。",
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
    cancelled: (step) => `在第 ${step} 步被取消；显示的是此前记录的部分。`,
  },
  quantity: { loss: "损失", theta: "θ", gradient: "梯度", gradientNorm: "梯度范数" },
};
