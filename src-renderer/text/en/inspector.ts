export const inspector = {
  title: "Numbers at this step",
  empty: "No run yet. Press play, or change something in Design.",
  run: "Run",
  step: "Step",
  loss: "Loss L",
  gradientNorm: "Gradient norm |g|",
  learningRate: "Learning rate η",
  parameter: "Parameter",
  theta: "θ",
  gradient: "g",
  direction: "m",
  scale: "σ",
  movement: "Δθ",
  split: "The step, split",
  splitExplained:
    "θ moves by −η · m / σ: the direction m keeps signs, the scale σ only sizes, the rate η is the schedule's.",
  decayExplained: "This method also shrinks θ by the decoupled weight decay, so Δθ is a little more than −η · m / σ.",
  copy: "Copy all digits",
  copied: "Copied",
  ended: {
    steps: (step: string) => `Ended after all ${step} steps.`,
    converged: (step: string, value: string, limit: string) =>
      `Converged at step ${step}: the gradient norm ${value} is at most ${limit}.`,
    divergedBound: (step: string, quantity: string, value: string, limit: string) =>
      `Diverged at step ${step}: ${quantity} is ${value}, beyond the bound ${limit}. A smaller learning rate, a decaying schedule or clipping cures it.`,
    overflow: (step: string, quantity: string, value: string) =>
      `Diverged at step ${step}: ${quantity} became ${value}, too large for a 64-bit number. Each step overshoots by more than the one before; a smaller learning rate, a decaying schedule or clipping cures it.`,
    leftDomain: (step: string, quantity: string) =>
      `Left the domain at step ${step}: the formula has no real value there (${quantity} is not a number), for example the logarithm of a negative number. Another start or a smaller learning rate stays inside.`,
    cancelled: (step: string) => `Cancelled at step ${step}; what was recorded until then is shown.`,
  },
  quantity: { loss: "the loss", theta: "θ", gradient: "the gradient", gradientNorm: "the gradient norm" },
};
