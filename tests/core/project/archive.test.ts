import { readFileSync } from "node:fs";
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from "fflate";
import { describe, expect, test } from "vitest";
import type { OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import {
  newProject,
  readProject,
  writeProject,
  type ProjectContent,
  type ReadFailure,
} from "../../../src-core/project/index.ts";
import { sampleContent, sampleExperiment } from "./sample.ts";

const SAMPLE = new Uint8Array(readFileSync(new URL("../../projects/version-1.saddle", import.meta.url)));

describe("a project file", () => {
  test("gives back everything, bit for bit", () => {
    const content = sampleContent();
    const read = readWhole(writeProject(content));
    // toStrictEqual tells -0 from 0 and NaN from other numbers, in typed arrays too.
    expect(read).toStrictEqual(content);
  });

  test.each<OptimizerSpec>([
    {
      name: "lookahead",
      k: 3,
      optimizer: { name: "sam", adaptive: true, optimizer: { name: "rmsprop", convention: "leedl", lr: 0.02 } },
    },
    { name: "sam", optimizer: { name: "own-rule", rule: "theta = theta - a*lr*g", options: { a: 0.5 }, start: {} } },
    { name: "newton", lr: 1, damping: 1e-3, backtracking: true },
    { name: "conjugate_gradients", beta: "dai-yuan", c2: 0.25 },
  ])("gives back the method $name with all that it holds", (optimizer) => {
    const { project } = sampleContent();
    const [first, ...others] = project.experiments;
    const [runner, ...runners] = first.runners;
    const changed = { ...first, runners: [{ ...runner, optimizer }, ...runners] };
    const content = { project: { ...project, experiments: [changed, ...others] }, runs: [] };
    expect(readWhole(writeProject(content))).toStrictEqual(content);
  });

  test("has the same bytes for the same content", () => {
    expect(writeProject(sampleContent())).toEqual(writeProject(sampleContent()));
  });

  test("is a zip of project.json, for people, and of .npy files", () => {
    const files = unzipSync(writeProject(sampleContent()));
    expect(Object.keys(files).slice(0, 3)).toEqual(["project.json", "runs/run-1/steps.npy", "runs/run-1/theta.npy"]);
    const text = strFromU8(files["project.json"]);
    expect(text).toMatch(/^\{\n {2}"format": "saddlescope",\n {2}"version": 1,\n {2}"title": "Sample",\n/);
    expect(text).toContain('"value": "-Infinity"');
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      "format",
      "version",
      "title",
      "notes",
      "activeExperimentId",
      "experiments",
      "figures",
      "runs",
    ]);
  });

  test("the stored sample of version 1 reads, writes and reads the same", () => {
    const read = readWhole(SAMPLE);
    expect(read).toStrictEqual(sampleContent());
    expect(readWhole(writeProject(read))).toStrictEqual(read);
  });

  test("keeps formulas, points, absent options, momenta and rates of single parameters", () => {
    const experiment = sampleExperiment();
    const schedules = [
      { name: "lambda", lr_lambda: "1 / (1 + t)", every: 10 },
      {
        name: "points",
        points: [
          [0, 0],
          [10, 1],
        ],
      },
      { name: "cyclic", base_lr: 0, max_lr: 1, step_size_down: null, mode: "triangular2" },
      { name: "cosine", convention: "optax", T_max: 10 },
    ] as const;
    const runners = schedules.map((schedule, index) => ({
      ...experiment.runners[0],
      id: `runner-${index + 1}`,
      schedule,
      momentumSchedule: { name: "linear", total_iters: 3 },
      rateFactors: [1, 0.25],
    }));
    const content: ProjectContent = { project: newProject({ ...experiment, runners }), runs: [] };
    expect(readWhole(writeProject(content))).toStrictEqual(content);
  });

  test("keeps what is compared and which runners are coupled", () => {
    const experiment = sampleExperiment();
    const [first, second] = experiment.runners;
    const compared = { reference: first.id, runner: second.id };
    const curves = { ...experiment.view.curves, quantities: ["pathDistance", "lossDifference"] as const, compared };
    const view = { ...experiment.view, curves };
    const runners = [first, { ...second, optimizer: first.optimizer, coupledTo: first.id, showCompanion: true }];
    const content: ProjectContent = { project: newProject({ ...experiment, runners, view }), runs: [] };
    expect(readWhole(writeProject(content))).toStrictEqual(content);
  });

  test("keeps the companions of a run that records them, and says where they are missing or too many", () => {
    const { project, runs } = sampleContent();
    const [run] = runs;
    const asked = { ...run, spec: { ...run.spec, companion: true } };
    const companion = Float64Array.of(-0, NaN, 5e-324, 1 / 3, Infinity, 1);
    const content = { project, runs: [{ ...asked, frames: { ...run.frames, companion } }] };
    expect(readWhole(writeProject(content))).toStrictEqual(content);
    expect(() => writeProject({ project, runs: [asked] })).toThrow("content.runs[0].frames.companion: found null");
    const unasked = { ...run, frames: { ...run.frames, companion } };
    expect(() => writeProject({ project, runs: [unasked] })).toThrow("content.runs[0].frames.companion: found numbers");
    const { "runs/run-1/companion.npy": _, ...files } = unzipSync(writeProject(content));
    const { content: left, damage } = readDamaged(zipSync(files));
    expect(damage).toEqual([failure("runs/run-1/companion.npy", "missing")]);
    expect(left).toStrictEqual({ project, runs: [] });
  });

  test("leaves out runs that nothing refers to any more", () => {
    const content = sampleContent();
    const [first, ...others] = content.runs;
    const orphan = { ...first, runnerId: "runner-9" };
    expect(readWhole(writeProject({ ...content, runs: [orphan, ...others] })).runs.map((run) => run.id)).toEqual([
      "run-2",
      "run-3",
    ]);
  });

  test("refuses to write what could not be read", () => {
    const { project, runs } = sampleContent();
    expect(() => writeProject({ project: { ...project, activeExperimentId: "gone" }, runs })).toThrow(
      'content.project.activeExperimentId: found "gone", allowed: experiment-1, experiment-2',
    );
    const short = { ...runs[0], frames: { ...runs[0].frames, loss: new Float64Array(2) } };
    expect(() => writeProject({ project, runs: [short] })).toThrow("content.runs[0].frames.loss: found 2, allowed: 3");
    expect(() => writeProject({ project, runs: [runs[0], runs[0]] })).toThrow("content.runs[1].id");
  });
});

