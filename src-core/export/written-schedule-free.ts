import type { OptimizerSpec } from "../optimizers/index.ts";
import {
  climbLines,
  gradientLines,
  meanLine,
  optionText,
  restingLines,
  zeros,
  type UpdateWriter,
} from "./written-update.ts";

const state = [
  "z = theta.detach().clone()",
  "x = theta.detach().clone()",
  "top = torch.zeros(())",
  "total = torch.zeros(())",
];

/** The weight c of the newest z, then x and y, once z has stepped; `rate` is what the weights are made of. */
function averageLines(spec: OptimizerSpec, rate: string, beta: string): string[] {
  return [
    `top.clamp_(min=${rate})`,
    `weight = (t + 1) ** ${optionText(spec, "r")} * top ** ${optionText(spec, "weight_lr_power")}`,
    "total.add_(weight)",
    "x.add_((weight / total if total > 0 else 0.0) * (z - x))",
    `theta.copy_(z + ${beta} * (x - z))`,
  ];
}

const adamw =
  (isOptax: boolean): UpdateWriter =>
  (spec) => {
    const beta2 = optionText(spec, "betas", 1);
    const correction = `(1 - ${beta2} ** (t + 1))`;
    const rate = isOptax ? "lr" : "gamma";
    return {
      comment: "Schedule-free AdamW (arXiv:2405.15682), which torch does not have; theta is y, x is the answer.",
      state: [...state, ...zeros("v")],
      lines: [
        ...climbLines(spec),
        meanLine("v", beta2, "g * g"),
        ...(isOptax ? [] : [`gamma = lr * math.sqrt${correction}`]),
        `scale = torch.sqrt(v${isOptax ? ` / ${correction}` : ""}) + ${optionText(spec, "eps")}`,
        ...restingLines(spec, "scale"),
        `z.sub_(${rate} * (g / scale + ${optionText(spec, "weight_decay")} * theta))`,
        ...averageLines(spec, rate, optionText(spec, "betas", 0)),
      ],
    };
  };

/** Methods that average instead of letting the rate fall. */
export const SCHEDULE_FREE_UPDATES: Readonly<Record<string, UpdateWriter>> = {
  "schedule_free_sgd paper": (spec) => ({
    comment: "Schedule-free SGD (arXiv:2405.15682), which torch does not have; theta is y, x is the answer.",
    state,
    lines: [...gradientLines(spec), "z.sub_(lr * g)", ...averageLines(spec, "lr", optionText(spec, "momentum"))],
  }),
  "schedule_free_adamw paper": adamw(false),
  "schedule_free_adamw optax": adamw(true),
};
