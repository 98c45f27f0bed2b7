import { checkedAs } from "../../optimizers/index.ts";
import { choice, iterations, rate, share } from "../options.ts";
import { plateau } from "../plateau.ts";
import type { ScheduleEntry } from "../schedule.ts";

/** Schedules that answer to what the run measures. They stand alone: no other schedule holds them. */
export const REACTIVE_ROWS: readonly ScheduleEntry[] = [
  {
    name: "plateau",
    title: "Reduce on plateau",
    options: [
      choice("mode", ["min", "max"]),
      share("factor", 0.1, { exclusiveMaximum: true }),
      iterations("patience", 10, 0),
      {
        name: "threshold",
        kind: "number",
        default: 1e-4,
        minimum: 0,
        slider: { scale: "log", from: 1e-8, to: 1 },
      },
      choice("threshold_mode", ["rel", "abs"]),
      iterations("cooldown", 0, 0),
      rate("min_lr", 0),
      rate("eps", 1e-8),
    ],
    tex: String.raw`\eta_{t+1} = \begin{cases} \max(f\, \eta_t,\ \eta_{\min}) & \text{no better } L \text{ for more than } p \text{ steps} \\ \eta_t & \text{otherwise} \end{cases}`,
    source: "torch.optim.lr_scheduler.ReduceLROnPlateau",
    torch: { className: "ReduceLROnPlateau" },
    create: (_options, base) => () => base,
    reactive: (options, base) => plateau(base, checkedAs(options)),
  },
];
