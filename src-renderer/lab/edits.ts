import {
  type ConstantDesign,
  type CurveQuantity,
  type Experiment,
  type ExperimentView,
  type Figure,
  type LossDesign,
  nextId,
  type ParameterDesign,
  type Project,
  type Runner,
  type Start,
} from "../../src-core/project/index.ts";
import { checkExpression, type CheckedExpression } from "../../src-core/expression/index.ts";
import type { TestFunction } from "../../src-core/objective/index.ts";
import type { Convention, OptimizerSpec } from "../../src-core/optimizers/index.ts";
import { asLeader, keepCoupling, withoutRunner } from "./coupling.ts";
import { setConvention } from "./runner-options.ts";

/*
 * Every change that a person can make to a project, as pure functions: value in, value out, the same value when nothing
 * changes. Panels call them through ProjectState.edit, which gives undo for free.
 */

// ── projects and experiments ────────────────────────────────────────────────────────────────────────────────────────

export function experimentById(project: Project, id: string): Experiment {
  const found = project.experiments.find((experiment) => experiment.id === id) ?? project.experiments[0];
  if (found === undefined) throw new Error("A project has at least one experiment.");
  return found;
}

export function replaceExperiment(project: Project, experiment: Experiment): Project {
  return {
    ...project,
    experiments: project.experiments.map((other) => (other.id === experiment.id ? experiment : other)),
  };
}

/** Adds an experiment under a free id and shows it. */
export function addExperiment(project: Project, experiment: Experiment): Project {
  const id = nextId("experiment", project.experiments);
  return {
    ...project,
    experiments: [...project.experiments, { ...experiment, id }],
    activeExperimentId: id,
  };
}

/** Removes an experiment and its figures; the last one cannot be removed. */
export function removeExperiment(project: Project, id: string): Project {
  if (project.experiments.length < 2) return project;
  const index = project.experiments.findIndex((experiment) => experiment.id === id);
  const experiments = project.experiments.filter((experiment) => experiment.id !== id);
  const neighbour = experiments[Math.min(index, experiments.length - 1)];
  return {
    ...project,
    experiments,
    figures: project.figures.filter((figure) => figure.experimentId !== id),
    activeExperimentId: project.activeExperimentId === id && neighbour ? neighbour.id : project.activeExperimentId,
  };
}

/** An older or newer value of the project, looked at as the present one is wherever that still makes sense. */
export function keepViews(target: Project, present: Project): Project {
  const experiments = target.experiments.map((experiment) => {
    const other = present.experiments.find((candidate) => candidate.id === experiment.id);
    return other === undefined || other.view === experiment.view ? experiment : withView(experiment, other.view);
  });
  const active = experiments.some((experiment) => experiment.id === present.activeExperimentId)
    ? present.activeExperimentId
    : target.activeExperimentId;
  return { ...target, experiments, activeExperimentId: active };
}

function withView(experiment: Experiment, view: ExperimentView): Experiment {
  return { ...experiment, view: repairView(view, experiment.loss.parameters) };
}

// ── the loss ────────────────────────────────────────────────────────────────────────────────────────────────────────

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

