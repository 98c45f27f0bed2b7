import { parseExpression } from "../expression/index.ts";
import { baseLearningRate, optimizerOptions } from "../optimizers/index.ts";
import { InputError } from "../numerics/index.ts";
import { ownMomentum, type RunSpec } from "../run/index.ts";
import { createMomentum, createReactive } from "../schedules/index.ts";
import { pythonComment, pythonFloat, pythonNumber } from "./python.ts";
import { rateFunctions } from "./rate-functions.ts";
import { torchFormula } from "./torch-formula.ts";
import { takesClosure, torchOptimizer, torchRemark, writtenUpdate } from "./torch-method.ts";
import { torchScheduler } from "./torch-schedule.ts";

/**
 * A Python script that makes the same run with PyTorch, in float64: the formula in torch's operations, the optimizer and
 * the schedule under torch's names and options. What torch does not have (many methods, the course book's conventions, own
 * rules, 1/sqrt(1 + t), warm-up, compositions) is written out with the lab's own formula, and a comment says so. Rates of
 * single parameters scale what the method has moved. It prints theta and the loss at the end; `path` holds theta after every
 * step.
 *
 * Gradient noise is drawn by torch: the same distribution from the same seed, but other numbers.
 *
 * @throws ExpressionError and InputError as checkRunSpec does; InputError "unsupported" for a method without a form in Python.
 * @example pytorchScript(runSpecsOf(newProject().experiments[0])[0].spec).includes("torch.optim.SGD([theta], lr=0.1)") // => true
 */
export function pytorchScript(spec: RunSpec): string {
  const { problem, start, optimizer, steps } = spec;
  const constants = problem.constants ?? {};
  const expression = parseExpression(problem.expression, {
    parameters: problem.parameters,
    constants: Object.keys(constants),
  });
  const formula = torchFormula(expression, constants);
  const lr = baseLearningRate(optimizer);

  const constructor = torchOptimizer(optimizer);
  const isReactive = createReactive(spec.schedule, lr) !== null;
  const isScheduled = spec.schedule.name !== "none" && (constructor !== null || isReactive);
  const scheduler = isScheduled ? torchScheduler(spec.schedule) : null;
  // A method that is written out has no optimizer whose rate a scheduler could change; one that waits for a plateau needs it.
  const rateHolder =
    constructor === null && isReactive ? `torch.optim.SGD([torch.zeros(1)], lr=${pythonNumber(lr)})` : null;
  const usesRate = (constructor === null && !isReactive) || (scheduler === null && spec.schedule.name !== "none");
  const written = constructor === null ? writtenUpdate(optimizer) : null;
  const looksAgain = takesClosure(optimizer) || written?.looksAgain === true;
  const remark = constructor === null ? null : torchRemark(optimizer);

  const momentum = momentumFunctions(spec, constructor !== null, scheduler !== null);
  const loop = loopLines(spec, {
    isTorch: constructor !== null,
    hasScheduler: scheduler !== null,
    looksAgain,
    isReactive,
    usesRate,
    usesMomentum: momentum.length > 0,
    mayBeDetached: formula.mayBeDetached,
  });
  const rates = usesRate ? rateFunctions(spec.schedule, lr) : [];
  const definitions = [
    ...(formula.usesNumber || written?.usesNumber === true ? [NUMBER] : []),
    ...(formula.usesTruth || written?.usesTruth === true ? [TRUTH] : []),
    `def loss(theta):\n${indented(formula.lines)}`,
    ...rates.map((text, index) => (index === 0 ? `${rateComment(constructor !== null)}\n${text}` : text)),
    ...momentum.map((text, index) => (index === 0 ? `# The momentum of step t.\n${text}` : text)),
  ];
  const statements = [
    `STEPS = ${steps}`,
    `theta = torch.tensor([${start.map(pythonFloat).join(", ")}], requires_grad=True)`,
    ...(spec.rateFactors === null ? [] : [`factors = torch.tensor([${spec.rateFactors.map(pythonFloat).join(", ")}])`]),
    ...(remark === null ? [] : [`# ${remark}`]),
    ...(constructor === null ? [] : [`optimizer = ${constructor}`]),
    ...(rateHolder === null ? [] : ["# Holds the rate that the scheduler changes.", `optimizer = ${rateHolder}`]),
    ...(scheduler === null ? [] : [`scheduler = ${scheduler}`]),
    ...(written === null
      ? []
      : [`# ${written.comment}`, ...written.state.map((line) => line.replace("(theta)", "(theta.detach())"))]),
  ];
  const update = written === null ? [] : [`@torch.no_grad()\ndef update(theta, g, t, lr):\n${indented(written.lines)}`];
  const end = [
    ...loop,
    "",
    'print("theta:", [float(entry) for entry in path[-1]])',
    'print("loss:", float(loss(path[-1])))',
  ];
  const closure = looksAgain ? [closureText(spec, formula.mayBeDetached)] : [];
  const parts = [...definitions, statements.join("\n"), ...update, ...closure, end.join("\n")];
  const usesMath = parts.some((part) => part.includes("math."));
  // Two blank lines between definitions, as Python's style guide has it.
  return `${[`${header(spec)}\n\n${imports(usesMath, spec).join("\n")}`, ...parts].join("\n\n\n")}\n`;
}

