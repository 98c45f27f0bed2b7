import { halfCosine } from "./decays.ts";
import type { Schedule } from "./schedule.ts";

export interface OnecycleOptions {
  readonly max_lr: number;
  readonly total_steps: number;
  readonly pct_start: number;
  readonly anneal_strategy: "cos" | "linear";
  readonly div_factor: number;
  readonly final_div_factor: number;
}

export interface OnecycleTorchOptions extends OnecycleOptions {
  readonly three_phase: boolean;
  readonly cycle_momentum: boolean;
  readonly base_momentum: number;
  readonly max_momentum: number;
}

/**
 * One cycle over the whole run: from max_lr / div_factor up to max_lr, then down to 1 / final_div_factor of the first rate;
 * in three phases, down to the first rate and from there to the last. The optimizer's own lr does not enter.
 *
 * torch counts from 0 and ends *at* step total_steps - 1; the top is step pct_start * total_steps - 1, which need not be
 * whole. Steps past the end are refused where a run is checked; here they keep the last rate.
 *
 * @source Smith & Topin (2018), arXiv:1708.07120, as in torch.optim.lr_scheduler.OneCycleLR.
 */
export function onecycle(options: OnecycleTorchOptions): Schedule {
  const first = options.max_lr / options.div_factor;
  const last = first / options.final_div_factor;
  const rates = options.three_phase ? [first, options.max_lr, first, last] : [first, options.max_lr, last];
  return annealed(phaseEnds(options), rates, options.anneal_strategy);
}

/** The momentum of the same phases: lowest where the rate is highest, level in a third phase. */
export function onecycleMomentum(options: OnecycleTorchOptions): Schedule {
  const { base_momentum, max_momentum, three_phase } = options;
  const values = [max_momentum, base_momentum, max_momentum, ...(three_phase ? [max_momentum] : [])];
  return annealed(phaseEnds(options), values, options.anneal_strategy);
}

/**
 * The cycle as optax counts it: the top is step floor(pct_start * total_steps), the end step total_steps, and later steps
 * stay there. Its cosine has two phases; its straight lines have three, the second one back to the first rate at
 * floor(pct_final * total_steps).
 *
 * @source optax.cosine_onecycle_schedule and optax.linear_onecycle_schedule (total_steps is their transition_steps).
 */
export function onecycleOptax(options: OnecycleOptions & { readonly pct_final: number }): Schedule {
  const { max_lr, total_steps, pct_start, pct_final, anneal_strategy } = options;
  const first = max_lr / options.div_factor;
  const last = first / options.final_div_factor;
  const top = Math.floor(pct_start * total_steps);
  if (anneal_strategy === "cos") return annealed([top, total_steps], [first, max_lr, last], "cos");
  const ends = [top, Math.floor(pct_final * total_steps), total_steps];
  return annealed(ends, [first, max_lr, first, last], "linear");
}

/** The last step of every phase. */
function phaseEnds({ total_steps, pct_start, three_phase }: OnecycleTorchOptions): readonly number[] {
  const top = pct_start * total_steps - 1;
  return three_phase ? [top, 2 * pct_start * total_steps - 2, total_steps - 1] : [top, total_steps - 1];
}

/** From values[k] to values[k + 1] over the phase that ends at ends[k]; the first begins at step 0. */
function annealed(ends: readonly number[], values: readonly number[], strategy: "cos" | "linear"): Schedule {
  return (t) => {
    let phase = 0;
    while (phase < ends.length - 1 && t > ends[phase]) phase += 1;
    const begin = phase === 0 ? 0 : ends[phase - 1];
    const length = ends[phase] - begin;
    const passed = length > 0 ? Math.min((t - begin) / length, 1) : 1;
    const [from, to] = [values[phase], values[phase + 1]];
    return strategy === "linear" ? (to - from) * passed + from : halfCosine(from, to, passed);
  };
}
