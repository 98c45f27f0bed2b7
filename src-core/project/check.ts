import { describeValue, InputError } from "../numerics/index.ts";
import { checkOptimizerShape } from "../optimizers/index.ts";
import { checkRateFactors } from "../run/index.ts";
import { checkSchedule } from "../schedules/index.ts";
import { columnLength, frameArrays } from "./columns.ts";
import { parseAs, withPath } from "./parse.ts";
import { experimentSchema, figureSchema, projectSchema, recordedRunSchema } from "./project-schema.ts";
import type { Experiment, ExperimentView, Figure, Project, ProjectContent, RecordedRun } from "./project.ts";

/**
 * Checks a whole project: every field's type and range, that ids are unique, that references lead somewhere and that
 * lengths agree. Formulas and rules are not parsed (a project may be saved while one is being typed).
 *
 * `view.transport.selected` may name a runner or a start that is gone; it then selects nothing.
 *
 * @throws InputError with the JSON path of the first thing that is wrong.
 */
export function checkProject(value: unknown, path = "project"): Project {
  const project: Project = parseAs(projectSchema, value, path);
  withPath(path, () => {
    checkUniqueIds(project.experiments, "experiments");
    checkUniqueIds(project.figures, "figures");
    project.experiments.forEach((experiment, index) => {
      withPath(`experiments[${index}]`, () => checkExperimentParts(experiment));
    });
    const ids = project.experiments.map((experiment) => experiment.id);
    checkReference(ids, project.activeExperimentId, "activeExperimentId");
    project.figures.forEach((figure, index) => {
      withPath(`figures[${index}]`, () => {
        checkReference(ids, figure.experimentId, "experimentId");
        withPath("view", () => checkView(figure.view));
      });
    });
  });
  return project;
}

/** One experiment by itself, as checkProject() checks it. */
export function checkExperiment(value: unknown, path = "experiment"): Experiment {
  const experiment: Experiment = parseAs(experimentSchema, value, path);
  withPath(path, () => checkExperimentParts(experiment));
  return experiment;
}

/** One figure by itself; its experiment must be among `experimentIds`. */
export function checkFigure(value: unknown, experimentIds: readonly string[], path = "figure"): Figure {
  const figure: Figure = parseAs(figureSchema, value, path);
  withPath(path, () => {
    checkReference(experimentIds, figure.experimentId, "experimentId");
    withPath("view", () => checkView(figure.view));
  });
  return figure;
}

/** A recorded run with its arrays: lengths agree with dimension and count, steps ascend. */
export function checkRecordedRun(value: unknown, path = "run"): RecordedRun {
  const run: RecordedRun = parseAs(recordedRunSchema, value, path);
  withPath(path, () => checkFrames(run));
  return run;
}

/**
 * What a file holds. Runs are checked one by one; whether their experiment still exists is not asked, since
 * writeProject() leaves out those that nothing refers to.
 */
export function checkContent(value: unknown, path = "content"): ProjectContent {
  if (
    typeof value !== "object" ||
    value === null ||
    !("project" in value) ||
    !("runs" in value) ||
    !Array.isArray(value.runs)
  ) {
    throw new InputError({ code: "wrong-type", path, found: describeValue(value), allowed: "{ project, runs }" });
  }
  const extra = Object.keys(value).find((key) => key !== "project" && key !== "runs");
  if (extra !== undefined) {
    throw new InputError({
      code: "unknown-field",
      path: `${path}.${extra}`,
      found: describeValue(extra),
      allowed: "project, runs",
    });
  }
  const project = checkProject(value.project, `${path}.project`);
  const runs = value.runs.map((run: unknown, index) => checkRecordedRun(run, `${path}.runs[${index}]`));
  withPath(path, () => {
    checkUniqueIds(runs, "runs");
  });
  return { project, runs };
}

