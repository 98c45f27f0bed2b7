import { InputError } from "../../numerics/index.ts";
import { checkedAs } from "../../optimizers/index.ts";
import { chained, sequential, warmup, warmupMomentum, type WarmupOptions } from "../compositions.ts";
import { iterations, milestones, share } from "../options.ts";
import type { MomentumSchedule, ScheduleEntry, ScheduleOptions } from "../schedule.ts";

/** Schedules made of others. */
export const COMPOSITION_ROWS: readonly ScheduleEntry[] = [
  {
    name: "warmup",
    title: "Warm-up",
    options: [iterations("total_iters", 100, 0), share("start_factor", 1 / 3)],
    children: "schedule",
    tex: String.raw`\eta_t = \begin{cases} \rho(0) \left( f + (1 - f) \frac{t}{T} \right) & t < T \\ \rho(t - T) & t \ge T \end{cases}`,
    source: "Goyal et al. (2017), arXiv:1706.02677, section 2.2",
    torch: null,
    childSteps: (options, steps) => [Math.max(steps - checkedAs<WarmupOptions>(options).total_iters, 0)],
    create: (options, _base, [schedule]) => warmup(schedule, checkedAs(options)),
    momentum: (options, [momentum]) => momentum && warmupMomentum(momentum, checkedAs(options)),
  },
  {
    name: "sequential",
    title: "Sequence",
    options: [milestones([100], 1)],
    children: "schedules",
    tex: String.raw`\eta_t = \rho_k(t - m_k), \qquad m_k \le t < m_{k+1}`,
    source: "torch.optim.lr_scheduler.SequentialLR",
    torch: { className: "SequentialLR" },
    check: checkMilestoneCount,
    childSteps: (options, steps) => {
      const joints = [0, ...milestonesOf(options).map((milestone) => Math.min(milestone, steps)), steps];
      return joints.slice(1).map((joint, k) => joint - joints[k]);
    },
    create: (options, _base, schedules) => sequential(schedules, milestonesOf(options)),
    momentum: (options, momenta) => {
      if (momenta.every((momentum) => momentum === null)) return null;
      const own: MomentumSchedule = () => null;
      return sequential(
        momenta.map((momentum) => momentum ?? own),
        milestonesOf(options),
      );
    },
  },
  {
    name: "chained",
    title: "All at once",
    options: [],
    children: "schedules",
    tex: String.raw`\eta_t = \eta \prod_k \frac{\rho_k(t)}{\eta}`,
    source: "torch.optim.lr_scheduler.ChainedScheduler",
    torch: { className: "ChainedScheduler" },
    check: checkFactors,
    create: (_options, base, schedules) => chained(base, schedules),
  },
];

function milestonesOf(options: ScheduleOptions): readonly number[] {
  return checkedAs<{ milestones: readonly number[] }>(options).milestones;
}

function checkMilestoneCount(options: ScheduleOptions, children: readonly ScheduleEntry[], path: string): void {
  const { length } = milestonesOf(options);
  if (length === children.length - 1) return;
  throw new InputError({
    code: "wrong-length",
    path: `${path}.milestones`,
    found: `${length}`,
    allowed: `${Math.max(children.length - 1, 1)}`,
  });
}

/** A schedule that says its own rates is no factor of another's. */
function checkFactors(_options: ScheduleOptions, children: readonly ScheduleEntry[], path: string): void {
  const index = children.findIndex(({ isAbsolute }) => isAbsolute === true);
  if (index === -1) return;
  throw new InputError({
    code: "unsupported",
    path: `${path}.schedules[${index}].name`,
    found: `"${children[index].name}"`,
    allowed: "a schedule that shapes the base learning rate",
  });
}
