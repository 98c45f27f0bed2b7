import { checkSchedule, scheduleConventions, scheduleEntry, type ScheduleSpec } from "../schedules/index.ts";
import type { OptionValue } from "../optimizers/index.ts";
import { pythonFormula } from "./python-formula.ts";
import { pythonNumber, pythonValue } from "./python.ts";
import { rateFunctions } from "./rate-functions.ts";

/**
 * The scheduler's constructor in torch's names, or null where torch has none that gives the same rates when it is stepped
 * after every unit: compositions, other conventions and schedules that torch lacks. rateFunctions() then says it in Python.
 *
 * @throws InputError unsupported for a formula that Python's `math` cannot say.
 */
export function torchScheduler(spec: ScheduleSpec): string | null {
  const checked = checkSchedule(spec);
  const { torch, children, options } = scheduleEntry(checked.name);
  const isTorchs = (checked.convention ?? scheduleConventions(checked.name)[0]) === "pytorch";
  if (torch === undefined || torch === null || children !== undefined || !isTorchs) return null;
  const given = options
    .filter(({ conventions }) => conventions?.includes("pytorch") ?? true)
    .map(({ name, kind }) => {
      // checkSchedule has made every option present and of its kind.
      const value = checked[name] as OptionValue;
      return `${name}=${kind === "formula" ? `lambda t: ${pythonFormula(String(value), ["t"], name)}` : pythonValue(value)}`;
    });
  return `torch.optim.lr_scheduler.${torch.className}(${["optimizer", ...given].join(", ")})`;
}

/**
 * A schedule as lines of Python that end in `scheduler = ...`, for an `optimizer` that is there: torch's own classes where
 * they give the same rates, LambdaLR of a function written out otherwise.
 *
 * @throws InputError unsupported for a formula that Python's `math` cannot say.
 * @example exportTorchSchedule({ name: "exponential", gamma: 0.9 }, 0.1) // => "scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.9)\n"
 */
export function exportTorchSchedule(spec: ScheduleSpec, baseLearningRate: number): string {
  const checked = checkSchedule(spec);
  const lines = [...unitLines(checked), ...(ownClasses(checked) ?? writtenOut(checked, baseLearningRate))];
  return `${lines.join("\n")}\n`;
}

function unitLines({ every }: ScheduleSpec): string[] {
  return every === undefined ? [] : [`# scheduler.step() once every ${every} steps`];
}

function ownClasses(spec: ScheduleSpec): string[] | null {
  const constructor = torchScheduler(spec);
  if (constructor !== null) return [`scheduler = ${constructor}`];
  const kinds = COMPOSABLE[spec.name];
  if (kinds === undefined) return null;
  const children = spec["schedules"] as readonly ScheduleSpec[];
  const constructors = children.map((child) =>
    kinds.includes(child.name) && child.every === undefined ? torchScheduler(child) : null,
  );
  if (constructors.includes(null)) return null;
  const names = constructors.map((_, index) => `scheduler_${index + 1}`);
  const list = `[${names.join(", ")}]`;
  const whole =
    spec.name === "chained"
      ? `ChainedScheduler(${list})`
      : `SequentialLR(optimizer, schedulers=${list}, milestones=${pythonValue(spec["milestones"] as readonly number[])})`;
  return [
    ...constructors.map((text, index) => `${names[index]} = ${text}`),
    `scheduler = torch.optim.lr_scheduler.${whole}`,
  ];
}

const MULTIPLYING = ["constant", "step", "multistep", "linear", "exponential", "polynomial"];

/**
 * What torch's compositions may hold without changing the rates. SequentialLR starts each piece anew from the base rate,
 * which MultiplicativeLR does not know, and cyclic ones change at their construction; a composition inside it is advanced
 * when it is made. ChainedScheduler is a product for those that multiply the rate that they find.
 */
const COMPOSABLE: Readonly<Record<string, readonly string[]>> = {
  sequential: [...MULTIPLYING, "cosine", "cosine-restarts", "lambda"],
  chained: [...MULTIPLYING, "multiplicative"],
};

function writtenOut(spec: ScheduleSpec, baseLearningRate: number): string[] {
  const { every: _units, ...inUnits } = spec;
  const base = baseLearningRate === 0 ? 1 : baseLearningRate;
  const functions = rateFunctions(inUnits, base);
  return [
    ...(functions.some((text) => text.includes("math.")) ? ["import math", "", ""] : []),
    functions.join("\n\n\n"),
    "",
    "",
    `scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lr_lambda=lambda t: rate(t) / ${pythonNumber(base)})`,
  ];
}
