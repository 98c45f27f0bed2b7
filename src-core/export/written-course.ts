import { gradientLines, meanLine, optionText, restingLines, zeros, type UpdateWriter } from "./written-update.ts";

/** The course book's conventions of torch's methods. */
export const COURSE_UPDATES: Readonly<Record<string, UpdateWriter>> = {
  "sgd leedl": (spec) => ({
    comment: "Momentum of the course book: the movement itself is remembered. torch.optim.SGD keeps the rate outside.",
    state: zeros("m"),
    lines: [...gradientLines(spec), `m.mul_(${optionText(spec, "momentum")}).sub_(lr * g)`, "theta.add_(m)"],
  }),
  "adagrad leedl": (spec) => ({
    comment: "AdaGrad of the course book: the root of the mean of the squares. torch.optim.Adagrad takes their sum.",
    state: zeros("squares"),
    lines: [
      ...gradientLines(spec),
      "squares.add_(g * g)",
      "sigma = torch.sqrt(squares / (t + 1))",
      ...restingLines(spec, "sigma"),
      "theta.sub_(lr * g / sigma)",
    ],
  }),
  "rmsprop leedl": (spec) => ({
    comment: "RMSprop of the course book: sigma starts at |g|. torch.optim.RMSprop starts its mean at 0.",
    state: zeros("v"),
    lines: [
      ...gradientLines(spec),
      `alpha = ${optionText(spec, "alpha")} if t > 0 else 0.0`,
      meanLine("v", "alpha", "g * g"),
      "sigma = torch.sqrt(v)",
      ...restingLines(spec, "sigma"),
      "theta.sub_(lr * g / sigma)",
    ],
  }),
};
