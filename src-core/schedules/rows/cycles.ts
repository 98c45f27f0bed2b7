import { InputError } from "../../numerics/index.ts";
import { checkedAs, type OptionDescription } from "../../optimizers/index.ts";
import { cyclic, cyclicMomentum, type CyclicOptions } from "../cyclic.ts";
import { onecycle, onecycleMomentum, onecycleOptax, type OnecycleTorchOptions } from "../onecycle.ts";
import { choice, divisor, etaMin, gamma, iterations, momentumBetween, rate, required, share } from "../options.ts";
import { cosineRestarts } from "../restarts.ts";
import type { ScheduleEntry, ScheduleOptions } from "../schedule.ts";

/** Schedules that go up again. */
export const CYCLE_ROWS: readonly ScheduleEntry[] = [
  {
    name: "cosine-restarts",
    title: "Cosine with warm restarts",
    options: [required(iterations("T_0", 50, 1)), { ...iterations("T_mult", 1, 1), maximum: 1000 }, etaMin],
    tex: String.raw`\eta_t = \eta_{\min} + \tfrac{1}{2} (\eta - \eta_{\min}) \left( 1 + \cos \frac{\pi\, t_{\mathrm{cur}}}{T_i} \right), \qquad T_{i+1} = T_{\mathrm{mult}}\, T_i`,
    source: "Loshchilov & Hutter (2017), arXiv:1608.03983; torch.optim.lr_scheduler.CosineAnnealingWarmRestarts",
    torch: { className: "CosineAnnealingWarmRestarts" },
    create: (options, base) => cosineRestarts(base, checkedAs(options)),
  },
  {
    name: "cyclic",
    title: "Cyclic",
    options: [
      required(rate("base_lr", 1e-3)),
      required(rate("max_lr", 1e-1)),
      iterations("step_size_up", 2000, 1),
      { ...iterations("step_size_down", 2000, 1), default: null, nullable: true },
      choice("mode", ["triangular", "triangular2", "exp_range"]),
      { ...gamma(1), maximum: 1 },
      ...momentumBetween(0.8, 0.9),
    ],
    tex: String.raw`\eta_t = \eta_{\mathrm{base}} + (\eta_{\max} - \eta_{\mathrm{base}})\, h(t)\, s(t), \qquad s \in \{1,\ 2^{-k},\ \gamma^t\}`,
    source: "Smith (2017), arXiv:1506.01186; torch.optim.lr_scheduler.CyclicLR",
    torch: { className: "CyclicLR" },
    isAbsolute: true,
    check: (options, _children, path) => {
      checkOrder(options, "base_lr", "max_lr", path);
      checkOrder(options, "base_momentum", "max_momentum", path);
    },
    create: (options) => cyclic(checkedAs(options)),
    momentum: (options) => {
      const checked = checkedAs<CyclicOptions>(options);
      return checked.cycle_momentum ? cyclicMomentum(checked) : null;
    },
  },
  {
    name: "onecycle",
    title: "One cycle",
    conventions: ["pytorch", "optax"],
    options: [
      required(rate("max_lr", 1e-1)),
      required(iterations("total_steps", 100, 1)),
      share("pct_start", 0.3),
      { ...share("pct_final", 0.85), conventions: ["optax"] },
      choice("anneal_strategy", ["cos", "linear"]),
      ...momentumBetween(0.85, 0.95).map(torchOnly),
      divisor("div_factor", 25),
      divisor("final_div_factor", 1e4),
      torchOnly({ name: "three_phase", kind: "boolean", default: false, slider: null }),
    ],
    tex: String.raw`\eta_t :\ \frac{\eta_{\max}}{d} \nearrow \eta_{\max} \searrow \frac{\eta_{\max}}{d\, d_{\mathrm{final}}}, \qquad t_{\max} = p\,T - 1`,
    texOf: {
      optax: String.raw`\eta_t :\ \frac{\eta_{\max}}{d} \nearrow \eta_{\max} \searrow \frac{\eta_{\max}}{d\, d_{\mathrm{final}}}, \qquad t_{\max} = \lfloor p\,T \rfloor`,
    },
    source: "Smith & Topin (2018), arXiv:1708.07120; torch.optim.lr_scheduler.OneCycleLR",
    torch: { className: "OneCycleLR" },
    isAbsolute: true,
    lengthOption: "total_steps",
    check: checkOnecycle,
    create: (options, _base, _children, convention) =>
      convention === "optax" ? onecycleOptax(checkedAs(options)) : onecycle(checkedAs(options)),
    momentum: (options, _children, convention) => {
      const checked = checkedAs<OnecycleTorchOptions>(options);
      return convention === "pytorch" && checked.cycle_momentum ? onecycleMomentum(checked) : null;
    },
  },
];

function torchOnly(option: OptionDescription): OptionDescription {
  return { ...option, conventions: ["pytorch"] };
}

function checkOnecycle(options: ScheduleOptions, _children: readonly ScheduleEntry[], path: string): void {
  if ("pct_final" in options) checkOrder(options, "pct_start", "pct_final", path);
  if ("max_momentum" in options) checkOrder(options, "base_momentum", "max_momentum", path);
  // Up and down again take 2 * pct_start of the run, and a third phase has to follow.
  if (options["three_phase"] === true && Number(options["pct_start"]) > 0.5) {
    throw new InputError({
      code: "inconsistent",
      path: `${path}.pct_start`,
      found: String(options["pct_start"]),
      allowed: "<= 0.5 (three_phase)",
    });
  }
}

function checkOrder(options: ScheduleOptions, lower: string, upper: string, path: string): void {
  if (Number(options[lower]) <= Number(options[upper])) return;
  throw new InputError({
    code: "inconsistent",
    path: `${path}.${lower}`,
    found: String(options[lower]),
    allowed: `<= ${String(options[upper])} (${upper})`,
  });
}
