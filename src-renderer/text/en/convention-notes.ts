import type { Convention } from "../../../src-core/optimizers/index.ts";

/** By the name of a method or schedule: what is particular to each of its conventions, in one line. */
export type ConventionNotes = Readonly<Record<string, Readonly<Partial<Record<Convention, string>>>>>;

export const methodConventions: ConventionNotes = {
  sgd: {
    pytorch: "The rate stands outside the memory: a change of rate rescales past steps too.",
    paper: "Velocity: every step keeps the rate it was made with. Nesterov's gradient is taken ahead, at θ + μv.",
    tensorflow: "Velocity: every step keeps the rate it was made with. Weight decay is decoupled.",
    optax: "As PyTorch, without dampening.",
    leedl: "Velocity: every step keeps the rate it was made with. No Nesterov.",
  },
  adagrad: {
    pytorch: "Sum of squares, from 0; ε outside the root.",
    tensorflow: "Sum of squares, from 0.1; ε inside the root. Weight decay is decoupled.",
    optax: "Sum of squares, from 0.1; ε inside the root.",
    leedl: "Mean of squares instead of their sum: no decay by 1/√t. No ε.",
  },
  rmsprop: {
    pytorch: "ε outside the root; v starts at 0, so the first step is ten rates long at α = 0.99.",
    paper: "The lecture's own: α = 0.9, no ε.",
    tensorflow: "ε inside the root; a momentum remembers movements, rate and all. Weight decay is decoupled.",
    optax: "ε inside the root; a momentum remembers movements; v can start elsewhere or be corrected.",
    leedl: "σ starts at |g|, so the first step is exactly one rate long. No ε.",
  },
  adadelta: {
    pytorch: "ρ = 0.9 by default.",
    paper: "ρ = 0.95 by default.",
    tensorflow: "ρ = 0.95 and lr = 0.001 by default. Weight decay is decoupled.",
  },
  adam: {
    pytorch: "Algorithm 1: ε outside the corrected root. AMSGrad keeps the largest v.",
    paper: "Algorithm 1, as PyTorch. AMSGrad as published: without bias corrections and without ε.",
    tensorflow: "ε joins the root before its correction (ε hat) and weighs more at first. Weight decay is decoupled.",
    optax: "A second ε inside the root. AMSGrad keeps the largest corrected v.",
  },
  adamw: {
    pytorch: "Weight decay is multiplied by the rate; 0.01 by default.",
    paper: "Weight decay is multiplied by the schedule's factor, not by lr.",
    tensorflow: "ε joins the root before its correction (ε hat); weight decay 0.004 by default.",
    optax: "A second ε inside the root; weight decay 0.0001 by default.",
  },
  adamax: {
    pytorch: "ε joins |g| inside the maximum, and is forgotten with it.",
    paper: "No ε.",
    tensorflow: "ε is added to the maximum. Weight decay is decoupled.",
  },
  nadam: {
    pytorch: "The momentum takes some 24 000 steps to grow to β₁. As PyTorch up to 1.13.",
    paper: "The memory takes the growing momentum too, and v one more β₂.",
    tensorflow: "The momentum grows to β₁ within some 100 steps. Weight decay is decoupled.",
    optax: "The momentum is β₁ from the start; a second ε inside the root.",
  },
  radam: {
    pytorch: "Scales from ρ > 5 on; ε joins the root before its correction.",
    paper: "Scales from ρ > 4 on; no ε.",
    optax: "Scales from ρ ≥ threshold on; ε joins the corrected root.",
  },
  adabelief: {
    paper: "One ε, both inside the root and outside.",
    optax: "The ε inside the root is an option of its own.",
  },
  yogi: {
    paper: "m and v start at 0, without bias corrections.",
    optax: "m and v start at a small value and are bias-corrected.",
  },
  lamb: {
    paper: "Weight decay is part of the step that is stretched.",
    tensorflow: "Weight decay is decoupled from the step that is stretched.",
  },
  novograd: {
    paper: "β = (0.95, 0.98) by default.",
    optax: "β = (0.9, 0.25) by default: almost the present gradient's norm alone.",
  },
  adan: {
    paper: "The look-ahead has the weight β₂; the decay divides the whole step.",
    optax: "The look-ahead has the weight 1 − β₂; a second ε inside the root; AdamW's decay.",
  },
  ademamix: {
    paper: "α = 2 by default; α and β₃ can be warmed up.",
    optax: "α = 5 by default; no warm-up.",
  },
  lion: {
    paper: "lr = 0.0001 and no weight decay by default.",
    tensorflow: "lr = 0.001 and no weight decay by default.",
    optax: "Weight decay 0.001 by default.",
  },
  polyak_sgd: {
    paper: "The squared norm of the gradient is multiplied by c, 1/2 by default: twice Polyak's step.",
    optax: "Polyak's own step: c = 1.",
  },
  dadapt_adamw: {
    paper: "Adam's bias corrections are an option, off by default.",
    optax: "Always with Adam's bias corrections.",
  },
  prodigy: {
    paper: "Adam's bias corrections are an option, off by default.",
    optax: "Always with Adam's bias corrections.",
  },
  schedule_free_adamw: {
    paper: "The correction of v scales the rate, and with it the weights of the average.",
    optax: "The correction of v is in the scale alone.",
  },
};

export const scheduleConventions: ConventionNotes = {
  exponential: {
    pytorch: "Times γ at every step.",
    optax: "Times γ over several steps, evenly or at once; with a beginning and an end.",
  },
  cosine: {
    pytorch: "Rises again after T_max.",
    optax: "Stays at the bottom from T_max on; the bottom is a share of the base rate.",
  },
  onecycle: {
    pytorch: "Top at step p·T − 1, end at step T − 1; the momentum can cycle along.",
    optax: "Top at step ⌊p·T⌋, end at step T, and it stays there.",
  },
};
