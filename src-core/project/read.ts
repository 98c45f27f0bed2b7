import { strFromU8 } from "fflate";
import { describeValue, InputError } from "../numerics/index.ts";
import type { FrameBlock } from "../run/index.ts";
import { checkExperiment, checkFigure, checkFrames } from "./check.ts";
import { columnShape, frameColumns, type FrameColumn } from "./columns.ts";
import { MAX_DOCUMENT_BYTES, MAX_ENTRIES, MAX_FILE_BYTES, MAX_UNPACKED_BYTES } from "./limits.ts";
import { migrate, type StoredDocument } from "./migrations.ts";
import { readNpy } from "./npy.ts";
import { parseAs } from "./parse.ts";
import { storedProjectSchema, storedRunSchema } from "./project-schema.ts";
import {
  PROJECT_VERSION,
  type Experiment,
  type Figure,
  type Project,
  type ProjectContent,
  type RecordedRun,
} from "./project.ts";
import { columnPath, DOCUMENT_NAME, isReferredTo } from "./write.ts";
import { isUnsafeName, listZip, readZipEntry, type ZipEntry } from "./zip.ts";

/** Why a file, or a part of it, cannot be used. The same shape as protocol's Failure, with the codes that reading gives. */
export interface ReadFailure {
  readonly code: "file/not-a-project" | "file/too-new" | "file/too-large" | "file/damaged";
  readonly values: Readonly<Record<string, string | number>>;
}

/** `damage` names the parts that were left out; empty for a whole file. */
export type ReadResult =
  | { readonly ok: true; readonly content: ProjectContent; readonly damage: readonly ReadFailure[] }
  | { readonly ok: false; readonly failure: ReadFailure };

/**
 * Reads a `.saddle` file that anybody may have made. Sizes are checked before anything is unpacked, every entry against
 * its checksum, project.json against the schema, every array against its declared shape. What is damaged is left out and
 * named; what is left is offered. Never throws for what the bytes hold.
 *
 * Failures: `file/not-a-project` (not a zip, no project.json, another format); `file/too-new` { version, supported };
 * `file/too-large`; `file/damaged` { part, reason }, also used for each damaged part ("runs/run-1/theta.npy",
 * "experiments[2]", "file" for a file that was cut off).
 */
export function readProject(bytes: Uint8Array): ReadResult {
  try {
    return readArchive(bytes);
  } catch (error) {
    if (error instanceof ReadStop) return { ok: false, failure: error.failure };
    throw error;
  }
}

class ReadStop extends Error {
  readonly failure: ReadFailure;

  constructor(failure: ReadFailure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** An archive under reading: its entries by name, and the damage found so far. */
interface Archive {
  readonly bytes: Uint8Array;
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly damage: ReadFailure[];
  /** Entries that were asked for; any other is not ours. */
  readonly used: Set<string>;
}

function readArchive(bytes: Uint8Array): ReadResult {
  const archive = openArchive(bytes);
  const stored = parseStored(readDocument(archive));

  const experiments = salvage(archive, stored.experiments, "experiments", (value, path) =>
    checkExperiment(value, path),
  );
  const first = uniqueById(archive, experiments, "experiments");
  const [fallback] = first;
  if (fallback === undefined) throw new ReadStop(damaged(DOCUMENT_NAME, "no experiment can be read"));
  const ids = first.map((experiment) => experiment.id);
  const figures = salvage(archive, stored.figures, "figures", (value, path) => checkFigure(value, ids, path));
  const activeExperimentId = ids.includes(stored.activeExperimentId) ? stored.activeExperimentId : fallback.id;
  if (activeExperimentId !== stored.activeExperimentId && first.length === stored.experiments.length) {
    archive.damage.push(
      damaged("activeExperimentId", `${describeValue(stored.activeExperimentId)} is not an experiment`),
    );
  }
  const { format, version, title, notes } = stored;
  const project: Project = {
    format,
    version,
    title,
    notes,
    experiments: first,
    activeExperimentId,
    figures: uniqueById(archive, figures, "figures"),
  };
  const runs = salvage(archive, stored.runs, "runs", (value, path) => readRun(archive, project, value, path));
  const content: ProjectContent = { project, runs: uniqueById(archive, runs, "runs") };
  reportStrangers(archive);
  return { ok: true, content, damage: archive.damage };
}

function openArchive(bytes: Uint8Array): Archive {
  if (bytes.length > MAX_FILE_BYTES) {
    throw new ReadStop({ code: "file/too-large", values: { found: bytes.length, allowed: MAX_FILE_BYTES } });
  }
  const listing = listZip(bytes, { entries: MAX_ENTRIES, unpacked: MAX_UNPACKED_BYTES });
  if (listing === "not-a-zip") throw new ReadStop({ code: "file/not-a-project", values: {} });
  if (listing === "too-large") {
    throw new ReadStop({
      code: "file/too-large",
      values: { found: "more than allowed, unpacked", allowed: MAX_UNPACKED_BYTES },
    });
  }
  const damage: ReadFailure[] = listing.truncated ? [damaged("file", "cut off")] : [];
  const entries = new Map<string, ZipEntry>();
  for (const entry of listing.entries) {
    const isFolder = entry.name.endsWith("/") && entry.size === 0;
    if (isUnsafeName(entry.name)) damage.push(damaged(printable(entry.name), "unsafe name"));
    else if (entries.has(entry.name)) damage.push(damaged(printable(entry.name), "there twice"));
    else if (!isFolder) entries.set(entry.name, entry);
  }
  return { bytes, entries, damage, used: new Set() };
}

/** project.json of any known version, brought up to the newest. Everything that goes wrong here leaves nothing to offer. */
function readDocument(archive: Archive): StoredDocument {
  const entry = archive.entries.get(DOCUMENT_NAME);
  const truncated = archive.damage.some((failure) => failure.values.part === "file");
  if (entry === undefined) {
    throw new ReadStop(truncated ? damaged("file", "cut off") : { code: "file/not-a-project", values: {} });
  }
  if (entry.size > MAX_DOCUMENT_BYTES) {
    throw new ReadStop({ code: "file/too-large", values: { found: entry.size, allowed: MAX_DOCUMENT_BYTES } });
  }
  const document = parseJson(readEntry(archive, DOCUMENT_NAME));
  if (
    typeof document !== "object" ||
    document === null ||
    !("format" in document) ||
    document.format !== "saddlescope"
  ) {
    throw new ReadStop({ code: "file/not-a-project", values: {} });
  }
  const version = "version" in document ? document.version : undefined;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) {
    throw new ReadStop(damaged(DOCUMENT_NAME, `version ${describeValue(version)}`));
  }
  if (version > PROJECT_VERSION) {
    throw new ReadStop({ code: "file/too-new", values: { version, supported: PROJECT_VERSION } });
  }
  return migrate(document, version);
}

function parseStored(document: StoredDocument) {
  try {
    return parseAs(storedProjectSchema, document, "");
  } catch (error) {
    throw new ReadStop(damaged(DOCUMENT_NAME, reasonOf(error)));
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strFromU8(bytes));
  } catch {
    throw new ReadStop(damaged(DOCUMENT_NAME, "not JSON"));
  }
}

