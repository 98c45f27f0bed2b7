/** Names of methods, as chosen and as a runner without a name of its own is called. */
export const presets: Readonly<Record<string, string>> = {
  "gradient-descent": "Gradient descent",
  momentum: "Momentum",
  nesterov: "Nesterov",
  adagrad: "AdaGrad",
  "adagrad-mean": "AdaGrad (mean)",
  rmsprop: "RMSprop",
  adam: "Adam",
  amsgrad: "AMSGrad",
  adamw: "AdamW",
};

/** Names of schedules by their spec's name. */
export const schedules: Readonly<Record<string, string>> = {
  none: "Constant rate",
  constant: "Constant factor at first",
  step: "Steps",
  multistep: "Steps at milestones",
  linear: "Linear",
  exponential: "Exponential",
  polynomial: "Polynomial",
  cosine: "Cosine annealing",
  "inverse-sqrt": "1/√t",
  warmup: "Warm-up, then …",
  sequential: "Pieces by milestones",
};
