import type { OptimizerSpec } from "../optimizers/index.ts";
import { pythonFloat } from "./python.ts";
import {
  climbLines,
  gradientLines,
  meanLine,
  optionText,
  restingLines,
  zeros,
  type UpdateWriter,
} from "./written-update.ts";

const polyakSgd =
  (isOptax: boolean): UpdateWriter =>
  (spec) => {
    const decay = `${optionText(spec, "weight_decay")} / 2 * float((theta * theta).sum())`;
    const c = isOptax ? "" : `${optionText(spec, "c")} * `;
    return {
      comment: "SGD with Polyak's step size (SPS_max, arXiv:2002.10542), which torch does not have.",
      state: [],
      lines: [
        ...gradientLines(spec),
        `gap = ${spec["maximize"] === true ? "-" : ""}float(loss(theta)) + ${decay} - ${optionText(spec, "f_min")}`,
        "if gap <= 0:",
        "    return",
        `steepness = ${c}float((g * g).sum()) + ${optionText(spec, "eps")}`,
        `theta.sub_(lr / max(steepness / gap, 1 / ${optionText(spec, "max_lr")}) * g)`,
      ],
    };
  };

const dog: UpdateWriter = (spec) => ({
  comment: "DoG, distance over gradients (arXiv:2302.12022), which torch does not have.",
  state: [
    "x0 = theta.detach().clone()",
    `distance = ${optionText(spec, "reps_rel")} * (1 + x0.norm())`,
    "squares = torch.zeros(())",
  ],
  lines: [
    ...gradientLines(spec),
    "distance.copy_(torch.maximum(distance, (theta - x0).norm()))",
    "squares.add_((g * g).sum())",
    `scale = torch.sqrt(squares + ${optionText(spec, "eps")})`,
    ...restingLines(spec, "scale"),
    "theta.sub_(lr * distance * g / scale)",
  ],
});

const dadaptAdamw =
  (isOptax: boolean): UpdateWriter =>
  (spec) => {
    const [beta1, beta2] = [optionText(spec, "betas", 0), optionText(spec, "betas", 1)];
    return {
      comment: "D-Adaptation around AdamW (arXiv:2301.07733), which torch does not have.",
      state: [
        ...zeros("m", "v", "s"),
        `d = torch.tensor(${pythonFloat(Number(spec["d0"]))})`,
        "numerator = torch.zeros(())",
      ],
      lines: [
        ...climbLines(spec),
        "if lr == 0:",
        "    return",
        `b = math.sqrt(${beta2})`,
        `eta = d * lr${correctionText(spec, isOptax)}`,
        `scale = torch.sqrt(v) + ${optionText(spec, "eps")}`,
        ...restingLines(spec, "scale"),
        meanLine("numerator", "b", "eta * (g * s / scale).sum()"),
        meanLine("m", beta1, "eta * g"),
        meanLine("v", beta2, "g * g"),
        meanLine("s", "b", "eta * g"),
        "if s.abs().sum() == 0:",
        "    return",
        "d.copy_(torch.maximum(d, numerator / ((1 - b) * s.abs().sum())))",
        `scale = torch.sqrt(v) + ${optionText(spec, "eps")}`,
        ...restingLines(spec, "scale"),
        `theta.sub_(m / scale + eta * ${optionText(spec, "weight_decay")} * theta)`,
      ],
    };
  };

const prodigy =
  (isOptax: boolean): UpdateWriter =>
  (spec) => {
    const [beta1, beta2] = [optionText(spec, "betas", 0), optionText(spec, "betas", 1)];
    return {
      comment: "Prodigy (arXiv:2306.06101), which torch does not have.",
      state: [
        ...zeros("m", "v", "s"),
        "x0 = theta.detach().clone()",
        `d0 = ${pythonFloat(Number(spec["d0"]))}`,
        "d = torch.tensor(d0)",
        "numerator = torch.zeros(())",
      ],
      lines: [
        ...climbLines(spec),
        "if lr == 0:",
        "    return",
        `beta3 = math.sqrt(${beta2})`,
        `eta = d * lr${correctionText(spec, isOptax)}`,
        "numerator.mul_(beta3).add_(d / d0 * eta * (g * (x0 - theta)).sum())",
        meanLine("m", beta1, "d * g"),
        meanLine("v", beta2, "(d * g) ** 2"),
        `s.mul_(beta3).add_(d / d0 * ${spec["safeguard_warmup"] === true ? "d" : "eta"} * g)`,
        "if s.abs().sum() == 0:",
        "    return",
        `d.copy_(torch.maximum(d, ${optionText(spec, "d_coef")} * numerator / s.abs().sum()))`,
        `scale = torch.sqrt(v) + d * ${optionText(spec, "eps")}`,
        ...restingLines(spec, "scale"),
        `theta.sub_(eta * (m / scale + ${optionText(spec, "weight_decay")} * theta))`,
      ],
    };
  };

/** Adam's bias corrections as a factor of the rate, where they are on. */
function correctionText(spec: OptimizerSpec, isAlways: boolean): string {
  if (!isAlways && spec["use_bias_correction"] !== true) return "";
  return ` * math.sqrt(1 - ${optionText(spec, "betas", 1)} ** (t + 1)) / (1 - ${optionText(spec, "betas", 0)} ** (t + 1))`;
}

/** Methods that find their rate themselves. */
export const RATE_FREE_UPDATES: Readonly<Record<string, UpdateWriter>> = {
  "polyak_sgd paper": polyakSgd(false),
  "polyak_sgd optax": polyakSgd(true),
  "dog paper": dog,
  "dadapt_adamw paper": dadaptAdamw(false),
  "dadapt_adamw optax": dadaptAdamw(true),
  "prodigy paper": prodigy(false),
  "prodigy optax": prodigy(true),
};
