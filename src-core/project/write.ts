import { strToU8, zipSync, type Zippable } from "fflate";
import { InputError, jsonText } from "../numerics/index.ts";
import { checkContent } from "./check.ts";
import { columnShape, frameArrays } from "./columns.ts";
import { MAX_DOCUMENT_BYTES, MAX_ENTRIES, MAX_FILE_BYTES } from "./limits.ts";
import { writeNpy } from "./npy.ts";
import type { Project, ProjectContent, RecordedRun } from "./project.ts";
import type { StoredRun } from "./project-schema.ts";

export const DOCUMENT_NAME = "project.json";

/**
 * The bytes of a `.saddle` file: a zip of project.json and of one .npy file per column of every recorded run, under
 * runs/<id>/. The same content always gives the same bytes.
 *
 * project.json comes first, so that a file that was cut off still opens. Arrays are stored as they are: packing recorded
 * steps takes far longer than writing them and saves a fifth (measured on a hundred thousand steps). Runs whose
 * experiment, runner or start is gone are left out, since nothing shows them any more.
 *
 * @throws InputError when the content is not a valid project ("content.project.experiments[0].id") or too large for a file.
 */
export function writeProject(content: ProjectContent): Uint8Array {
  const { project, runs: offered } = checkContent(content);
  const runs = offered.filter((run) => isReferredTo(run, project));
  const files: Zippable = { [DOCUMENT_NAME]: [documentBytes(project, runs), { level: 6 }] };
  for (const run of runs) {
    for (const { column, array } of frameArrays(run.frames)) {
      const shape = columnShape(column, run.frames.count, run.frames.dimension);
      files[columnPath(run.id, column.file)] = [writeNpy(array, shape), { level: 0 }];
    }
  }
  checkSize("runs", Object.keys(files).length, MAX_ENTRIES, "files inside");
  const arrayBytes = runs.reduce((sum, run) => sum + frameBytes(run), 0);
  checkSize("runs", arrayBytes, MAX_FILE_BYTES - MAX_DOCUMENT_BYTES, "bytes of recorded steps");
  return zipSync(files, { mtime: FIXED_TIME });
}

/** Where a column of a run lives in the archive. */
export function columnPath(runId: string, file: string): string {
  return `runs/${runId}/${file}`;
}

/** Whether the experiment, the runner and the start that a run belongs to are still there. */
export function isReferredTo(
  run: Pick<RecordedRun, "experimentId" | "runnerId" | "startId">,
  project: Project,
): boolean {
  const experiment = project.experiments.find((candidate) => candidate.id === run.experimentId);
  return (
    experiment !== undefined &&
    experiment.runners.some((runner) => runner.id === run.runnerId) &&
    experiment.starts.some((start) => start.id === run.startId)
  );
}

/** Zip entries carry a time of day without a zone; a fixed one keeps the bytes the same. */
const FIXED_TIME = "1980-01-01T00:00:00";
/** Name and header of a .npy file and its two records in the zip, generously. */
const ENTRY_OVERHEAD = 512;

function documentBytes(project: Project, runs: readonly RecordedRun[]): Uint8Array {
  const stored = runs.map(({ frames, ...metadata }): StoredRun => {
    const { id, experimentId, runnerId, startId, spec, stopped } = metadata;
    const { dimension, count } = frames;
    return {
      id,
      experimentId,
      runnerId,
      startId,
      spec: spec as StoredRun["spec"],
      stopped,
      frames: { dimension, count },
    };
  });
  const { format, version, title, notes, activeExperimentId, experiments, figures } = project;
  const document = { format, version, title, notes, activeExperimentId, experiments, figures, runs: stored };
  const bytes = strToU8(`${jsonText(document, 2)}\n`);
  checkSize("project", bytes.length, MAX_DOCUMENT_BYTES, "bytes of text");
  return bytes;
}

function frameBytes({ frames }: RecordedRun): number {
  return frameArrays(frames).reduce((sum, { array }) => sum + array.byteLength + ENTRY_OVERHEAD, 0);
}

function checkSize(path: string, found: number, maximum: number, unit: string): void {
  if (found <= maximum) return;
  throw new InputError({ code: "too-large", path, found: `${found} ${unit}`, allowed: `at most ${maximum}` });
}
