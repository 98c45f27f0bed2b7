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
  companion: { textbook: "textbook", "look-ahead": "look-ahead", average: "average", slow: "slow" },
  gradient: "g",
  direction: "m",
  scale: "σ",
  movement: "Δθ",
  split: "The step, split",
  splitExplained:
    "θ moves by −η · m / σ: the direction m keeps signs, the scale σ only sizes, the rate η is the schedule's.",
  decayExplained: "This method also shrinks θ by the decoupled weight decay, so Δθ is a little more than −η · m / σ.",
  meaning: {
    atRest: "Nothing moves: every entry of this step is 0.",
    bouncing: (name: string, steps: string) =>
      `The step of ${name} has changed its sign ${steps} times in a row: it jumps from wall to wall of a valley, less far than two steps before.`,
    bouncingWider: (name: string, steps: string) =>
      `The step of ${name} has changed its sign ${steps} times in a row and gets longer: η/σ is too large for the curvature along ${name}.`,
    pullBack: (steps: string) =>
      `Lookahead steps back, once in ${steps} steps: m holds the step and the pull towards the slow weights together.`,
    uphill: {
      memory: (name: string, direction: string, gradient: string) =>
        `This step goes uphill: along ${name}, m = ${direction} points against g = ${gradient}, since what m keeps of earlier gradients (or adds as weight decay) outweighs the present one.`,
      curvature: (name: string, direction: string, gradient: string) =>
        `This step goes uphill: along ${name}, m = ${direction} points against g = ${gradient}, since the loss bends downwards here and the step goes to the critical point, even if that is a saddle or a maximum.`,
      "look-ahead": (name: string, direction: string, gradient: string) =>
        `This step goes uphill: along ${name}, m = ${direction} points against g = ${gradient}, since SAM takes the gradient at the worst point nearby (and m may keep earlier ones).`,
    },
    smallScale: (name: string, steps: string, percent: string) =>
      `σ of ${name} is down to ${percent}% of its largest because its gradients were small for ${steps} steps: the next large gradient makes a large step.`,
    inertia: (name: string, gradient: string, direction: string) =>
      `Inertia: along ${name} the gradient is nearly zero (g = ${gradient}), yet m = ${direction} carries on.`,
    fixedLength: (name: string, length: string) =>
      `${name} moves by ${length}: its gradient has changed since the step before, |m/σ| has not. Only the sign of the direction counts.`,
    rateRising: (from: string, to: string, steps: string) =>
      `The learning rate is rising: from ${from} to ${to} in ${steps} steps.`,
    plain: (name: string, movement: string) => `Nothing unusual: ${name} moves most, by −η · m / σ = ${movement}.`,
  },
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
    rule: (step: string, line: string, value: string) =>
      `Ended at step ${step}: line ${line} of the rule gave ${value}. Often something is divided by 0 there; a small number added to the divisor, or another start value, mends it.`,
    ruleEntry: (step: string, line: string, value: string, name: string) =>
      `Ended at step ${step}: line ${line} of the rule gave ${value} for ${name}. Often something is divided by 0 there; a small number added to the divisor, or another start value, mends it.`,
    cancelled: (step: string) => `Cancelled at step ${step}; what was recorded until then is shown.`,
  },
  quantity: { loss: "the loss", theta: "θ", gradient: "the gradient", gradientNorm: "the gradient norm" },
};
