import { countReached, halfCosine } from "./decays.ts";
import type { Schedule } from "./schedule.ts";

// Schedules that begin low by themselves. For a warm-up in front of any other schedule see compositions.ts.

/**
 * The Transformer's: up in a straight line for `warmup_steps`, then down with 1/sqrt(t).
 *
 *   base * factor * d_model^(-1/2) * min(t^(-1/2), t * warmup_steps^(-3/2)),        t = 1, 2, ... (step + 1)
 *
 * Steps are counted from 1, since t = 0 has no root to divide by. With base = factor = 1 it is the paper's rate, whose
 * top for d_model = 512 and 4000 steps is 6.987712e-4, at t = 4000.
 *
 * @source Vaswani et al. (2017), arXiv:1706.03762, equation 3; "Noam" and factor as in The Annotated Transformer.
 */
export function noam(
  base: number,
  options: { readonly d_model: number; readonly warmup_steps: number; readonly factor: number },
): Schedule {
  const { d_model, warmup_steps, factor } = options;
  return (step) => {
    const t = step + 1;
    return base * factor * d_model ** -0.5 * Math.min(t ** -0.5, t * warmup_steps ** -1.5);
  };
}

/**
 * Up to base in a straight line, which step `warmup_steps` reaches, then base * sqrt(warmup_steps / t).
 *
 * @source fairseq's inverse_sqrt; the decay is that of Vaswani et al. (2017), written for a top that is chosen.
 */
export function inverseSqrtWarmup(
  base: number,
  options: { readonly warmup_steps: number; readonly start_factor: number },
): Schedule {
  const { warmup_steps, start_factor } = options;
  return (t) =>
    base * (t < warmup_steps ? rising(t, warmup_steps, start_factor) : Math.sqrt(warmup_steps) / Math.sqrt(t));
}

/** What a decay to `f` gives after a share p of its steps. */
const DECAY_SHAPES = {
  linear: (p: number, f: number) => 1 - (1 - f) * p,
  cosine: (p: number, f: number) => halfCosine(1, f, p),
  exponential: (p: number, f: number) => f ** p,
  "1-sqrt": (p: number, f: number) => f + (1 - f) * (1 - Math.sqrt(p)),
} as const;

export type DecayShape = keyof typeof DECAY_SHAPES;
export const DECAY_SHAPE_NAMES = Object.keys(DECAY_SHAPES) as readonly DecayShape[];

/**
 * Warm-up, stable, decay: up to base in a straight line, level for `stable_steps`, then down to base * final_factor
 * within `decay_steps`, where it stays.
 *
 * @source Hu et al. (2024), MiniCPM, arXiv:2404.06395, equation 2 (their decay is the exponential one); the shape
 *   "1-sqrt": Haegele et al. (2024), arXiv:2405.18392, section 3.
 */
export function wsd(
  base: number,
  options: {
    readonly warmup_steps: number;
    readonly stable_steps: number;
    readonly decay_steps: number;
    readonly start_factor: number;
    readonly final_factor: number;
    readonly decay_shape: DecayShape;
  },
): Schedule {
  const { warmup_steps, stable_steps, decay_steps, start_factor, final_factor } = options;
  const decayAt = warmup_steps + stable_steps;
  const shape = DECAY_SHAPES[options.decay_shape];
  return (t) => {
    if (t < warmup_steps) return base * rising(t, warmup_steps, start_factor);
    return t < decayAt ? base : base * shape(Math.min((t - decayAt) / decay_steps, 1), final_factor);
  };
}

/**
 * The two-level warm-up of ResNet-110: a low rate until training has begun to work, then base at once, divided at
 * milestones later. (The paper's low rate ends when the training error falls below 80 %, "about 400 iterations".)
 *
 * @source He, Zhang, Ren & Sun (2016), arXiv:1512.03385, section 4.2.
 */
export function resnetWarmup(
  base: number,
  options: {
    readonly warmup_steps: number;
    readonly start_factor: number;
    readonly milestones: readonly number[];
    readonly gamma: number;
  },
): Schedule {
  const { warmup_steps, start_factor, milestones, gamma } = options;
  return (t) => base * (t < warmup_steps ? start_factor : 1) * gamma ** countReached(milestones, t);
}

/** The straight line from `from` at step 0 to 1 at step `steps`. */
export function rising(t: number, steps: number, from: number): number {
  return from + ((1 - from) * t) / steps;
}
