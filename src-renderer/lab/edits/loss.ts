import type {
  ConstantDesign,
  Experiment,
  LossDesign,
  ParameterDesign,
  Runner,
} from "../../../src-core/project/index.ts";
import { checkExpression, type CheckedExpression } from "../../../src-core/expression/index.ts";
import type { TestFunction } from "../../../src-core/objective/index.ts";
import { repairView } from "./view.ts";

/* Changes of the loss: its formula, parameters and constants, and what follows them. */

/** A parameter that appears for the first time is shown over this range. */
const NEW_PARAMETER_RANGE = 2;

export function checkLoss(loss: Pick<LossDesign, "expression" | "constants">): ReturnType<typeof checkExpression> {
  return checkExpression(loss.expression, { constants: loss.constants.map((constant) => constant.name) });
}

/**
 * The formula's text as typed. While it is wrong only the text changes; once it is right, parameters, starts and axes
 * follow it: names that stay keep their ranges and values, new ones get defaults.
 */
export function setExpression(experiment: Experiment, expression: string): Experiment {
  if (expression === experiment.loss.expression) return experiment;
  const loss = { ...experiment.loss, expression, testFunctionId: null };
  const checked = checkLoss(loss);
  if (!checked.ok) return { ...experiment, loss };
  return followExpression({ ...experiment, loss: withoutIdleConstants(loss) }, checked.expression);
}

/** Constants that a right formula no longer names go: a slider that moves nothing would only puzzle. */
function withoutIdleConstants(loss: LossDesign): LossDesign {
  const names = checkExpression(loss.expression);
  if (!names.ok) return loss;
  const constants = loss.constants.filter(({ name }) => names.expression.parameters.includes(name));
  return constants.length === loss.constants.length ? loss : { ...loss, constants };
}

function followExpression(experiment: Experiment, expression: CheckedExpression): Experiment {
  const before = experiment.loss.parameters;
  const parameters = expression.parameters.map(
    (name) => before.find((parameter) => parameter.name === name) ?? newParameter(name),
  );
  if (sameNames(parameters, before)) return experiment;
  const starts = experiment.starts.map((start) => ({
    ...start,
    at: parameters.map((parameter) => {
      const index = before.findIndex((other) => other.name === parameter.name);
      return start.at[index] ?? NEW_PARAMETER_RANGE / 2;
    }),
  }));
  const runners = experiment.runners.map((runner) => withFactors(runner, before, parameters));
  const view = repairView(experiment.view, parameters);
  return { ...experiment, loss: { ...experiment.loss, parameters }, starts, runners, view };
}

/** Factors of rates go with their parameters; a new one learns at the plain rate. */
function withFactors(
  runner: Runner,
  before: readonly ParameterDesign[],
  parameters: readonly ParameterDesign[],
): Runner {
  const { rateFactors } = runner;
  if (rateFactors === null) return runner;
  const factorOf = (name: string) => rateFactors[before.findIndex((other) => other.name === name)] ?? 1;
  return { ...runner, rateFactors: parameters.map(({ name }) => factorOf(name)) };
}

function newParameter(name: string): ParameterDesign {
  return { name, from: -NEW_PARAMETER_RANGE, to: NEW_PARAMETER_RANGE, held: 0 };
}

function sameNames(a: readonly ParameterDesign[], b: readonly ParameterDesign[]): boolean {
  return a.length === b.length && a.every((parameter, index) => parameter.name === b[index]?.name);
}

/** Replaces the loss by a function of the shelf, with its ranges, start and levels; rates of single parameters go. */
export function applyTestFunction(experiment: Experiment, fn: TestFunction): Experiment {
  const parameters = fn.parameters.map(({ name, from, to }, index) => ({ name, from, to, held: fn.start[index] ?? 0 }));
  const [first, second] = parameters;
  if (first === undefined) return experiment;
  return {
    ...experiment,
    loss: {
      expression: fn.expression,
      testFunctionId: fn.id,
      parameters,
      constants: fn.constants.map((constant) => ({ ...constant })),
    },
    starts: [{ id: "start-1", at: [...fn.start] }],
    runners: experiment.runners.map((runner) => ({ ...runner, rateFactors: null })),
    view: {
      ...experiment.view,
      axes: [first.name, (second ?? first).name],
      window: null,
      map: { ...experiment.view.map, levels: fn.levels },
      transport: { ...experiment.view.transport, selected: null },
    },
  };
}

export function setParameter(
  experiment: Experiment,
  name: string,
  change: Partial<Omit<ParameterDesign, "name">>,
): Experiment {
  const parameters = experiment.loss.parameters.map((parameter) =>
    parameter.name === name ? { ...parameter, ...change } : parameter,
  );
  const ranged = change.from !== undefined || change.to !== undefined;
  const view = ranged ? { ...experiment.view, window: null } : experiment.view;
  return { ...experiment, loss: { ...experiment.loss, parameters }, view };
}

/** Turns a name of the formula from parameter to constant: it keeps the first start's value. */
export function makeConstant(experiment: Experiment, name: string): Experiment {
  const index = experiment.loss.parameters.findIndex((parameter) => parameter.name === name);
  const parameter = experiment.loss.parameters[index];
  if (parameter === undefined || experiment.loss.parameters.length < 2) return experiment;
  const value = experiment.starts[0]?.at[index] ?? parameter.held;
  const constant: ConstantDesign = {
    name,
    value,
    from: Math.min(parameter.from, value),
    to: Math.max(parameter.to, value),
  };
  return changeConstants(experiment, [...experiment.loss.constants, constant]);
}

/** Turns a constant back into a parameter with its range; every start begins at its value. */
export function makeParameter(experiment: Experiment, name: string): Experiment {
  const constant = experiment.loss.constants.find((candidate) => candidate.name === name);
  if (constant === undefined) return experiment;
  const next = changeConstants(
    experiment,
    experiment.loss.constants.filter((candidate) => candidate !== constant),
  );
  const index = next.loss.parameters.findIndex((parameter) => parameter.name === name);
  if (index < 0) return next;
  const starts = next.starts.map((start) => ({ ...start, at: start.at.with(index, constant.value) }));
  return setParameter({ ...next, starts }, name, { from: constant.from, to: constant.to, held: constant.value });
}

export function setConstant(
  experiment: Experiment,
  name: string,
  change: Partial<Omit<ConstantDesign, "name">>,
): Experiment {
  const constants = experiment.loss.constants.map((constant) =>
    constant.name === name ? { ...constant, ...change } : constant,
  );
  return { ...experiment, loss: { ...experiment.loss, constants } };
}

function changeConstants(experiment: Experiment, constants: readonly ConstantDesign[]): Experiment {
  const loss = { ...experiment.loss, constants, testFunctionId: null };
  const checked = checkLoss(loss);
  return checked.ok ? followExpression({ ...experiment, loss }, checked.expression) : { ...experiment, loss };
}