/** Functions of the step for a momentum that no scheduler of torch sets. */
function momentumFunctions(spec: RunSpec, isTorch: boolean, hasScheduler: boolean): readonly string[] {
  const { optimizer, schedule, momentumSchedule } = spec;
  const own = ownMomentum(optimizer);
  const isCycled = createMomentum(schedule) !== null && !hasScheduler;
  if (momentumSchedule !== null && own !== null && isTorch) return rateFunctions(momentumSchedule, own, "momentum");
  if (momentumSchedule === null && !isCycled) return [];
  throw new InputError({
    code: "unsupported",
    path: momentumSchedule === null ? "schedule" : "momentumSchedule",
    found: `"${(momentumSchedule ?? schedule).name}"`,
    allowed: "a momentum that stays, or one that a method and a scheduler of torch have",
  });
}

function imports(usesMath: boolean, { noise, seed }: RunSpec): string[] {
  return [
    ...(usesMath ? ["import math", ""] : []),
    "import torch",
    "",
    "torch.set_default_dtype(torch.float64)",
    ...(noise > 0
      ? [
          "# The lab's own random numbers are others: the same distribution, another path.",
          `torch.manual_seed(${seed})`,
        ]
      : []),
  ];
}

const NUMBER = "def number(x):\n    return torch.as_tensor(x, dtype=torch.float64)";
const TRUTH =
  'def truth(x):\n    """True for any number but 0; NaN is false."""\n    x = float(x)\n    return x == x and x != 0';

function header({ problem, optimizer, schedule }: RunSpec): string {
  const method = optimizer.convention === undefined ? optimizer.name : `${optimizer.name} (${optimizer.convention})`;
  return `"""L = ${pythonComment(problem.expression)}\n\nMinimised with ${method}, schedule ${schedule.name}. Written by Saddlescope.\n"""`;
}

function rateComment(isTorch: boolean): string {
  return isTorch
    ? "# torch has no scheduler that gives these rates at every step: the schedule is written out, t counts from 0."
    : "# The learning rate of step t, which counts from 0.";
}

interface LoopParts {
  readonly isTorch: boolean;
  readonly hasScheduler: boolean;
  /** The gradient that counts is that of closure(). */
  readonly looksAgain: boolean;
  readonly isReactive: boolean;
  readonly usesRate: boolean;
  readonly usesMomentum: boolean;
  readonly mayBeDetached: boolean;
}

