import { optimizerEntry, optimizerOptions, type OptimizerSpec } from "../../../src-core/optimizers/index.ts";

// Where a method legitimately differs from the others under the battery, and why.

/** Methods that remember movements: momentum under all conventions but torch's and optax's, RMSprop's but under torch's. */
const isVelocity = ({ name, convention = "pytorch" }: OptimizerSpec): boolean =>
  (name === "sgd" && ["paper", "tensorflow", "leedl"].includes(convention)) ||
  (name === "rmsprop" && ["tensorflow", "optax"].includes(convention));
const isScheduleFree = ({ name }: OptimizerSpec): boolean => name.startsWith("schedule_free");

/**
 * Methods that go on moving at a rate of 0, by what they remember: a velocity coasts, schedule-free methods go
 * on averaging, ASGD's rate is that of the step before, Rprop's step sizes took nothing but their start from lr.
 */
export const COASTS = (spec: OptimizerSpec): boolean =>
  isScheduleFree(spec) ||
  (isVelocity(spec) && Number(spec["momentum"] ?? 0) > 0) ||
  ["asgd", "rprop"].includes(spec.name);

/** Methods that make the movement first and say it as rate * direction / scale afterwards, to rounding. */
export const SAYS_AFTERWARDS = (spec: OptimizerSpec): boolean =>
  isVelocity(spec) || isScheduleFree(spec) || ["asgd", "rprop", "lbfgs"].includes(spec.name);

/**
 * Full steps along guessed curvature, unsearched: where clipping makes the gradient constant the guess is a flat loss, and
 * the step has no bound. torch's LBFGS does so by default.
 */
export const MAY_DIVERGE = ({ name, lr = 1, line_search_fn = null }: OptimizerSpec): boolean =>
  name === "lbfgs" && lr === 1 && line_search_fn === null;

/** Methods that add over all entries (norms, inner products, matrices), where the order of the entries decides the rounding. */
export const ADDS_ENTRIES = (spec: OptimizerSpec): boolean =>
  ADDING.includes(spec.name) ||
  optimizerEntry(spec.name).family === "second-order" ||
  (spec.optimizer !== undefined && ADDS_ENTRIES(spec.optimizer));

const ADDING: readonly string[] = [
  "lamb",
  "novograd",
  "polyak_sgd",
  "dog",
  "dadapt_adamw",
  "prodigy",
  "adafactor",
  "muon",
  "sam",
  "gradient_centralization",
  "gradient_flow",
];

/** Levenberg-Marquardt takes its residuals, which are exact, and not the gradient that the run perturbs. */
export const IGNORES_NOISE = ({ name }: OptimizerSpec): boolean => name === "levenberg_marquardt";

/** Methods whose decay shrinks theta beside the step; Keras' does so in all methods. */
const DECOUPLED: readonly string[] = [
  "adamw",
  "adabelief",
  "ademamix",
  "sign_sgd",
  "signum",
  "lion",
  "adafactor",
  "muon",
];

/** Where the parts say that an entry goes, to the last bit. */
export function predicted(spec: OptimizerSpec, rate: number, before: number, direction: number, scale: number): number {
  const { lr, weight_decay, decouple, decoupled_weight_decay, no_prox, lambd } = optimizerOptions(spec);
  // The paper's AdamW decays by what the schedule makes of the rate.
  const isPaperAdamw = spec.name === "adamw" && spec.convention === "paper";
  const decay = rate * (isPaperAdamw ? Number(weight_decay) / Number(lr) : Number(weight_decay));
  const step = (rate * direction) / scale;
  // Adan's decay is a division of the whole step, AdamW's under no_prox and in optax.
  const isAdan = spec.name === "adan";
  if (isAdan && no_prox === false) return (before - step) / (1 + decay);
  if (spec.name === "asgd") return before * (1 - Number(lambd) * (rate / scale)) - step;
  const isDecoupled =
    isAdan ||
    spec.convention === "tensorflow" ||
    DECOUPLED.includes(spec.name) ||
    decouple === true ||
    decoupled_weight_decay === true;
  return before * (isDecoupled ? 1 - decay : 1) - step;
}

/** optax's Yogi starts its memory at 1e-6 instead of 0: it drifts before any gradient, whichever way it is to go. */
export const DRIFTS = ({ name, convention }: OptimizerSpec): boolean => name === "yogi" && convention === "optax";
