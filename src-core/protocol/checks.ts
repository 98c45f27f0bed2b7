import * as v from "valibot";
import { MAX_AXIS_COUNT, type GridAxis } from "../landscape/index.ts";
import { InputError } from "../numerics/index.ts";
import {
  between,
  checkContent,
  checkProject,
  finite,
  idSchema,
  integer,
  list,
  parseAs,
  problemSchema,
  runSpecSchema,
  text,
  thetaSchema,
  withPath,
  MAX_PARAMETERS,
} from "../project/index.ts";
import type { JobOptions, JobRequest } from "./jobs.ts";
import type { DocumentState, Draft, ExportRequest, ReaderSetting, SaveRequest, Settings } from "./lab-api.ts";

/*
 * Run-time checks of everything the page sends, one for each argument of LabApi. Shapes, ranges and sizes; what a formula
 * or an optimizer's option means is checked by the worker that uses it. All throw InputError.
 */

/** @example checkJobRequest({ kind: "grid", problem: { expression: "x^2" }, held: [0], x: { parameter: 0, from: -1, to: 1, count: 3 }, y: null, contours: null }).kind // => "grid" */
export function checkJobRequest(value: unknown): JobRequest {
  const request: JobRequest = parseAs(jobRequestSchema, value, "request");
  if (request.kind === "grid") {
    withPath("request", () => {
      checkAxis(request.x, request.held.length, "x");
      if (request.y !== null) checkAxis(request.y, request.held.length, "y");
    });
  }
  return request;
}

/** @example checkJobOptions({ priority: "interactive", lane: "map" }).lane // => "map" */
export function checkJobOptions(value: unknown): JobOptions {
  return parseAs(jobOptionsSchema, value, "options");
}

/** @example checkJobId("job-1") // => "job-1" */
export function checkJobId(value: unknown): string {
  return parseAs(idSchema, value, "id");
}

/** Ids that main handed out for files: letters, digits, - and _; never a path. @example checkFileId("file-1") // => "file-1" */
export function checkFileId(value: unknown): string {
  return parseAs(idSchema, value, "fileId");
}

/** @example checkDraftId("draft-1") // => "draft-1" */
export function checkDraftId(value: unknown): string {
  return parseAs(idSchema, value, "draftId");
}

/** The path of a dropped file, read by the preload script. Whether it is absolute and a file is for main to see. */
export function checkDroppedPath(value: unknown): string {
  return parseAs(pathSchema, value, "path");
}

/** The request with its project and runs checked, as writeProject() will need them. */
export function checkSaveRequest(value: unknown): SaveRequest {
  const request = parseAs(saveRequestSchema, value, "request");
  return { ...request, content: checkContent(request.content, "request.content") };
}

export function checkDraft(value: unknown): Draft {
  const draft = parseAs(draftSchema, value, "draft");
  return { ...draft, project: checkProject(draft.project, "draft.project") };
}

export function checkExportRequest(value: unknown): ExportRequest {
  return parseAs(exportRequestSchema, value, "request");
}

/** @example checkTitle("Valley") // => "Valley" */
export function checkTitle(value: unknown): string {
  return parseAs(text(MAX_TITLE), value, "title");
}

export function checkSettings(value: unknown): Settings {
  return parseAs(settingsSchema, value, "settings");
}

/** @example checkDocumentState({ title: "Valley", dirty: true, language: "en", presenting: false }).dirty // => true */
export function checkDocumentState(value: unknown): DocumentState {
  return parseAs(documentStateSchema, value, "state");
}

/** @example checkConfirmation(true) // => true */
export function checkConfirmation(value: unknown): boolean {
  return parseAs(v.boolean("true or false"), value, "close");
}

/** The reader as a new lab has it: open, wide enough for a line of text. */
export const DEFAULT_READER: ReaderSetting = { size: 26, collapsed: false, share: 62 };

/** Runs of one job: every runner of an experiment from every start. */
const MAX_RUNS = 10_000;
const MAX_LEVELS = 200;
const MAX_TITLE = 1000;
const MAX_NAME = 255;
const MAX_PATH = 32_768;
const MAX_EXPORT_BYTES = 2 ** 30;
const MAX_STEP_NAME = 200;
const MAX_DONE_STEPS = 10_000;