describe("files that are not projects", () => {
  test.each([
    ["nothing", new Uint8Array()],
    ["text", strToU8("saddle up")],
    ["a zip of other things", zipSync({ "readme.txt": strToU8("hello") })],
    ["an empty zip", zipSync({})],
    ["another program's JSON", zipSync({ "project.json": strToU8('{"format":"other","version":1}') })],
    ["JSON that is no object", zipSync({ "project.json": strToU8("[1]") })],
  ])("%s", (_, bytes) => {
    expect(readProject(bytes)).toEqual({ ok: false, failure: { code: "file/not-a-project", values: {} } });
  });

  test("a newer version is named and refused", () => {
    expect(readProject(changed((document) => ({ ...document, version: 2, extra: 1 })))).toEqual({
      ok: false,
      failure: { code: "file/too-new", values: { version: 2, supported: 1 } },
    });
  });

  test.each([
    ["version zero", changed((document) => ({ ...document, version: 0 })), "version 0"],
    ["no version", changed(({ version: _, ...rest }) => rest), "version nothing"],
    ["broken JSON", replaced("project.json", strToU8('{"format":')), "not JSON"],
    [
      "a field too much",
      changed((document) => ({ ...document, colour: "red" })),
      'colour: found "colour", allowed: no such field',
    ],
    ["no experiments", changed((document) => ({ ...document, experiments: [] })), "experiments: found"],
  ])("%s is damage with nothing left to offer", (_, bytes, reason) => {
    const result = readProject(bytes);
    expect(result).toMatchObject({ ok: false, failure: { code: "file/damaged", values: { part: "project.json" } } });
    expect(!result.ok && String(result.failure.values.reason)).toContain(reason);
  });
});

