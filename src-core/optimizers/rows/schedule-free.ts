import { storedPoint } from "../companion.ts";
import { betas, eps, learningRate, maximize, momentum, weightDecay } from "../options.ts";
import type { OptimizerEntry, OptionDescription } from "../optimizer.ts";
import { scheduleFreeAdamw, scheduleFreeAdamwOptax, type ScheduleFreeAdamwOptions } from "../schedule-free-adamw.ts";
import { scheduleFreeSgd, type ScheduleFreeSgdOptions } from "../schedule-free-sgd.ts";
import { checkedAs } from "./checked.ts";

const averaging: readonly OptionDescription[] = [
  { name: "r", kind: "number", default: 0, minimum: 0, slider: { scale: "linear", from: 0, to: 3 } },
  { name: "weight_lr_power", kind: "number", default: 2, minimum: 0, slider: { scale: "linear", from: 0, to: 4 } },
];

/** Methods that average instead of letting the rate fall. */
export const SCHEDULE_FREE_ROWS: readonly OptimizerEntry[] = [
  {
    name: "schedule_free_sgd",
    title: "Schedule-free SGD",
    family: "gradient-descent",
    conventions: ["paper"],
    options: [learningRate(1), { ...momentum, default: 0.9, maximum: 1 }, weightDecay(0), ...averaging, maximize],
    tex: String.raw`z \leftarrow z - \eta_t\, g(y), \quad x \leftarrow (1 - c_t)\, x + c_t z, \qquad \theta = y = (1 - \beta)\, z + \beta x`,
    source: "Defazio et al. (2024), arXiv:2405.15682",
    presets: [{ id: "schedule-free-sgd", spec: { name: "schedule_free_sgd", lr: 0.002 } }],
    companion: () => storedPoint("average", "x"),
    create: (options) => scheduleFreeSgd(checkedAs<ScheduleFreeSgdOptions>(options)),
  },
  {
    name: "schedule_free_adamw",
    title: "Schedule-free AdamW",
    family: "adaptive",
    conventions: ["paper", "optax"],
    options: [learningRate(2.5e-3), betas, eps(1e-8), weightDecay(0), ...averaging, maximize],
    tex: String.raw`\gamma_t = \eta_t \sqrt{1 - \beta_2^t}, \quad z \leftarrow z - \gamma_t \Bigl(\frac{g(y)}{\sqrt{v} + \epsilon} + \lambda y\Bigr), \quad x \leftarrow (1 - c_t)\, x + c_t z, \qquad \theta = y = (1 - \beta_1)\, z + \beta_1 x`,
    texOf: {
      optax: String.raw`z \leftarrow z - \eta_t \Bigl(\frac{g(y)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon} + \lambda y\Bigr), \quad x \leftarrow (1 - c_t)\, x + c_t z, \qquad \theta = y = (1 - \beta_1)\, z + \beta_1 x`,
    },
    source: "Defazio et al. (2024), arXiv:2405.15682",
    presets: [{ id: "schedule-free-adamw", spec: { name: "schedule_free_adamw", lr: 0.05 } }],
    companion: () => storedPoint("average", "x"),
    create: (options, convention) => {
      const checked = checkedAs<ScheduleFreeAdamwOptions>(options);
      return convention === "optax" ? scheduleFreeAdamwOptax(checked) : scheduleFreeAdamw(checked);
    },
  },
];
