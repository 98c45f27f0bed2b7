import { halfCosine } from "./decays.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Half a cosine from base towards `eta_min` over T_0 steps, again from the top over T_mult times as many, and so on.
 * The lowest rate is never reached: the step that would have it is the first of the next cycle.
 *
 * @source Loshchilov & Hutter (2017), arXiv:1608.03983, equation 5, as in torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.
 */
export function cosineRestarts(
  base: number,
  options: { readonly T_0: number; readonly T_mult: number; readonly eta_min: number },
): Schedule {
  const { T_0, T_mult, eta_min } = options;
  return (t) => {
    let length = T_0;
    let inCycle = t;
    if (T_mult === 1) inCycle = t % T_0;
    else {
      while (inCycle >= length) {
        inCycle -= length;
        length *= T_mult;
      }
    }
    return halfCosine(base, eta_min, inCycle / length);
  };
}