describe("damage", () => {
  test("every byte of an array is watched; the other runs and the project stay", () => {
    const bytes = writeProject(sampleContent());
    const at = indexOf(bytes, strToU8("runs/run-1/theta.npy")) + 160;
    const broken = Uint8Array.from(bytes);
    broken[at] ^= 1;
    const { content, damage } = readDamaged(broken);
    expect(damage).toEqual([failure("runs/run-1/theta.npy", "checksum differs")]);
    expect(content.runs.map((run) => run.id)).toEqual(["run-2", "run-3"]);
    expect(content.project).toStrictEqual(sampleContent().project);
  });

  test("no flipped bit passes unseen", () => {
    const bytes = writeProject(sampleContent());
    const whole = sampleContent();
    let unseen = 0;
    // Every 41st byte: prime, so that all kinds of places are met.
    for (let index = 0; index < bytes.length; index += 41) {
      const broken = Uint8Array.from(bytes);
      broken[index] ^= 0x10;
      const result = readProject(broken);
      if (!result.ok || result.damage.length > 0) continue;
      // Dates, attributes and other fields that do not matter may change; what is read may not.
      expect(result.content).toStrictEqual(whole);
      unseen += 1;
    }
    expect(unseen).toBeLessThan(bytes.length / 41 / 2);
  });

  test("a file that was cut off gives what came before the cut", () => {
    const bytes = writeProject(sampleContent());
    const secondRun = indexOf(bytes, strToU8("runs/run-2/steps.npy"));
    const { content, damage } = readDamaged(bytes.slice(0, secondRun));
    expect(damage[0]).toEqual(failure("file", "cut off"));
    expect(content.runs.map((run) => run.id)).toEqual(["run-1"]);
    expect(content.project).toStrictEqual(sampleContent().project);
  });

  test("a file cut off at any place never throws and never invents", () => {
    const bytes = writeProject(sampleContent());
    const ids = new Set(["run-1", "run-2", "run-3"]);
    for (let length = 0; length < bytes.length; length += 97) {
      const result = readProject(bytes.slice(0, length));
      if (result.ok) {
        expect(result.damage).toContainEqual(failure("file", "cut off"));
        expect(result.content.runs.every((run) => ids.has(run.id))).toBe(true);
      } else {
        expect(result.failure.code).toBe(length < 22 ? "file/not-a-project" : "file/damaged");
      }
    }
  });

  test.each([
    ["another shape", { shape: "(2, 3)" }, "shape: found (2, 3), allowed: (3, 2)"],
    ["another type", { descr: "<f4" }, "descr: found <f4, allowed: <f8"],
    ["Fortran order", { order: "True" }, "fortran_order: found True, allowed: False"],
  ])("an array of %s", (_, change, reason) => {
    const { damage } = readDamaged(replaced("runs/run-1/theta.npy", npy(change)));
    expect(damage).toEqual([failure("runs/run-1/theta.npy", reason)]);
  });

  test("an array that is missing, or of the wrong size", () => {
    expect(readDamaged(replaced("runs/run-2/loss.npy", null)).damage).toEqual([
      failure("runs/run-2/loss.npy", "missing"),
    ]);
    const { damage } = readDamaged(replaced("runs/run-2/theta.npy", npy({ bytes: 40 })));
    expect(damage).toEqual([failure("runs/run-2/theta.npy", "data: found 40 bytes, allowed: 48 bytes")]);
  });

  test("one broken experiment, its figures and its runs are left out, the others stay", () => {
    const bytes = changed((document) => {
      const experiments = document.experiments as { steps: number }[];
      experiments[0].steps = -1;
      return document;
    });
    const { content, damage } = readDamaged(bytes);
    expect(content.project.experiments.map((experiment) => experiment.id)).toEqual(["experiment-2"]);
    expect(content.project.figures).toEqual([]);
    expect(content.runs).toEqual([]);
    expect(damage.map((entry) => entry.values.part)).toEqual([
      "experiments[0]",
      "figures[0]",
      "runs[0]",
      "runs[1]",
      "runs[2]",
    ]);
    expect(damage[0].values.reason).toBe("experiments[0].steps: found -1, allowed: an integer from 0 to 10000000");
  });

  test("an active experiment that does not exist is said and replaced", () => {
    const { content, damage } = readDamaged(
      changed((document) => ({ ...document, activeExperimentId: "experiment-9" })),
    );
    expect(content.project.activeExperimentId).toBe("experiment-1");
    expect(damage).toEqual([failure("activeExperimentId", '"experiment-9" is not an experiment')]);
  });
});

