import { InputError } from "../../numerics/index.ts";
import { checkedAs } from "../../optimizers/index.ts";
import { choice, gamma, iterations, milestones, share } from "../options.ts";
import type { ScheduleEntry } from "../schedule.ts";
import { DECAY_SHAPE_NAMES, inverseSqrtWarmup, noam, resnetWarmup, wsd } from "../warmups.ts";

/** Schedules that begin low by themselves. */
export const WARMUP_ROWS: readonly ScheduleEntry[] = [
  {
    name: "noam",
    title: "Noam",
    options: [
      iterations("d_model", 512, 1),
      iterations("warmup_steps", 4000, 1),
      { name: "factor", kind: "number", default: 1, minimum: 0, slider: { scale: "log", from: 1e-4, to: 1e4 } },
    ],
    tex: String.raw`\eta_t = \eta\, f\, d^{-1/2} \min\left( (t + 1)^{-1/2},\ (t + 1)\, w^{-3/2} \right)`,
    source: "Vaswani et al. (2017), arXiv:1706.03762, equation 3",
    torch: null,
    create: (options, base) => noam(base, checkedAs(options)),
  },
  {
    name: "inverse-sqrt-warmup",
    title: "Inverse square root with warm-up",
    options: [iterations("warmup_steps", 100, 1), share("start_factor", 0)],
    tex: String.raw`\eta_t = \begin{cases} \eta \left( f + (1 - f) \frac{t}{w} \right) & t < w \\ \eta \sqrt{w / t} & t \ge w \end{cases}`,
    source: "Vaswani et al. (2017), arXiv:1706.03762, in the form of fairseq's inverse_sqrt",
    torch: null,
    create: (options, base) => inverseSqrtWarmup(base, checkedAs(options)),
  },
  {
    name: "wsd",
    title: "Warm-up, stable, decay",
    options: [
      iterations("warmup_steps", 10, 0),
      iterations("stable_steps", 70, 0),
      iterations("decay_steps", 20, 1),
      share("start_factor", 0),
      share("final_factor", 0.1),
      choice("decay_shape", DECAY_SHAPE_NAMES),
    ],
    tex: String.raw`\eta_t = \begin{cases} \eta \left( f_0 + (1 - f_0) \frac{t}{w} \right) & t < w \\ \eta & t < w + s \\ \eta\, d\!\left( \tfrac{t - w - s}{T} \right) & t \ge w + s \end{cases}`,
    source: "Hu et al. (2024), arXiv:2404.06395; Haegele et al. (2024), arXiv:2405.18392",
    torch: null,
    check: (options, _children, path) => {
      if (options["decay_shape"] !== "exponential" || options["final_factor"] !== 0) return;
      // f^p never arrives at 0.
      throw new InputError({
        code: "inconsistent",
        path: `${path}.final_factor`,
        found: "0",
        allowed: "> 0 (exponential)",
      });
    },
    create: (options, base) => wsd(base, checkedAs(options)),
  },
  {
    name: "resnet-warmup",
    title: "Two-level warm-up",
    options: [
      iterations("warmup_steps", 400, 0),
      share("start_factor", 0.1),
      { ...milestones([32_000, 48_000], 0), required: false },
      gamma(0.1),
    ],
    tex: String.raw`\eta_t = \eta\, \gamma^{\#\{k : m_k \le t\}} \cdot \begin{cases} f & t < w \\ 1 & t \ge w \end{cases}`,
    source: "He, Zhang, Ren & Sun (2016), arXiv:1512.03385, section 4.2",
    torch: null,
    create: (options, base) => resnetWarmup(base, checkedAs(options)),
  },
];
