import type { Schedule } from "./schedule.ts";

export interface CyclicOptions {
  readonly base_lr: number;
  readonly max_lr: number;
  readonly step_size_up: number;
  /** null: as many as up. */
  readonly step_size_down: number | null;
  readonly mode: "triangular" | "triangular2" | "exp_range";
  readonly gamma: number;
  readonly cycle_momentum: boolean;
  readonly base_momentum: number;
  readonly max_momentum: number;
}

/**
 * Up and down between base_lr and max_lr in straight lines; the optimizer's own lr does not enter.
 *
 *   triangular    every cycle to the top
 *   triangular2   half as high with every cycle
 *   exp_range     as high as gamma^t allows at step t
 *
 * @source Smith (2017), arXiv:1506.01186, as in torch.optim.lr_scheduler.CyclicLR.
 */
export function cyclic(options: CyclicOptions): Schedule {
  const { base_lr, max_lr } = options;
  const height = cycleHeight(options);
  return (t) => base_lr + (max_lr - base_lr) * height(t);
}

/** The momentum of the same cycles, upside down: max_momentum where the rate is lowest. */
export function cyclicMomentum(options: CyclicOptions): Schedule {
  const { base_momentum, max_momentum } = options;
  const height = cycleHeight(options);
  return (t) => max_momentum - (max_momentum - base_momentum) * height(t);
}

/** How high step t stands, from 0 to 1. */
function cycleHeight({ step_size_up, step_size_down, mode, gamma }: CyclicOptions): Schedule {
  const down = step_size_down ?? step_size_up;
  const total = step_size_up + down;
  return (t) => {
    const inCycle = t % total;
    const height = inCycle <= step_size_up ? inCycle / step_size_up : (total - inCycle) / down;
    if (mode === "triangular") return height;
    return height * (mode === "triangular2" ? 0.5 ** Math.floor(t / total) : gamma ** t);
  };
}