function loopLines(spec: RunSpec, parts: LoopParts): string[] {
  const { stop } = spec;
  const lines = ["path = [theta.detach().clone()]", "for t in range(STEPS):", ...evaluationLines(parts.mayBeDetached)];
  if (stop.gradientNorm !== null)
    lines.push(`    if theta.grad.norm() <= ${pythonNumber(stop.gradientNorm)}:`, "        break");
  if (stop.divergence !== null) {
    const bound = pythonNumber(stop.divergence);
    lines.push(`    if not (value <= ${bound} and theta.detach().abs().max() <= ${bound}):`, "        break");
  } else {
    lines.push(
      "    if not torch.isfinite(theta.detach()).all() or torch.isnan(value) or torch.isnan(theta.grad).any():",
      "        break",
    );
  }
  if (!parts.looksAgain) lines.push(...perturbationLines(spec));
  const settings = [
    ...(parts.isTorch && parts.usesRate ? ['        group["lr"] = rate(t)'] : []),
    ...(parts.usesMomentum ? [`        ${momentumLine(spec)}`] : []),
  ];
  if (settings.length > 0) lines.push("    for group in optimizer.param_groups:", ...settings);
  if (spec.rateFactors !== null) lines.push("    before = theta.detach().clone()");
  if (parts.isTorch) lines.push(parts.looksAgain ? "    optimizer.step(closure)" : "    optimizer.step()");
  else
    lines.push(`    update(theta, theta.grad, t, ${parts.usesRate ? "rate(t)" : 'optimizer.param_groups[0]["lr"]'})`);
  if (spec.rateFactors !== null) {
    lines.push("    with torch.no_grad():", "        theta.copy_(before + factors * (theta - before))");
  }
  if (parts.hasScheduler) lines.push(...schedulerLines(spec, parts.isReactive));
  lines.push("    path.append(theta.detach().clone())");
  return lines;
}

function momentumLine({ optimizer }: RunSpec): string {
  const hasBetas = "betas" in optimizerOptions(optimizer);
  return hasBetas ? 'group["betas"] = (momentum(t), group["betas"][1])' : 'group["momentum"] = momentum(t)';
}

function schedulerLines({ schedule }: RunSpec, isReactive: boolean): string[] {
  const step = `scheduler.step(${isReactive ? "value.detach()" : ""})`;
  const every = schedule.every ?? 1;
  return every === 1 ? [`    ${step}`] : [`    if (t + 1) % ${every} == 0:`, `        ${step}`];
}

/** The loss with its gradient as the run sees it, for methods that look again; each look draws noise of its own. */
function closureText(spec: RunSpec, mayBeDetached: boolean): string {
  return ["def closure():", ...evaluationLines(mayBeDetached), ...perturbationLines(spec), "    return value"].join(
    "\n",
  );
}

function evaluationLines(mayBeDetached: boolean): string[] {
  const lines = ["    theta.grad = None", "    value = loss(theta)"];
  if (!mayBeDetached) return [...lines, "    value.backward()"];
  return [
    ...lines,
    "    if value.requires_grad:",
    "        value.backward()",
    "    if theta.grad is None:",
    "        theta.grad = torch.zeros_like(theta)",
  ];
}

function perturbationLines({ noise, clip }: RunSpec): string[] {
  return [
    ...(noise > 0 ? [`    theta.grad += ${pythonNumber(noise)} * torch.randn_like(theta.grad)`] : []),
    ...(clip === null ? [] : clipLines(clip.kind, pythonNumber(clip.limit))),
  ];
}

/** To the very limit; torch's clip_grad_norm_ divides by the norm + 1e-6. */
function clipLines(kind: "norm" | "value", limit: string): string[] {
  if (kind === "value") return [`    theta.grad.clamp_(-${limit}, ${limit})`];
  return ["    norm = theta.grad.norm()", `    if norm > ${limit}:`, `        theta.grad *= ${limit} / norm`];
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `    ${line}`).join("\n");
}