function readRun(archive: Archive, project: Project, value: unknown, path: string): RecordedRun {
  const stored = parseAs(storedRunSchema, value, path);
  const { id, experimentId, runnerId, startId, spec, stopped } = stored;
  const columns = frameColumns(spec.companion);
  for (const column of columns) archive.used.add(columnPath(id, column.file));
  if (!isReferredTo(stored, project)) {
    const found = `${experimentId}, ${runnerId}, ${startId}`;
    throw new InputError({
      code: "inconsistent",
      path,
      found,
      allowed: "an experiment, a runner and a start that are there",
    });
  }
  const frames = readFrames(archive, id, columns, stored.frames.dimension, stored.frames.count);
  const run = { id, experimentId, runnerId, startId, spec, stopped, frames };
  checkFrames(run);
  return run;
}

function readFrames(
  archive: Archive,
  runId: string,
  columns: readonly FrameColumn[],
  dimension: number,
  count: number,
): FrameBlock {
  const arrays = columns.map((column): [FrameColumn["field"], Float64Array] => {
    const path = columnPath(runId, column.file);
    try {
      return [column.field, readNpy(readEntry(archive, path), columnShape(column, count, dimension))];
    } catch (error) {
      throw error instanceof ReadStop ? error : new ReadStop(damaged(path, reasonOf(error)));
    }
  });
  // One entry for each column of the list, which names every column of the type that is always there.
  return { dimension, count, companion: null, ...(Object.fromEntries(arrays) as Columns) };
}

type Columns = Record<Exclude<FrameColumn["field"], "companion">, Float64Array>;

function readEntry(archive: Archive, name: string): Uint8Array {
  archive.used.add(name);
  const entry = archive.entries.get(name);
  if (entry === undefined) throw new ReadStop(damaged(name, "missing"));
  const bytes = readZipEntry(archive.bytes, entry);
  if (bytes instanceof Uint8Array) return bytes;
  throw new ReadStop(damaged(name, bytes.problem));
}

/** Reads every member of a list by itself; those that fail become damage. */
function salvage<Item>(
  archive: Archive,
  values: readonly unknown[],
  name: string,
  read: (value: unknown, path: string) => Item,
): Item[] {
  return values.flatMap((value, index) => {
    const path = `${name}[${index}]`;
    try {
      return [read(value, path)];
    } catch (error) {
      archive.damage.push(error instanceof ReadStop ? error.failure : damaged(path, reasonOf(error)));
      return [];
    }
  });
}

function uniqueById<Item extends Experiment | Figure | RecordedRun>(
  archive: Archive,
  items: readonly Item[],
  name: string,
): Item[] {
  const seen = new Set<string>();
  return items.filter(({ id }) => {
    if (seen.has(id)) archive.damage.push(damaged(`${name} ${id}`, "there twice"));
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  });
}

/** Entries that no part of the project speaks of would be lost by the next save: that is said. */
function reportStrangers(archive: Archive): void {
  for (const name of archive.entries.keys()) {
    if (!archive.used.has(name)) archive.damage.push(damaged(printable(name), "not part of the project"));
  }
}

function damaged(part: string, reason: string): ReadFailure {
  return { code: "file/damaged", values: { part, reason } };
}

/** One line; anything but a wrong input is a fault of ours and goes up. */
function reasonOf(error: unknown): string {
  if (error instanceof InputError) return error.message;
  throw error;
}

/** Names come from strangers and are shown: no control characters, no page of text. */
function printable(name: string): string {
  return name.replaceAll(/\p{Cc}/gu, "?").slice(0, 100);
}
