import { InputError } from "../numerics/index.ts";
import { checkOptimizer, offeredOptions, optimizerEntry, type OptimizerSpec } from "../optimizers/index.ts";
import { pythonNumber, pythonValue } from "./python.ts";

/** The constructor in torch's names, with the options that differ from torch's defaults; null where torch has no such method. */
export function torchOptimizer(spec: OptimizerSpec): string | null {
  const { torch } = optimizerEntry(spec.name);
  if (torch === undefined || torch === null || (spec.convention ?? "pytorch") !== "pytorch") return null;
  const checked = checkOptimizer(spec);
  const given = offeredOptions(spec.name).flatMap((option) => {
    const value = checked[option.name];
    if (value === undefined || typeof value === "string") return [];
    const isDefault = JSON.stringify(value) === JSON.stringify(option.default);
    return option.name === "lr" || !isDefault ? [`${option.name}=${pythonValue(value)}`] : [];
  });
  return `torch.optim.${torch.className}([theta], ${given.join(", ")})`;
}

/** An update written out by hand, for methods that torch does not have. */
export interface WrittenUpdate {
  /** Says which method it is and why it is written out. */
  readonly comment: string;
  /** Lines before the loop: the state. */
  readonly state: readonly string[];
  /** Lines of a function update(theta, g, t, lr), which changes theta and the state in place; t counts from 0. */
  readonly lines: readonly string[];
}

/**
 * The course book's conventions, line by line.
 *
 * @throws InputError unsupported for a method that is neither torch's nor written out here.
 */
export function writtenUpdate(spec: OptimizerSpec): WrittenUpdate {
  const checked = checkOptimizer(spec);
  const gradient = gradientLines(checked);
  switch (`${checked.name} ${checked.convention ?? "pytorch"}`) {
    case "sgd leedl":
      return {
        comment:
          "Momentum of the course book: the movement itself is remembered. torch.optim.SGD keeps the rate outside.",
        state: ["m = torch.zeros_like(theta)"],
        lines: [...gradient, `m.mul_(${optionText(checked, "momentum")}).sub_(lr * g)`, "theta.add_(m)"],
      };
    case "adagrad leedl":
      return {
        comment:
          "AdaGrad of the course book: the root of the mean of the squares. torch.optim.Adagrad takes their sum.",
        state: ["squares = torch.zeros_like(theta)"],
        lines: [
          ...gradient,
          "squares.add_(g * g)",
          "sigma = torch.sqrt(squares / (t + 1))",
          "theta.sub_(lr * g / torch.where(sigma == 0, torch.ones_like(sigma), sigma))",
        ],
      };
    case "rmsprop leedl":
      return {
        comment: "RMSprop of the course book: sigma starts at |g|. torch.optim.RMSprop starts its mean at 0.",
        state: ["v = torch.zeros_like(theta)"],
        lines: [
          ...gradient,
          `alpha = ${optionText(checked, "alpha")} if t > 0 else 0.0`,
          "v.mul_(alpha).add_((1 - alpha) * g * g)",
          "sigma = torch.sqrt(v)",
          "theta.sub_(lr * g / torch.where(sigma == 0, torch.ones_like(sigma), sigma))",
        ],
      };
    default:
      throw new InputError({
        code: "unsupported",
        path: "optimizer",
        found: `"${checked.name}", convention "${checked.convention ?? "pytorch"}"`,
        allowed: "a method of torch.optim, or one of the course book's",
      });
  }
}

/** What every method may do to the gradient first, in torch's order. */
function gradientLines(checked: OptimizerSpec): string[] {
  const climb = checked["maximize"] === true ? ["g = -g"] : [];
  const decay = Number(checked["weight_decay"] ?? 0);
  return decay === 0 ? climb : [...climb, `g = g + ${pythonNumber(decay)} * theta`];
}

function optionText(checked: OptimizerSpec, name: string): string {
  return pythonNumber(Number(checked[name]));
}
