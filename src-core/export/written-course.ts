import { gradientLines, meanLine, optionText, restingLines, zeros, type UpdateWriter } from "./written-update.ts";

/** The course book's conventions of torch's adaptive methods. */
export const COURSE_UPDATES: Readonly<Record<string, UpdateWriter>> = {
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
