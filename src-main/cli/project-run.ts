import { createObjective } from "../../src-core/objective/index.ts";
import {
  nextId,
  problemOf,
  runSpecsOf,
  withPath,
  writeProject,
  type ProjectContent,
  type RecordedRun,
} from "../../src-core/project/index.ts";
import { checkRunSpec } from "../../src-core/run/index.ts";
import { writeAtomically } from "../projects/atomic-write.ts";
import { nodeFileLayer } from "../projects/file-layer.ts";
import { Interrupted, UsageError } from "./errors.ts";
import type { CliIo } from "./io.ts";
import { fileTrouble } from "./json-record.ts";
import { Pace } from "./pace.ts";
import type { OpenedFile } from "./project-file.ts";
import { hasCurrentRun, runInfo } from "./project-info.ts";
import { withFormulaPath } from "./problem-input.ts";
import { runToEnd } from "./run-to-end.ts";

/**
 * `lab project FILE run`: makes the runs that are missing or out of date and writes the file, whole or not at all. A run
 * takes the place, and the id, of the one that it brings up to date.
 */
export async function runProject(
  file: OpenedFile,
  name: string,
  io: CliIo,
): Promise<Readonly<Record<string, unknown>>> {
  const [damage] = file.damage;
  if (damage !== undefined) {
    const { part, reason } = damage.values;
    throw new UsageError(`${name}: damaged: ${part}: ${reason}; writing the file would lose what could not be read`);
  }
  const { project } = file.content;
  let { runs } = file.content;
  const made: unknown[] = [];
  let upToDate = 0;
  for (const [index, experiment] of project.experiments.entries()) {
    const objectiveOf = () =>
      withFormulaPath(`experiments[${index}].loss.expression`, () => createObjective(problemOf(experiment.loss)));
    let objective: ReturnType<typeof objectiveOf> | null = null;
    for (const { runnerId, startId, spec } of runSpecsOf(experiment)) {
      if (
        hasCurrentRun(
          runs.filter((run) => run.experimentId === experiment.id),
          experiment,
          runnerId,
          startId,
        )
      ) {
        upToDate += 1;
        continue;
      }
      objective ??= objectiveOf();
      const rulePath = `experiments[${index}].runners[${experiment.runners.findIndex(({ id }) => id === runnerId)}].optimizer.rule`;
      withFormulaPath(rulePath, () => withPath(`experiments[${index}]`, () => checkRunSpec(spec)));
      const { frames, stopped } = await runToEnd(spec, objective, new Pace(io, spec.steps, "steps"));
      const old = runs.find(
        (run) => run.experimentId === experiment.id && run.runnerId === runnerId && run.startId === startId,
      );
      const run = {
        id: old?.id ?? nextId("run", runs),
        experimentId: experiment.id,
        runnerId,
        startId,
        spec,
        stopped,
        frames,
      };
      runs = replaceRun(runs, run);
      made.push({ experimentId: experiment.id, ...runInfo(run, experiment) });
    }
  }
  if (made.length > 0) await save(file.path, { project, runs }, name, io);
  return { runs: made, upToDate };
}

function replaceRun(runs: readonly RecordedRun[], run: RecordedRun): readonly RecordedRun[] {
  return runs.some(({ id }) => id === run.id)
    ? runs.map((other) => (other.id === run.id ? run : other))
    : [...runs, run];
}

async function save(path: string, content: ProjectContent, name: string, io: CliIo): Promise<void> {
  const bytes = writeProject(content);
  if (io.interrupted.aborted) throw new Interrupted();
  try {
    await writeAtomically(nodeFileLayer, path, bytes, { backup: true });
  } catch (error) {
    throw new UsageError(`${name}: ${fileTrouble(error)}`);
  }
}
