import type { presets as englishPresets, schedules as englishSchedules } from "../en/methods.ts";

export const presets: typeof englishPresets = {
  "gradient-descent": "梯度下降",
  momentum: "动量法",
  nesterov: "Nesterov 动量",
  adagrad: "AdaGrad",
  "adagrad-mean": "AdaGrad（均值）",
  rmsprop: "RMSprop",
  adam: "Adam",
  amsgrad: "AMSGrad",
  adamw: "AdamW",
};

export const schedules: typeof englishSchedules = {
  none: "恒定学习率",
  constant: "开头乘以固定因子",
  step: "阶梯衰减",
  multistep: "里程碑衰减",
  linear: "线性",
  exponential: "指数衰减",
  polynomial: "多项式衰减",
  cosine: "余弦退火",
  "inverse-sqrt": "1/√t 衰减",
  warmup: "先预热，再……",
  sequential: "按里程碑分段",
};
