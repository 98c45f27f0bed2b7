import { isCurrent, runSpecsOf, type Experiment, type RecordedRun } from "../../src-core/project/index.ts";
import type { OpenedFile } from "./project-file.ts";

/** What `lab project FILE info` answers: everything a project holds but the arrays. */
export function projectInfo({ content, damage }: OpenedFile): Readonly<Record<string, unknown>> {
  const { project, runs } = content;
  return {
    format: project.format,
    version: project.version,
    title: project.title,
    notes: project.notes,
    activeExperimentId: project.activeExperimentId,
    experiments: project.experiments.map((experiment) => experimentInfo(experiment, runs)),
    figures: project.figures.map(({ id, title, experimentId, instrument }) => ({
      id,
      title,
      experimentId,
      instrument,
    })),
    damage: damage.map((failure) => failure.values),
  };
}

function experimentInfo(experiment: Experiment, runs: readonly RecordedRun[]) {
  const { id, title, notes, loss, starts, runners, steps, seed, stop, record } = experiment;
  const own = runs.filter((run) => run.experimentId === id);
  const requested = runSpecsOf(experiment);
  return {
    id,
    title,
    notes,
    expression: loss.expression,
    parameters: loss.parameters.map((parameter) => parameter.name),
    constants: Object.fromEntries(loss.constants.map(({ name, value }) => [name, value])),
    starts,
    runners: runners.map(({ id: runnerId, ...runner }) => {
      const { name, muted, optimizer, schedule, momentumSchedule, rateFactors, noise, clip } = runner;
      const { showCompanion, coupledTo } = runner;
      const rates = { schedule, momentumSchedule, rateFactors };
      return { id: runnerId, name, muted, optimizer, ...rates, noise, clip, showCompanion, coupledTo };
    }),
    steps,
    seed,
    stop,
    record,
    runs: own.map((run) => runInfo(run, experiment)),
    outOfDate: requested.filter(({ runnerId, startId }) => !hasCurrentRun(own, experiment, runnerId, startId)).length,
  };
}

/** One recorded run in a line: how it ended, and where. */
export function runInfo(run: RecordedRun, experiment: Experiment) {
  const { id, runnerId, startId, stopped, frames } = run;
  const last = frames.count - 1;
  return {
    id,
    runnerId,
    startId,
    current: isCurrent(run, experiment),
    stopped: { reason: stopped.reason, step: stopped.step },
    recordedSteps: frames.count,
    loss: last < 0 ? null : frames.loss[last],
    theta: last < 0 ? null : frames.theta.subarray(last * frames.dimension),
  };
}

/** Whether an experiment has the recorded run that a runner would make from a start now. */
export function hasCurrentRun(
  runs: readonly RecordedRun[],
  experiment: Experiment,
  runnerId: string,
  startId: string,
): boolean {
  return runs.some((run) => run.runnerId === runnerId && run.startId === startId && isCurrent(run, experiment));
}
