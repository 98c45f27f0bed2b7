import { InputError } from "../numerics/index.ts";
import type { OptionDescription } from "../optimizers/index.ts";
import { sequential, warmup } from "./compositions.ts";
import { constant, cosine, exponential, inverseSqrt, linear, multistep, polynomial, step } from "./decays.ts";
import type { ScheduleEntry } from "./schedule.ts";

/**
 * Every schedule that there is. Names of options, defaults and ranges are those of torch.optim.lr_scheduler; where torch
 * has no default the option is required, and the one here is what a panel proposes.
 */
export const SCHEDULES: readonly ScheduleEntry[] = [
  {
    name: "none",
    title: "Constant rate",
    options: [],
    tex: String.raw`\eta_t = \eta`,
    source: "the plain rate of every method",
    torch: null,
    create: (_options, base) => () => base,
  },
  {
    name: "constant",
    title: "Constant factor",
    options: [factor("factor", 1 / 3, 0, false), iterations("total_iters", 5, 0)],
    tex: String.raw`\eta_t = \begin{cases} \eta f & t < T \\ \eta & t \ge T \end{cases}`,
    source: "torch.optim.lr_scheduler.ConstantLR",
    torch: { className: "ConstantLR" },
    create: (options, base) => constant(base, as(options)),
  },
  {
    name: "step",
    title: "Step",
    options: [required(iterations("step_size", 30, 1)), gamma(0.1)],
    tex: String.raw`\eta_t = \eta\, \gamma^{\lfloor t / s \rfloor}`,
    source: "torch.optim.lr_scheduler.StepLR",
    torch: { className: "StepLR" },
    create: (options, base) => step(base, as(options)),
  },
  {
    name: "multistep",
    title: "Multi-step",
    options: [milestones([100, 200], 0), gamma(0.1)],
    tex: String.raw`\eta_t = \eta\, \gamma^{\#\{k : m_k \le t\}}`,
    source: "torch.optim.lr_scheduler.MultiStepLR",
    torch: { className: "MultiStepLR" },
    create: (options, base) => multistep(base, as(options)),
  },
  {
    name: "linear",
    title: "Linear",
    options: [
      factor("start_factor", 1 / 3, 0, true),
      factor("end_factor", 1, 0, false),
      iterations("total_iters", 5, 1),
    ],
    tex: String.raw`\eta_t = \eta \left( f_0 + (f_1 - f_0) \frac{\min(t, T)}{T} \right)`,
    source: "torch.optim.lr_scheduler.LinearLR",
    torch: { className: "LinearLR" },
    create: (options, base) => linear(base, as(options)),
  },
  {
    name: "exponential",
    title: "Exponential",
    options: [required(gamma(0.99))],
    tex: String.raw`\eta_t = \eta\, \gamma^t`,
    source: "torch.optim.lr_scheduler.ExponentialLR",
    torch: { className: "ExponentialLR" },
    create: (options, base) => exponential(base, as(options)),
  },
  {
    name: "polynomial",
    title: "Polynomial",
    options: [
      iterations("total_iters", 5, 1),
      { name: "power", kind: "number", default: 1, minimum: 0, slider: { scale: "linear", from: 0, to: 5 } },
    ],
    tex: String.raw`\eta_t = \eta \left( 1 - \frac{\min(t, T)}{T} \right)^p`,
    source: "torch.optim.lr_scheduler.PolynomialLR",
    torch: { className: "PolynomialLR" },
    create: (options, base) => polynomial(base, as(options)),
  },
  {
    name: "cosine",
    title: "Cosine annealing",
    options: [
      required(iterations("T_max", 100, 1)),
      { name: "eta_min", kind: "number", default: 0, minimum: 0, slider: { scale: "linear", from: 0, to: 0.1 } },
    ],
    tex: String.raw`\eta_t = \eta_{\min} + \tfrac{1}{2} (\eta - \eta_{\min}) \left( 1 + \cos \frac{\pi t}{T_{\max}} \right)`,
    source: "Loshchilov & Hutter (2017), arXiv:1608.03983; torch.optim.lr_scheduler.CosineAnnealingLR",
    torch: { className: "CosineAnnealingLR" },
    create: (options, base) => cosine(base, as(options)),
  },
  {
    name: "inverse-sqrt",
    title: "Inverse square root",
    options: [],
    tex: String.raw`\eta_t = \frac{\eta}{\sqrt{1 + t}}`,
    source: "Zinkevich (2003); LeeDL tutorial, section 3.4",
    torch: null,
    create: (_options, base) => inverseSqrt(base),
  },
  {
    name: "warmup",
    title: "Warm-up",
    options: [iterations("total_iters", 100, 0), factor("start_factor", 1 / 3, 0, false)],
    children: "schedule",
    tex: String.raw`\eta_t = \begin{cases} \rho(0) \left( f + (1 - f) \frac{t}{T} \right) & t < T \\ \rho(t - T) & t \ge T \end{cases}`,
    source: "Goyal et al. (2017), arXiv:1706.02677, section 2.2",
    torch: null,
    create: (options, _base, [schedule]) => warmup(schedule, as(options)),
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
    create: (options, _base, schedules) =>
      sequential(schedules, as<{ milestones: readonly number[] }>(options).milestones),
  },
];

function iterations(name: string, value: number, minimum: number): OptionDescription {
  return { name, kind: "integer", default: value, minimum, slider: { scale: "log", from: 1, to: 10_000 } };
}

function factor(name: string, value: number, minimum: number, exclusiveMinimum: boolean): OptionDescription {
  return {
    name,
    kind: "number",
    default: value,
    minimum,
    maximum: 1,
    exclusiveMinimum,
    slider: { scale: "linear", from: 0, to: 1 },
  };
}

/** Above 1 the rate grows: the way to find the rate at which a run breaks. */
function gamma(value: number): OptionDescription {
  return {
    name: "gamma",
    kind: "number",
    default: value,
    minimum: 0,
    slider: { scale: "one-minus-log", from: 0, to: 0.9999 },
  };
}

function milestones(value: readonly number[], minimum: number): OptionDescription {
  return { name: "milestones", kind: "integers", default: value, required: true, minimum, slider: null };
}

function required(option: OptionDescription): OptionDescription {
  return { ...option, required: true };
}

/** Options of a row's own kind: create() gets them checked against the descriptions of the same row. */
function as<Options>(options: Readonly<Record<string, number | boolean | readonly number[]>>): Options {
  return options as Options;
}

function checkMilestoneCount(
  options: Readonly<Record<string, number | boolean | readonly number[]>>,
  childCount: number,
  path: string,
): void {
  const { milestones: list } = as<{ milestones: readonly number[] }>(options);
  if (list.length === childCount - 1) return;
  throw new InputError({
    code: "wrong-length",
    path: `${path}.milestones`,
    found: `${list.length}`,
    allowed: `${Math.max(childCount - 1, 1)}`,
  });
}
