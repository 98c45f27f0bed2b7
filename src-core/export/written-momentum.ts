import { gradientLines, optionText, zeros, type UpdateWriter, type WrittenUpdate } from "./written-update.ts";

/** The movement itself is remembered; `theta` by what is added to it. */
function velocity(comment: string, gradient: readonly string[], momentum: string, theta: string): WrittenUpdate {
  return {
    comment: `${comment}: the movement itself is remembered. torch.optim.SGD keeps the rate outside.`,
    state: zeros("m"),
    lines: [...gradient, `m.mul_(${momentum}).sub_(lr * g)`, theta],
  };
}

const course: UpdateWriter = (spec) =>
  velocity("Momentum of the course book", gradientLines(spec), optionText(spec, "momentum"), "theta.add_(m)");

const keras: UpdateWriter = (spec) => {
  const momentum = optionText(spec, "momentum");
  const theta = spec["nesterov"] === true ? `theta.add_(${momentum} * m - lr * g)` : "theta.add_(m)";
  return velocity("Momentum of Keras, which torch does not have", gradientLines(spec), momentum, theta);
};

/** With Nesterov's the gradient that counts is taken on the way: closure() puts the one at theta into theta.grad. */
const paper: UpdateWriter = (spec) => {
  const momentum = optionText(spec, "momentum");
  const comment = "Momentum of Sutskever et al. (2013), which torch does not have";
  if (spec["nesterov"] !== true) return velocity(comment, gradientLines(spec), momentum, "theta.add_(m)");
  return {
    comment: `${comment}: Nesterov's gradient is taken at theta + mu * m.`,
    state: zeros("m"),
    lines: [
      `m.mul_(${momentum})`,
      "theta.add_(m)",
      "with torch.enable_grad():",
      "    closure()",
      "g = theta.grad",
      ...gradientLines(spec),
      "m.sub_(lr * g)",
      "theta.sub_(lr * g)",
    ],
    looksAgain: true,
  };
};

const optax: UpdateWriter = (spec) => {
  const momentum = optionText(spec, "momentum");
  return {
    comment: "Momentum of optax, which torch does not have under this name: torch.optim.SGD without dampening.",
    state: zeros("m"),
    lines: [
      ...gradientLines(spec),
      `m.mul_(${momentum}).add_(g)`,
      spec["nesterov"] === true ? `theta.sub_(lr * (g + ${momentum} * m))` : "theta.sub_(lr * m)",
    ],
  };
};

/** Momentum under the conventions that are not torch's. */
export const MOMENTUM_UPDATES: Readonly<Record<string, UpdateWriter>> = {
  "sgd leedl": course,
  "sgd tensorflow": keras,
  "sgd paper": paper,
  "sgd optax": optax,
};
