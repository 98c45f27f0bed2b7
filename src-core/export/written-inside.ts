import type { OptimizerSpec } from "../optimizers/index.ts";
import { gradientLines, meanLine, optionText, restingLines, zeros, type UpdateWriter } from "./written-update.ts";

const adagrad: UpdateWriter = (spec) => ({
  comment: "AdaGrad with eps inside the root, which torch does not have.",
  state: [`squares = torch.full_like(theta.detach(), ${optionText(spec, "initial_accumulator_value")})`],
  lines: [
    ...gradientLines(spec),
    "squares.add_(g * g)",
    `sigma = torch.sqrt(squares + ${optionText(spec, "eps")})`,
    ...restingLines(spec, "sigma"),
    "theta.sub_(lr * g / sigma)",
  ],
});

const rmsprop: UpdateWriter = (spec) => {
  const alpha = optionText(spec, "alpha");
  const isCentered = spec["centered"] === true;
  const hasMomentum = spec["momentum"] !== 0;
  const correction = spec["bias_correction"] === true ? ` / (1 - ${alpha} ** (t + 1))` : "";
  return {
    comment: "RMSprop with eps inside the root, which torch does not have; a momentum holds movements.",
    state: [
      `v = torch.full_like(theta.detach(), ${optionText({ initial_scale: 0, ...spec }, "initial_scale")})`,
      ...(isCentered ? zeros("mean") : []),
      ...(hasMomentum ? zeros("m") : []),
    ],
    lines: [
      ...gradientLines(spec),
      meanLine("v", alpha, "g * g"),
      ...(isCentered ? [meanLine("mean", alpha, "g")] : []),
      isCentered ? `variance = (v${correction} - (mean${correction}) ** 2).clamp(min=0)` : `variance = v${correction}`,
      `sigma = torch.sqrt(variance + ${optionText(spec, "eps")})`,
      ...restingLines(spec, "sigma"),
      ...stepLines(spec, hasMomentum),
    ],
  };
};

function stepLines(spec: OptimizerSpec, hasMomentum: boolean): string[] {
  if (!hasMomentum) return ["theta.sub_(lr * g / sigma)"];
  const momentum = optionText(spec, "momentum");
  const movement = spec["nesterov"] === true ? `${momentum} * m + lr * g / sigma` : "m";
  return [`m.mul_(${momentum}).add_(lr * g / sigma)`, `theta.sub_(${movement})`];
}

const lecture: UpdateWriter = (spec) => ({
  comment: "RMSprop of the lecture, without eps, which torch does not have.",
  state: zeros("v"),
  lines: [
    ...gradientLines(spec),
    meanLine("v", optionText(spec, "alpha"), "g * g"),
    "sigma = torch.sqrt(v)",
    ...restingLines(spec, "sigma"),
    "theta.sub_(lr * g / sigma)",
  ],
});

/** AdaGrad and RMSprop where eps stands inside the root, or nowhere. */
export const INSIDE_UPDATES: Readonly<Record<string, UpdateWriter>> = {
  "adagrad tensorflow": adagrad,
  "adagrad optax": adagrad,
  "rmsprop tensorflow": rmsprop,
  "rmsprop optax": rmsprop,
  "rmsprop paper": lecture,
};