/** Rules of a run that shapes alone cannot say; shared by runs in memory and runs in a file. */
export function checkFrames(run: RecordedRun): void {
  const { frames, spec } = run;
  if (frames.dimension !== spec.start.length) {
    throw new InputError({
      code: "inconsistent",
      path: "frames.dimension",
      found: describeValue(frames.dimension),
      allowed: `${spec.start.length}, as long as spec.start`,
    });
  }
  if ((frames.companion !== null) !== spec.companion) {
    throw new InputError({
      code: "inconsistent",
      path: "frames.companion",
      found: frames.companion === null ? "null" : "numbers",
      allowed: spec.companion ? "numbers, as spec.companion says" : "null, as spec.companion says",
    });
  }
  for (const { column, array } of frameArrays(frames)) {
    const { length } = array;
    const allowed = columnLength(column, frames.count, frames.dimension);
    if (length !== allowed) {
      throw new InputError({
        code: "wrong-length",
        path: `frames.${column.field}`,
        found: String(length),
        allowed: String(allowed),
      });
    }
  }
  for (let row = 0; row < frames.count; row += 1) {
    const step = frames.steps[row];
    if (Number.isInteger(step) && step >= 0 && (row === 0 || step > frames.steps[row - 1])) continue;
    throw new InputError({
      code: "inconsistent",
      path: `frames.steps[${row}]`,
      found: describeValue(step),
      allowed: "whole numbers that ascend",
    });
  }
}

function checkExperimentParts(experiment: Experiment): void {
  const { loss } = experiment;
  const names = loss.parameters.map((parameter) => parameter.name);
  checkUniqueNames([...names, ...loss.constants.map((constant) => constant.name)]);
  loss.parameters.forEach(({ from, to }, index) => {
    checkRange(from, to, `loss.parameters[${index}]`);
  });
  loss.constants.forEach(({ from, to }, index) => {
    checkRange(from, to, `loss.constants[${index}]`);
  });

  checkUniqueIds(experiment.starts, "starts");
  experiment.starts.forEach((start, index) => {
    if (start.at.length === names.length) return;
    const allowed = `${names.length} numbers, one per parameter`;
    throw new InputError({
      code: "wrong-length",
      path: `starts[${index}].at`,
      found: String(start.at.length),
      allowed,
    });
  });

  checkUniqueIds(experiment.runners, "runners");
  const leaders = experiment.runners.filter(({ coupledTo }) => coupledTo === null).map(({ id }) => id);
  experiment.runners.forEach((runner, index) => {
    withPath(`runners[${index}]`, () => {
      checkOptimizerShape(runner.optimizer);
      checkSchedule(runner.schedule);
      if (runner.momentumSchedule !== null) checkSchedule(runner.momentumSchedule, "momentumSchedule");
      checkRateFactors(runner.rateFactors, names.length);
      if (runner.coupledTo !== null) checkReference(leaders, runner.coupledTo, "coupledTo");
    });
  });

  withPath("view", () => {
    const [x, y] = experiment.view.axes;
    checkReference(names, x, "axes[0]");
    checkReference(names, y, "axes[1]");
    if ((x === y) !== (names.length === 1)) {
      const allowed = names.length === 1 ? "the one parameter twice" : "two different parameters";
      throw new InputError({ code: "inconsistent", path: "axes", found: describeValue([x, y]), allowed });
    }
    checkView(experiment.view);
  });
}

function checkView(view: ExperimentView): void {
  if (view.window !== null) {
    checkRange(...view.window.x, "window.x");
    checkRange(...view.window.y, "window.y");
  }
  checkDistinct(view.instruments, "instruments");
  checkDistinct(view.curves.quantities, "curves.quantities");
}

/** From below to, and a width that is a number too (from -1e308 to 1e308 it is not). */
function checkRange(from: number, to: number, path: string): void {
  if (from < to && Number.isFinite(to - from)) return;
  throw new InputError({ code: "inconsistent", path, found: `${from} to ${to}`, allowed: "from < to, a finite width" });
}

function checkUniqueIds(items: readonly { readonly id: string }[], path: string): void {
  const seen = new Set<string>();
  items.forEach(({ id }, index) => {
    if (seen.has(id)) {
      throw new InputError({
        code: "inconsistent",
        path: `${path}[${index}].id`,
        found: describeValue(id),
        allowed: "an id used once",
      });
    }
    seen.add(id);
  });
}

function checkUniqueNames(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new InputError({ code: "inconsistent", path: "loss", found: describeValue(twice), allowed: "every name once" });
}

function checkDistinct(values: readonly string[], path: string): void {
  if (new Set(values).size === values.length) return;
  throw new InputError({ code: "inconsistent", path, found: describeValue(values), allowed: "every entry once" });
}

function checkReference(known: readonly string[], wanted: string, path: string): void {
  if (known.includes(wanted)) return;
  throw new InputError({ code: "inconsistent", path, found: describeValue(wanted), allowed: known.join(", ") });
}