/** Axes that name a parameter that is gone move to the first ones; a zoomed window is then given up. */
export function repairView(view: ExperimentView, parameters: readonly ParameterDesign[]): ExperimentView {
  const names = parameters.map((parameter) => parameter.name);
  const [x, y] = view.axes;
  const oneDimensional = names.length === 1;
  if (names.includes(x) && names.includes(y) && (x === y) === oneDimensional) return view;
  const first = names.includes(x) ? x : (names[0] ?? x);
  const second = oneDimensional
    ? first
    : (names.find((name) => name !== first && name === y) ?? names.find((name) => name !== first) ?? first);
  return { ...view, axes: [first, second], window: null };
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

// ── starts ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** More starts than this make no readable picture. */
export const MAX_STARTS = 12;

export function addStart(experiment: Experiment, at: readonly number[]): Experiment {
  if (experiment.starts.length >= MAX_STARTS) return experiment;
  return { ...experiment, starts: [...experiment.starts, { id: nextId("start", experiment.starts), at }] };
}

export function moveStart(experiment: Experiment, id: string, at: readonly number[]): Experiment {
  return { ...experiment, starts: experiment.starts.map((start) => (start.id === id ? { ...start, at } : start)) };
}

/** Moves a start on the two shown axes only. */
export function dragStart(experiment: Experiment, id: string, x: number, y: number): Experiment {
  const [xIndex, yIndex] = axisIndices(experiment);
  const start = experiment.starts.find((candidate) => candidate.id === id);
  if (start === undefined) return experiment;
  const at = start.at.map((value, index) => (index === xIndex ? x : index === yIndex ? y : value));
  return moveStart(experiment, id, at);
}

export function removeStart(experiment: Experiment, id: string): Experiment {
  if (experiment.starts.length < 2) return experiment;
  return { ...experiment, starts: experiment.starts.filter((start) => start.id !== id) };
}

export function setStarts(experiment: Experiment, points: readonly (readonly number[])[]): Experiment {
  const starts: readonly Start[] = points.slice(0, MAX_STARTS).map((at, index) => ({ id: `start-${index + 1}`, at }));
  return starts.length === 0 ? experiment : { ...experiment, starts };
}

/** Indices into theta of the two shown axes; equal for a loss of one parameter. */
export function axisIndices(experiment: Experiment): [number, number] {
  const names = experiment.loss.parameters.map((parameter) => parameter.name);
  const [x, y] = experiment.view.axes;
  return [Math.max(0, names.indexOf(x)), Math.max(0, names.indexOf(y))];
}

// ── runners ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** As many colours as the palette has that stay apart for colour-blind readers. */
export const RUNNER_COLOURS = 8;

export function addRunner(experiment: Experiment, optimizer: OptimizerSpec): Experiment {
  const runner: Runner = {
    id: nextId("runner", experiment.runners),
    name: "",
    colour: freeColour(experiment.runners),
    muted: false,
    optimizer,
    schedule: { name: "none" },
    momentumSchedule: null,
    rateFactors: null,
    noise: 0,
    clip: null,
    showCompanion: false,
    coupledTo: null,
  };
  return { ...experiment, runners: [...experiment.runners, runner] };
}

export function changeRunner(experiment: Experiment, id: string, change: Partial<Omit<Runner, "id">>): Experiment {
  const runners = experiment.runners.map((runner) => (runner.id === id ? { ...runner, ...change } : runner));
  return { ...experiment, runners: keepCoupling(runners, id, change) };
}

/** Another convention: a runner that is coupled to another one stays so. */
export function changeConvention(experiment: Experiment, id: string, convention: Convention): Experiment {
  const { runner, leader } = runnerAndLeader(experiment, id);
  if (runner === undefined) return experiment;
  const change =
    leader === undefined
      ? { optimizer: setConvention(runner.optimizer, convention) }
      : asLeader(runner, leader, convention);
  return changeRunner(experiment, id, change);
}

/** A runner coupled to this one (to its leader, if it has one), below it, that follows another convention. */
export function addDifferenceRun(experiment: Experiment, id: string, convention: Convention): Experiment {
  const { runner, leader } = runnerAndLeader(experiment, id);
  if (runner === undefined) return experiment;
  const { runners } = experiment;
  const copy = { ...runner, id: nextId("runner", runners), name: "", muted: false, colour: freeColour(runners) };
  const twin = asLeader(copy, leader ?? runner, convention);
  return { ...experiment, runners: runners.toSpliced(runners.indexOf(runner) + 1, 0, twin) };
}

function runnerAndLeader({ runners }: Experiment, id: string) {
  const runner = runners.find((candidate) => candidate.id === id);
  return { runner, leader: runners.find((candidate) => candidate.id === runner?.coupledTo) };
}

/** A copy below the original, in a colour of its own. */
export function duplicateRunner(experiment: Experiment, id: string): Experiment {
  const index = experiment.runners.findIndex((runner) => runner.id === id);
  const original = experiment.runners[index];
  if (original === undefined) return experiment;
  const copy = { ...original, id: nextId("runner", experiment.runners), colour: freeColour(experiment.runners) };
  return { ...experiment, runners: experiment.runners.toSpliced(index + 1, 0, copy) };
}

export function removeRunner(experiment: Experiment, id: string): Experiment {
  return { ...experiment, runners: withoutRunner(experiment.runners, id) };
}

/** Moves a runner up (-1) or down (+1) in the list. */
export function reorderRunner(experiment: Experiment, id: string, by: -1 | 1): Experiment {
  const index = experiment.runners.findIndex((runner) => runner.id === id);
  const runner = experiment.runners[index];
  const target = index + by;
  if (runner === undefined || target < 0 || target >= experiment.runners.length) return experiment;
  return { ...experiment, runners: experiment.runners.toSpliced(index, 1).toSpliced(target, 0, runner) };
}

function freeColour(runners: readonly Runner[]): number {
  const counts = Array.from(
    { length: RUNNER_COLOURS },
    (_, colour) => runners.filter((runner) => runner.colour === colour).length,
  );
  return counts.indexOf(Math.min(...counts));
}

// ── names, notes, figures ───────────────────────────────────────────────────────────────────────────────────────────

export function renameExperiment(project: Project, id: string, title: string): Project {
  return replaceExperiment(project, { ...experimentById(project, id), title });
}

/** Keeps a picture: the instrument and how it is being looked at. */
export function keepFigure(project: Project, instrument: Figure["instrument"], title: string): Project {
  const experiment = experimentById(project, project.activeExperimentId);
  const id = nextId("figure", project.figures);
  return {
    ...project,
    figures: [...project.figures, { id, title, experimentId: experiment.id, instrument, view: experiment.view }],
  };
}

export function removeFigure(project: Project, id: string): Project {
  return { ...project, figures: project.figures.filter((figure) => figure.id !== id) };
}

/** Chooses the two shown parameters; choosing the other axis' parameter swaps them. */
export function setAxes(view: ExperimentView, x: string, y: string): ExperimentView {
  const [oldX, oldY] = view.axes;
  if (x === oldX && y === oldY) return view;
  const axes: [string, string] = x === y ? [oldY, oldX] : [x, y];
  return { ...view, axes, window: null };
}

/** Shows an instrument beside the others, or takes it away; one always stays. */
export function toggleInstrument(view: ExperimentView, instrument: Figure["instrument"]): ExperimentView {
  const { instruments } = view;
  if (!instruments.includes(instrument)) return { ...view, instruments: [...instruments, instrument] };
  return instruments.length < 2 ? view : { ...view, instruments: instruments.filter((name) => name !== instrument) };
}

export function changeMapView(view: ExperimentView, change: Partial<ExperimentView["map"]>): ExperimentView {
  return { ...view, map: { ...view.map, ...change } };
}

export function changeSurfaceView(view: ExperimentView, change: Partial<ExperimentView["surface"]>): ExperimentView {
  return { ...view, surface: { ...view.surface, ...change } };
}

export function changeCurvesView(view: ExperimentView, change: Partial<ExperimentView["curves"]>): ExperimentView {
  return { ...view, curves: { ...view.curves, ...change } };
}

/** Shows the distance of one runner from another in the curves, on a logarithmic axis. */
export function showDifference(view: ExperimentView, reference: string, runner: string): ExperimentView {
  const { curves, instruments } = view;
  const quantities: readonly CurveQuantity[] = [...new Set([...curves.quantities, "pathDistance" as const])];
  return {
    ...view,
    curves: { ...curves, quantities, logY: true, compared: { reference, runner } },
    instruments: [...new Set([...instruments, "curves" as const])],
  };
}

/** Shows a quantity in the curves, or takes it away; one always stays. */
export function toggleQuantity(view: ExperimentView, quantity: CurveQuantity): ExperimentView {
  const { quantities } = view.curves;
  if (!quantities.includes(quantity)) return changeCurvesView(view, { quantities: [...quantities, quantity] });
  return quantities.length < 2
    ? view
    : changeCurvesView(view, { quantities: quantities.filter((name) => name !== quantity) });
}