const axisSchema = v.strictObject({
  parameter: integer(0, MAX_PARAMETERS - 1),
  from: finite,
  to: finite,
  count: integer(2, MAX_AXIS_COUNT),
}) satisfies v.GenericSchema<unknown, GridAxis>;

const jobRequestSchema = v.variant(
  "kind",
  [
    v.strictObject({ kind: v.literal("runs"), runs: list(runSpecSchema, MAX_RUNS, 1) }),
    v.strictObject({
      kind: v.literal("grid"),
      problem: problemSchema,
      held: thetaSchema,
      x: axisSchema,
      y: v.nullable(axisSchema),
      contours: v.nullable(
        v.strictObject({ levels: v.picklist(["log", "linear"], "log or linear"), count: integer(1, MAX_LEVELS) }),
      ),
    }),
  ],
  'a job of kind "runs" or "grid"',
) satisfies v.GenericSchema<unknown, JobRequest>;

const jobOptionsSchema = v.strictObject({
  priority: v.picklist(["interactive", "background"], "interactive or background"),
  lane: v.nullable(
    v.pipe(v.string("text"), v.minLength(1, "at least 1 character"), v.maxLength(100, "at most 100 characters")),
  ),
}) satisfies v.GenericSchema<unknown, JobOptions>;

const fileName = v.pipe(
  v.string("a file name"),
  v.minLength(1, "a file name"),
  v.maxLength(MAX_NAME, `at most ${MAX_NAME} characters`),
  // A suggestion for a dialog, never a way to another folder.
  v.regex(/^[^\p{Cc}/\\]+$/u, "a file name without folders"),
);

const pathSchema = v.pipe(
  v.string("a path"),
  v.minLength(1, "a path"),
  v.maxLength(MAX_PATH, `at most ${MAX_PATH} characters`),
  v.regex(/^[^\0]+$/, "a path without a zero character"),
);

const saveRequestSchema = v.strictObject({
  fileId: v.nullable(idSchema),
  saveAs: v.boolean("true or false"),
  suggestedName: fileName,
  content: v.unknown(),
  overwriteChanged: v.boolean("true or false"),
});

const draftSchema = v.strictObject({ project: v.unknown(), fileId: v.nullable(idSchema) });

const exportRequestSchema = v.strictObject({
  suggestedName: fileName,
  format: v.picklist(["png", "svg", "csv", "npz"], "png, svg, csv or npz"),
  bytes: v.pipe(
    v.instance(Uint8Array, "bytes"),
    v.check((bytes) => bytes.length <= MAX_EXPORT_BYTES, `at most ${MAX_EXPORT_BYTES} bytes`),
  ),
}) satisfies v.GenericSchema<unknown, ExportRequest>;

const language = v.picklist(["en", "zh-CN"], "en or zh-CN");
const pane = v.strictObject({ size: between(0, 100), collapsed: v.boolean("true or false") });

const readerPane = v.strictObject({ ...pane.entries, share: between(0, 100) });

/** Settings of a lab that had no lessons yet lack the last two. */
const settingsSchema = v.strictObject({
  language: v.picklist(["en", "zh-CN", "system"], "en, zh-CN or system"),
  theme: v.picklist(["light", "dark", "system"], "light, dark or system"),
  layout: v.strictObject({
    navigator: pane,
    design: pane,
    inspector: pane,
    reader: v.optional(readerPane, DEFAULT_READER),
  }),
  doneSteps: v.optional(list(text(MAX_STEP_NAME), MAX_DONE_STEPS), []),
}) satisfies v.GenericSchema<unknown, Settings>;

const documentStateSchema = v.strictObject({
  title: text(MAX_TITLE),
  dirty: v.boolean("true or false"),
  language,
  presenting: v.boolean("true or false"),
}) satisfies v.GenericSchema<unknown, DocumentState>;

function checkAxis(axis: GridAxis, dimension: number, path: string): void {
  if (axis.parameter >= dimension) {
    throw new InputError({
      code: "out-of-range",
      path: `${path}.parameter`,
      found: String(axis.parameter),
      allowed: `0 to ${dimension - 1}`,
    });
  }
  if (!(axis.from < axis.to) || !Number.isFinite(axis.to - axis.from)) {
    throw new InputError({
      code: "inconsistent",
      path,
      found: `${axis.from} to ${axis.to}`,
      allowed: "from < to, a finite width",
    });
  }
}
