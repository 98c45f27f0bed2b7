import type { charts as english } from "../en/charts.ts";

export const charts: typeof english = {
  step: "步数",
  loss: "损失 L",
  start: "起点",
  minimum: "已知的极小值点",
  quantity: {
    loss: "损失 L",
    gradientNorm: "梯度范数 |g|",
    learningRate: "学习率 η",
    distance: "到最近极小值点的距离",
  },
  leavesWindow: (step) => `第 ${step} 步离开窗口`,
  stopped: {
    steps: (step) => `第 ${step} 步结束`,
    converged: (step) => `第 ${step} 步收敛`,
    diverged: (step) => `第 ${step} 步发散`,
    "left-domain": (step) => `第 ${step} 步离开定义域`,
    cancelled: (step) => `第 ${step} 步被取消`,
  },
  arrow: { gradient: "−g，下坡方向", direction: "−m，优化器的方向", movement: "Δθ，实际移动" },
  nonFinite: (quantity, value, step) => `${quantity}在第 ${step} 步是 ${value}`,
  leftOut: (count) => `有 ${count} 个不大于 0 的值无法画在对数轴上`,
  cutOff: (value) => `高于 ${value} 的部分已截去`,
  noSurface: "这台电脑不支持三维绘图（WebGL），因此用等高线图代替曲面图。",
  mapName: (xName, yName) => `损失关于 ${xName} 和 ${yName} 的等高线图`,
  surfaceName: (xName, yName) => `损失关于 ${xName} 和 ${yName} 的曲面`,
  lineName: (xName) => `损失关于 ${xName} 的函数图像`,
  curvesName: "随步数变化的曲线",
  mapKeys: "方向键平移窗口，加号和减号缩放，0 回到完整范围",
  surfaceKeys: "方向键旋转曲面，加号和减号拉近拉远，0 复位",
  curvesKeys: "方向键选择步数（按住 Shift 每次十步），加号和减号缩放，0 显示全部步数",
};
