import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { ExpressionError } from "../../src-core/expression/index.ts";
import { framesCsv, framesNpz, gridCsv, pytorchScript } from "../../src-core/export/index.ts";
import { axisCoordinate } from "../../src-core/landscape/index.ts";
import { InputError } from "../../src-core/numerics/index.ts";
import { createObjective, type Objective } from "../../src-core/objective/index.ts";
import {
  isCurrent,
  problemOf,
  runSpecsOf,
  type Experiment,
  type ExperimentView,
  type Figure,
  type Instrument,
  type RecordedRun,
} from "../../src-core/project/index.ts";
import { writeAtomically } from "../projects/atomic-write.ts";
import { nodeFileLayer } from "../projects/file-layer.ts";
import { UsageError } from "./errors.ts";
import type { CliIo } from "./io.ts";
import { fileTrouble } from "./json-record.ts";
import { Pace } from "./pace.ts";
import { groundOf, type Ground, type Scene } from "./pictures/picture-data.ts";
import type { OpenedFile } from "./project-file.ts";

const FORMATS = ["png", "svg", "csv", "npz", "pytorch"] as const;
type Format = (typeof FORMATS)[number];

export interface ExportOptions {
  readonly folder: string;
  readonly formats: ReadonlySet<Format>;
}

/** Reads `--out DIR [--format png,svg]`, also as `--out=DIR`. */
export function readExportOptions(words: readonly string[]): ExportOptions {
  const given = new Map<string, string>();
  const waiting = [...words];
  for (let word = waiting.shift(); word !== undefined; word = waiting.shift()) {
    const [, name, inline] = /^--(out|format)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined)
      throw new UsageError(`unknown option ${JSON.stringify(word)}, allowed: --out DIR, --format LIST`);
    if (given.has(name)) throw new UsageError(`--${name} twice, allowed: once`);
    const value = inline ?? waiting.shift();
    if (value === undefined || value === "") throw new UsageError(`nothing after --${name}`);
    given.set(name, value);
  }
  const folder = given.get("out");
  if (folder === undefined) throw new UsageError("no --out, allowed: --out DIR, the folder to write into");
  return { folder, formats: readFormats(given.get("format")) };
}

function readFormats(list: string | undefined): ReadonlySet<Format> {
  if (list === undefined) return new Set(FORMATS);
  return new Set(
    list.split(",").map((name) => {
      const format = FORMATS.find((known) => known === name.trim());
      if (format === undefined)
        throw new UsageError(`--format ${JSON.stringify(name)}, allowed: ${FORMATS.join(", ")}`);
      return format;
    }),
  );
}

/** A file to be made; what goes wrong in making it is said and the others are still written. */
interface Output {
  /** Relative to the folder, with forward slashes. */
  readonly name: string;
  readonly format: Format;
  readonly make: () => Promise<string | Uint8Array>;
}

interface Skipped {
  readonly name: string;
  readonly reason: string;
}

/**
 * `lab project FILE export --out DIR`: every figure and table, each file whole or not at all. Runs that are missing or out
 * of date are not exported, and named; so is what cannot be drawn without a window.
 */
export async function exportProject(
  file: OpenedFile,
  options: ExportOptions,
  io: CliIo,
): Promise<Readonly<Record<string, unknown>>> {
  const { project, runs } = file.content;
  const outputs: Output[] = [];
  const skipped: Skipped[] = [];
  for (const experiment of project.experiments) {
    const own = runs.filter((run) => run.experimentId === experiment.id && isCurrent(run, experiment));
    const figures = project.figures.filter((figure) => figure.experimentId === experiment.id);
    const plan = new ExperimentPlan(experiment, own);
    outputs.push(...plan.outputs(figures).filter((output) => options.formats.has(output.format)));
    skipped.push(...plan.missing());
    const drawsPictures = options.formats.has("png") || options.formats.has("svg");
    if (drawsPictures) skipped.push(...surfaces(figures));
  }

  const folder = resolve(io.folder, options.folder);
  const pace = new Pace(io, outputs.length, "files");
  const files: string[] = [];
  for (const output of outputs) {
    await pace.turn(files.length);
    try {
      const content = await output.make();
      await writeFile(
        join(folder, output.name),
        typeof content === "string" ? new TextEncoder().encode(content) : content,
      );
      files.push(output.name);
    } catch (error) {
      if (!(error instanceof InputError || error instanceof ExpressionError)) throw error;
      skipped.push({ name: output.name, reason: error.message });
    }
  }
  pace.clear();
  return { files, skipped };
}

