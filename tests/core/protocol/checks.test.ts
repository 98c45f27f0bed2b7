import { describe, expect, test } from "vitest";
import { InputError } from "../../../src-core/numerics/index.ts";
import { writeProject } from "../../../src-core/project/index.ts";
import {
  CHANNELS,
  checkConfirmation,
  checkDocumentState,
  checkDraft,
  checkDraftId,
  checkDroppedPath,
  checkExportRequest,
  checkFileId,
  checkJobId,
  checkJobOptions,
  checkJobRequest,
  checkSaveRequest,
  checkSettings,
  checkTitle,
  DEFAULT_READER,
  EVENT_CHANNELS,
  failureOf,
  type Settings,
} from "../../../src-core/protocol/index.ts";
import { sampleContent, sampleRun } from "../project/sample.ts";

const SPEC = sampleRun("run-1", "start-1", { reason: "steps", step: 50, cause: null }).spec;
const GRID = {
  kind: "grid",
  problem: { expression: "x^2 + y^2" },
  held: [0, 0],
  x: { parameter: 0, from: -1, to: 1, count: 256 },
  y: { parameter: 1, from: -1, to: 1, count: 256 },
  contours: { levels: "log", count: 24 },
};
const SAVE = {
  fileId: null,
  saveAs: false,
  suggestedName: "Valley.saddle",
  content: sampleContent(),
  overwriteChanged: false,
};
const EXPORT = { suggestedName: "map.png", format: "png", bytes: Uint8Array.of(1) };
const SETTINGS: Settings = {
  language: "system",
  theme: "dark",
  layout: {
    navigator: { size: 15, collapsed: true },
    design: { size: 25.5, collapsed: false },
    inspector: { size: 20, collapsed: false },
    reader: { size: 30, collapsed: true, share: 50 },
  },
  doneSteps: ["valley/decay"],
};

describe("what the page may send", () => {
  test("passes unchanged", () => {
    const runs = { kind: "runs", runs: [SPEC, SPEC] };
    expect(checkJobRequest(runs)).toEqual(runs);
    const nested = { name: "sam", rho: 0.1, optimizer: { name: "conjugate_gradients", beta: "dai-yuan" } };
    const around = { kind: "runs", runs: [{ ...SPEC, optimizer: nested }] };
    expect(checkJobRequest(around)).toEqual(around);
    expect(checkJobRequest(GRID)).toEqual(GRID);
    expect(checkJobRequest({ ...GRID, y: null, contours: null })).toEqual({ ...GRID, y: null, contours: null });
    expect(checkJobOptions({ priority: "background", lane: null })).toEqual({ priority: "background", lane: null });
    expect(checkSaveRequest(SAVE)).toStrictEqual(SAVE);
    const draft = { project: sampleContent().project, fileId: "file-1" };
    expect(checkDraft(draft)).toStrictEqual(draft);
    expect(checkExportRequest(EXPORT)).toEqual(EXPORT);
    expect(checkSettings(SETTINGS)).toEqual(SETTINGS);
    expect(checkDocumentState({ title: "玩具", dirty: false, language: "zh-CN", presenting: false }).language).toBe(
      "zh-CN",
    );
    expect(checkDroppedPath("/home/ada/Valley 1.saddle")).toBe("/home/ada/Valley 1.saddle");
    expect([
      checkJobId("job-1"),
      checkFileId("f_2"),
      checkDraftId("d3"),
      checkTitle(""),
      checkConfirmation(false),
    ]).toEqual(["job-1", "f_2", "d3", "", false]);
  });

  test("settings of a lab without lessons get the reader as a new one has it, and nothing done", () => {
    const { reader: _, ...layout } = SETTINGS.layout;
    expect(checkSettings({ language: "en", theme: "dark", layout })).toEqual({
      language: "en",
      theme: "dark",
      layout: { ...layout, reader: DEFAULT_READER },
      doneSteps: [],
    });
  });

  test("a saved project that passed can be written", () => {
    expect(writeProject(checkSaveRequest(SAVE).content)).toEqual(writeProject(sampleContent()));
  });

  test.each<[string, () => unknown, string]>([
    ["another kind of job", () => checkJobRequest({ kind: "shell", command: "ls" }), "request.kind"],
    ["no job", () => checkJobRequest(undefined), "request"],
    ["a field too much", () => checkJobRequest({ ...GRID, path: "/etc" }), 'request.path: found "path"'],
    ["no runs", () => checkJobRequest({ kind: "runs", runs: [] }), "request.runs"],
    [
      "more runs than anybody has",
      () => checkJobRequest({ kind: "runs", runs: Array.from({ length: 10_001 }, () => SPEC) }),
      "request.runs",
    ],
    [
      "a billion steps",
      () => checkJobRequest({ kind: "runs", runs: [{ ...SPEC, steps: 1e9 }] }),
      "request.runs[0].steps: found 1000000000",
    ],
    [
      "51 parameters",
      () => checkJobRequest({ kind: "runs", runs: [{ ...SPEC, start: new Array(51).fill(0) }] }),
      "request.runs[0].start",
    ],
    [
      "a method inside that is no method",
      () => checkJobRequest({ kind: "runs", runs: [{ ...SPEC, optimizer: { name: "sam", optimizer: { lr: 1 } } }] }),
      "request.runs[0].optimizer.optimizer.name",
    ],
    [
      "a function for a formula",
      () => checkJobRequest({ ...GRID, problem: { expression: () => 1 } }),
      "request.problem.expression",
    ],
    [
      "a formula of ten megabytes",
      () => checkJobRequest({ ...GRID, problem: { expression: "x".repeat(1e7) } }),
      "at most 2000000 characters",
    ],
    [
      "a constant that is no number",
      () => checkJobRequest({ ...GRID, problem: { expression: "x", constants: { a: Infinity } } }),
      "request.problem.constants.a",
    ],
    [
      "a grid of a million points a side",
      () => checkJobRequest({ ...GRID, x: { ...GRID.x, count: 1e6 } }),
      "request.x.count",
    ],
    ["an axis inside out", () => checkJobRequest({ ...GRID, x: { ...GRID.x, from: 2 } }), "request.x: found 2 to 1"],
    [
      "an axis of no parameter",
      () => checkJobRequest({ ...GRID, y: { ...GRID.y, parameter: 2 } }),
      "request.y.parameter: found 2, allowed: 0 to 1",
    ],
    ["a held value that is not finite", () => checkJobRequest({ ...GRID, held: [0, NaN] }), "request.held[1]"],
    ["an unknown priority", () => checkJobOptions({ priority: "realtime", lane: null }), "options.priority"],
    ["an id that is a path", () => checkFileId("../../etc/passwd"), "fileId"],
    ["an id that is no text", () => checkJobId({ toString: () => "job" }), "id"],
    [
      "a name that is a path",
      () => checkExportRequest({ ...EXPORT, suggestedName: "../x.png" }),
      "request.suggestedName",
    ],
    [
      "a name for Windows that is a path",
      () => checkSaveRequest({ ...SAVE, suggestedName: "..\\x" }),
      "request.suggestedName",
    ],
    ["a format that is not exported", () => checkExportRequest({ ...EXPORT, format: "exe" }), "request.format"],
    ["bytes that are text", () => checkExportRequest({ ...EXPORT, bytes: "abc" }), "request.bytes"],
    [
      "a project that is damaged",
      () => checkSaveRequest({ ...SAVE, content: { ...sampleContent(), project: {} } }),
      "request.content.project",
    ],
    [
      "content with more in it",
      () => checkSaveRequest({ ...SAVE, content: { ...sampleContent(), path: "/" } }),
      "request.content.path",
    ],
    [
      "frames that are lists",
      () => checkSaveRequest({ ...SAVE, content: listFrames() }),
      "request.content.runs[0].frames.theta",
    ],
    ["a path with a zero", () => checkDroppedPath("/home/a\0b"), "path"],
    [
      "a pane wider than the window",
      () => checkSettings({ ...SETTINGS, layout: { ...SETTINGS.layout, design: { size: 101, collapsed: false } } }),
      "settings.layout.design.size",
    ],
    ["a title of a book", () => checkTitle("x".repeat(1001)), "title"],
    ["a maybe", () => checkConfirmation("yes"), "close"],
  ])("%s is refused", (_, check, message) => {
    expect(check).toThrow(InputError);
    expect(check).toThrow(message);
  });

  test("a name that objects inherit is a name like any other", () => {
    const constants = JSON.parse('{"__proto__": 1}') as object;
    const { problem } = checkJobRequest({ ...GRID, problem: { expression: "x", constants } }) as { problem: object };
    expect(Object.getPrototypeOf(problem)).toBe(Object.prototype);
    expect("polluted" in {}).toBe(false);
  });
});