describe("hostile archives", () => {
  test.each(["../evil.npy", "/etc/passwd", "runs/../../x", "C:\\x", "runs\\x", "a\0b"])(
    "the name %j is refused",
    (name) => {
      const { content, damage } = readDamaged(replaced(name, strToU8("x")));
      expect(damage).toEqual([failure(name.replaceAll("\0", "?"), "unsafe name")]);
      expect(content.runs.length).toBe(3);
    },
  );

  test("an entry that no part speaks of is said", () => {
    expect(readDamaged(replaced("extra.txt", strToU8("x"))).damage).toEqual([
      failure("extra.txt", "not part of the project"),
    ]);
  });

  test("folders that another program added do no harm", () => {
    expect(readDamaged(replaced("runs/", new Uint8Array())).damage).toEqual([]);
  });

  test("a run cannot name a place outside its folder", () => {
    const { damage } = readDamaged(
      changed((document) => {
        (document.runs as { id: string }[])[0].id = "../../x";
        return document;
      }),
    );
    expect(damage[0]).toMatchObject({
      values: { part: "runs[0]", reason: expect.stringContaining("an id of letters") },
    });
  });

  test("sizes are added up before anything is unpacked", () => {
    // Two hundred entries that each claim 16 MB: far beyond the limit, though the file is small.
    const files: Zippable = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`bomb-${index}`, strToU8("x")]),
    );
    const bytes = zipSync({ "project.json": strToU8("{}"), ...files }, { level: 0 });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let position = 0; position + 4 <= bytes.length; position += 1) {
      if (view.getUint32(position, true) === 0x02014b50) view.setUint32(position + 24, 2 ** 24, true);
    }
    expect(readProject(bytes)).toMatchObject({ ok: false, failure: { code: "file/too-large" } });
  });

  test("an entry never unpacks to more than it declared", () => {
    const bytes = replaced("runs/run-1/theta.npy", new Uint8Array(1 << 20));
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const central = bytes.lastIndexOf(0x50, indexOfLast(bytes, strToU8("runs/run-1/theta.npy")) - 46 + 1);
    view.setUint32(central + 24, 176, true);
    expect(readDamaged(bytes).damage).toEqual([failure("runs/run-1/theta.npy", "size differs")]);
  });

  test("too many entries", () => {
    const files: Zippable = {};
    for (let index = 0; index < 33_000; index += 1) files[`e${index}`] = new Uint8Array();
    expect(readProject(zipSync(files, { level: 0 }))).toMatchObject({ ok: false, failure: { code: "file/too-large" } });
  });

  test("a schedule nested ten thousand deep is damage, not a crash", () => {
    const nest = `${'{"name":"warmup","schedule":'.repeat(10_000)}{"name":"none"}${"}".repeat(10_000)}`;
    const text = strFromU8(unzipSync(SAMPLE)["project.json"]).replace(
      /"schedule": \{\s*"name": "none"\s*\}/,
      `"schedule": ${nest}`,
    );
    expect(text.length).toBeGreaterThan(250_000);
    const bytes = replaced("project.json", strToU8(text));
    expect(readDamaged(bytes).damage[0].values.part).toBe("experiments[0]");
  });
});

function readWhole(bytes: Uint8Array): ProjectContent {
  const { content, damage } = readDamaged(bytes);
  expect(damage).toEqual([]);
  return content;
}

function readDamaged(bytes: Uint8Array): { content: ProjectContent; damage: readonly ReadFailure[] } {
  const result = readProject(bytes);
  if (!result.ok) throw new Error(`${result.failure.code} ${JSON.stringify(result.failure.values)}`);
  return result;
}

function failure(part: string, reason: string): ReadFailure {
  return { code: "file/damaged", values: { part, reason } };
}

/** The sample with one entry replaced, added, or taken out (null). */
function replaced(name: string, bytes: Uint8Array | null): Uint8Array {
  const { [name]: _, ...others } = unzipSync(SAMPLE);
  return zipSync(bytes === null ? others : { ...others, [name]: bytes });
}

function changed(change: (document: Record<string, unknown>) => unknown): Uint8Array {
  const document = JSON.parse(strFromU8(unzipSync(SAMPLE)["project.json"])) as Record<string, unknown>;
  return replaced("project.json", strToU8(JSON.stringify(change(document))));
}

function npy(change: { descr?: string; order?: string; shape?: string; bytes?: number }): Uint8Array {
  const { descr = "<f8", order = "False", shape = "(3, 2)", bytes = 48 } = change;
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`.padEnd(117);
  return Uint8Array.of(0x93, ...strToU8("NUMPY"), 1, 0, 118, 0, ...strToU8(`${header}\n`), ...new Uint8Array(bytes));
}

function indexOf(bytes: Uint8Array, part: Uint8Array): number {
  return Buffer.from(bytes).indexOf(part);
}

function indexOfLast(bytes: Uint8Array, part: Uint8Array): number {
  return Buffer.from(bytes).lastIndexOf(part);
}