/** What an experiment is exported as, in a folder of its own. */
class ExperimentPlan {
  readonly #experiment: Experiment;
  readonly #runs: readonly RecordedRun[];
  #objective: Objective | null = null;

  constructor(experiment: Experiment, runs: readonly RecordedRun[]) {
    this.#experiment = experiment;
    this.#runs = runs;
  }

  outputs(figures: readonly Figure[]): Output[] {
    const { id, view, loss } = this.#experiment;
    const parameters = loss.parameters.map((parameter) => parameter.name);
    const tables = this.#runs.map((run): Output => {
      return {
        name: `${id}/${nameOf(run)}.csv`,
        format: "csv",
        make: () => Promise.resolve(framesCsv(run.frames, parameters)),
      };
    });
    const named = this.#runs.map((run) => ({ name: nameOf(run), frames: run.frames }));
    const arrays: Output = { name: `${id}/runs.npz`, format: "npz", make: () => Promise.resolve(framesNpz(named)) };
    const grid: Output = { name: `${id}/grid.csv`, format: "csv", make: () => Promise.resolve(this.#gridTable()) };
    const scripts = runSpecsOf(this.#experiment).map((run): Output => {
      return {
        name: `${id}/${nameOf(run)}.py`,
        format: "pytorch",
        make: () => Promise.resolve(pytorchScript(run.spec)),
      };
    });
    const plot = parameters.length === 1 ? "line" : "map";
    return [
      ...this.#pictures(`${id}/${plot}`, "map", view),
      ...this.#pictures(`${id}/curves`, "curves", view),
      ...figures.flatMap((figure) => this.#pictures(`figures/${figure.id}`, figure.instrument, figure.view)),
      grid,
      ...tables,
      ...(named.length > 0 ? [arrays] : []),
      ...scripts,
    ];
  }

  /** Runs that the experiment asks for and that have not been made. */
  missing(): Skipped[] {
    return runSpecsOf(this.#experiment)
      .filter((run) => !this.#runs.some((own) => own.runnerId === run.runnerId && own.startId === run.startId))
      .map((run) => ({
        name: `${this.#experiment.id}/${nameOf(run)}`,
        reason: "not run, or out of date (lab project FILE run)",
      }));
  }

  #pictures(name: string, instrument: Instrument, view: ExperimentView): Output[] {
    if (instrument === "surface") return [];
    const svg = async () => {
      const { drawSvg } = await import("./pictures/draw.ts");
      return drawSvg(instrument, this.#scene(view), this.#compiled());
    };
    const png = async () => {
      const { rasterise } = await import("./pictures/rasterise.ts");
      return rasterise(await svg());
    };
    return [
      { name: `${name}.svg`, format: "svg", make: svg },
      { name: `${name}.png`, format: "png", make: png },
    ];
  }

  #gridTable(): string {
    const { view, loss } = this.#experiment;
    const { x, y, values }: Ground = groundOf({ experiment: this.#experiment, view }, this.#compiled());
    const axis = ({ parameter, count, from, to }: typeof x) => ({
      name: loss.parameters[parameter]?.name ?? "",
      coordinates: Float64Array.from({ length: count }, (_, index) =>
        axisCoordinate({ parameter, count, from, to }, index),
      ),
    });
    return gridCsv(axis(x), y === null ? null : axis(y), values);
  }

  #scene(view: ExperimentView): Scene {
    return { experiment: this.#experiment, view, runs: this.#runs };
  }

  #compiled(): Objective {
    this.#objective ??= createObjective(problemOf(this.#experiment.loss));
    return this.#objective;
  }
}

function surfaces(figures: readonly Figure[]): Skipped[] {
  return figures
    .filter((figure) => figure.instrument === "surface")
    .map((figure) => ({ name: `figures/${figure.id}`, reason: "a surface is drawn by the window only" }));
}

function nameOf({ runnerId, startId }: { readonly runnerId: string; readonly startId: string }): string {
  return `${runnerId}-${startId}`;
}

async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await makeFolder(dirname(path));
    await writeAtomically(nodeFileLayer, path, bytes, { backup: false });
  } catch (error) {
    throw new UsageError(`${path}: ${fileTrouble(error)}`);
  }
}

/**
 * Makes a folder and those above it that are missing. (mkdir's own `recursive` never comes back from a place where the
 * folder above is there and nothing can be made in it all the same, /proc for one.)
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "EEXIST") return;
    if (code !== "ENOENT" || existsSync(dirname(path))) throw error;
    await makeFolder(dirname(path));
    await mkdir(path);
  }
}