describe("channels", () => {
  test("each has its own name in our own name space", () => {
    const names = [...Object.values(CHANNELS), ...Object.values(EVENT_CHANNELS)];
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^lab:[a-zA-Z]+$/.test(name))).toBe(true);
  });
});

describe("failures", () => {
  test("of wrong input say where and what", () => {
    const error = new InputError({ code: "out-of-range", path: "optimizer.lr", found: "-0.1", allowed: "> 0" });
    expect(failureOf(error)).toEqual({
      code: "out-of-range",
      values: { path: "optimizer.lr", found: "-0.1", allowed: "> 0" },
    });
  });

  test("of a formula say the columns", () => {
    const error = Object.assign(new Error("column 1"), {
      name: "ExpressionError",
      code: "unknown-name",
      start: 0,
      end: 2,
      found: "pj",
      allowed: "pi",
      suggestion: null,
    });
    expect(failureOf(error)).toEqual({
      code: "expression/unknown-name",
      values: { start: 0, end: 2, found: "pj", allowed: "pi", suggestion: "" },
    });
    // A rule's has its line.
    expect(failureOf(Object.assign(error, { line: 3 })).values).toMatchObject({ line: 3, start: 0 });
  });

  test("that an error brings along stay what they are; of anything else nothing is told", () => {
    expect(
      failureOf(Object.assign(new Error("x"), { failure: { code: "file/no-space", values: { name: "a" } } })),
    ).toEqual({
      code: "file/no-space",
      values: { name: "a" },
    });
    expect(failureOf(new RangeError("Array buffer allocation failed"))).toEqual({
      code: "job/out-of-memory",
      values: {},
    });
    for (const error of [
      new Error("/home/ada"),
      new RangeError("Invalid count value"),
      "text",
      null,
      undefined,
      { code: "EACCES" },
    ]) {
      expect(failureOf(error)).toEqual({ code: "job/unknown", values: {} });
    }
  });
});

function listFrames() {
  const { project, runs } = sampleContent();
  return { project, runs: [{ ...runs[0], frames: { ...runs[0].frames, theta: [...runs[0].frames.theta] } }] };
}
