import { InputError } from "../../numerics/index.ts";
import { checkedAs, type OptionDescription } from "../../optimizers/index.ts";
import { factorOf, FORMULA_VARIABLES, lambda, multiplicative } from "../formulas.ts";
import { choice } from "../options.ts";
import { points } from "../points.ts";
import type { ScheduleEntry, ScheduleOptions } from "../schedule.ts";

/** Schedules that a person writes or draws. */
export const OWN_ROWS: readonly ScheduleEntry[] = [
  {
    name: "lambda",
    title: "Formula",
    options: [formula("1 / (1 + t/100)")],
    tex: String.raw`\eta_t = \eta\, \lambda(t)`,
    source: "torch.optim.lr_scheduler.LambdaLR",
    torch: { className: "LambdaLR" },
    check: (options, _children, path) => checkFirstFactor(options, 0, path),
    create: (options, base) => lambda(base, checkedAs(options)),
  },
  {
    name: "multiplicative",
    title: "Factor of every step",
    options: [formula("0.99")],
    tex: String.raw`\eta_t = \eta \prod_{k=1}^{t} \lambda(k)`,
    source: "torch.optim.lr_scheduler.MultiplicativeLR",
    torch: { className: "MultiplicativeLR" },
    check: (options, _children, path) => checkFirstFactor(options, 1, path),
    create: (options, base) => multiplicative(base, checkedAs(options)),
  },
  {
    name: "points",
    title: "Drawn curve",
    options: [
      {
        name: "points",
        kind: "points",
        required: true,
        default: [
          [0, 0],
          [10, 1],
          [100, 0.1],
        ],
        minimum: 0,
        slider: null,
      },
      choice("interpolation", ["linear", "step"]),
    ],
    tex: String.raw`\eta_t = \eta\, f(t), \qquad f(t_k) = f_k`,
    source: "drawn by hand; optax.piecewise_interpolate_schedule, torch.optim.lr_scheduler.LambdaLR",
    torch: null,
    create: (options, base) => points(base, checkedAs(options)),
  },
];

function formula(text: string): OptionDescription {
  return {
    name: "lr_lambda",
    kind: "formula",
    variables: FORMULA_VARIABLES,
    default: text,
    required: true,
    slider: null,
  };
}

/** 1/t and the like divide by zero at once, before anything is learnt: said here rather than by a run that diverges. */
function checkFirstFactor(options: ScheduleOptions, t: number, path: string): void {
  const text = checkedAs<{ lr_lambda: string }>(options).lr_lambda;
  const value = factorOf(text)(t);
  if (Number.isFinite(value)) return;
  throw new InputError({
    code: "inconsistent",
    path: `${path}.lr_lambda`,
    found: `${value} (t = ${t})`,
    allowed: "a finite number",
  });
}
