import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createExperiment,
  newProject,
  readProject,
  writeProject,
  type Experiment,
} from "../../src-core/project/index.ts";
import { testFunction } from "../../src-core/objective/index.ts";
import { lab } from "./captured-io.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "saddlescope-cli-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function race(change: Partial<Experiment> = {}): Experiment {
  const fn = testFunction("rosenbrock");
  if (fn === undefined) throw new Error("There is no rosenbrock on the shelf.");
  const loss = {
    expression: fn.expression,
    testFunctionId: fn.id,
    parameters: fn.parameters.map((parameter) => ({ ...parameter, held: 0 })),
    constants: fn.constants,
  };
  const runners = [
    { optimizer: { name: "adam", lr: 0.02 }, name: "动量 & <b>" },
    { optimizer: { name: "sgd", lr: 0.0005, momentum: 0.9 } },
    { optimizer: { name: "sgd" }, muted: true },
  ];
  const experiment = createExperiment({ title: "Race", loss, starts: [fn.start], runners, steps: 100 });
  return { ...experiment, ...change };
}

function save(experiments: readonly Experiment[], name = "race.saddle"): string {
  const [first] = experiments;
  if (first === undefined) throw new Error("No experiments.");
  const figure = {
    id: "figure-1",
    title: "",
    experimentId: first.id,
    instrument: "surface" as const,
    view: first.view,
  };
  const project = { ...newProject(first), title: "T", experiments, figures: [figure] };
  writeFileSync(join(folder, name), writeProject({ project, runs: [] }));
  return name;
}

async function call<Answer>(...words: string[]): Promise<Answer> {
  const { code, stdout, stderr } = await lab(["project", ...words], { folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as Answer;
}

describe("info and run", () => {
  test("bring a project up to date, and only what needs it", async () => {
    const file = save([race(), { ...race(), id: "experiment-2", runners: race().runners.slice(0, 1) }]);
    expect(await call("race.saddle", "info")).toMatchObject({
      format: "saddlescope",
      title: "T",
      damage: [],
      experiments: [{ id: "experiment-1", parameters: ["x", "y"], runs: [], outOfDate: 2 }, { outOfDate: 1 }],
      figures: [{ id: "figure-1", instrument: "surface" }],
    });
    const made = await call<{ runs: { id: string }[] }>(file, "run");
    expect(made).toMatchObject({
      upToDate: 0,
      runs: [
        { id: "run-1", experimentId: "experiment-1", runnerId: "runner-1", current: true, recordedSteps: 101 },
        { id: "run-2", experimentId: "experiment-1", runnerId: "runner-2" },
        { id: "run-3", experimentId: "experiment-2", runnerId: "runner-1" },
      ],
    });
    const written = readFileSync(join(folder, file));
    expect(await call(file, "run")).toEqual({ runs: [], upToDate: 3 });
    expect(readFileSync(join(folder, file))).toEqual(written);

    const read = readProject(written);
    if (!read.ok) throw new Error(read.failure.code);
    const { project, runs } = read.content;
    const [first, second] = project.experiments;
    const changed = {
      ...project,
      experiments: [{ ...first, starts: [{ id: "start-1", at: [0, 0] }] } as Experiment, second],
    };
    writeFileSync(join(folder, file), writeProject({ project: changed, runs }));
    expect(await call(file, "info")).toMatchObject({
      experiments: [{ outOfDate: 2, runs: [{ current: false }, { current: false }] }, { outOfDate: 0 }],
    });
    // The same ids: what was out of date is replaced, not kept beside.
    expect(await call(file, "run")).toMatchObject({ upToDate: 1, runs: [{ id: "run-1" }, { id: "run-2" }] });
    expect(readdirSync(folder).sort()).toEqual(["race.saddle", "race.saddle.bak"]);
  });

  test("the numbers are those of lab run", async () => {
    const file = save([race()]);
    await call(file, "run");
    const { experiments } = await call<{ experiments: { runs: { theta: number[]; loss: number }[] }[] }>(file, "info");
    const [made] = experiments[0]?.runs ?? [];
    const problem = {
      expression: race().loss.expression,
      constants: Object.fromEntries(race().loss.constants.map((c) => [c.name, c.value])),
    };
    const input = {
      problem,
      start: race().starts[0]?.at,
      optimizer: { name: "adam", lr: 0.02 },
      steps: 100,
      record: [100],
    };
    const { stdout } = await lab(["run"], { input });
    expect(JSON.parse(stdout)).toMatchObject({ theta: { 100: made?.theta }, loss: { 100: made?.loss } });
  });

  test("a formula that is wrong leaves the file alone", async () => {
    const wrong = race();
    const file = save([race({ loss: { ...wrong.loss, expression: "x^2 + (y" } })]);
    const before = readFileSync(join(folder, file));
    const { code, stdout, stderr } = await lab(["project", file, "run"], { folder });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^lab project: experiments\[0\]\.loss\.expression, column 7: /);
    expect(readFileSync(join(folder, file))).toEqual(before);
  });

  test("damage is told; a damaged file is shown and never overwritten", async () => {
    const file = save([race()]);
    await call(file, "run");
    const bytes = readFileSync(join(folder, file));
    const at = bytes.indexOf("runs/run-2/theta.npy") + 200;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(join(folder, file), bytes);
    const info = await lab(["project", file, "info"], { folder });
    expect(info.code).toBe(0);
    expect(info.stderr).toBe("lab project: race.saddle: left out runs/run-2/theta.npy: checksum differs\n");
    expect(JSON.parse(info.stdout)).toMatchObject({
      damage: [{ part: "runs/run-2/theta.npy" }],
      experiments: [{ runs: [{ id: "run-1" }] }],
    });
    const run = await lab(["project", file, "run"], { folder });
    expect([run.code, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).toMatch(/^lab project: race\.saddle: damaged: runs\/run-2\/theta\.npy: checksum differs; .*\n$/);
    expect(readFileSync(join(folder, file))).toEqual(bytes);
  });

  test("an interrupted run writes nothing", async () => {
    const file = save([race({ steps: 1_000_000, record: { kind: "every", interval: 100_000 } })]);
    const before = readFileSync(join(folder, file));
    const interruption = new AbortController();
    setTimeout(() => {
      interruption.abort();
    }, 60);
    const { code, stdout, stderr } = await lab(["project", file, "run"], { folder, signal: interruption.signal });
    expect([code, stdout, stderr]).toEqual([130, "", "lab project: interrupted\n"]);
    expect(readFileSync(join(folder, file))).toEqual(before);
    expect(readdirSync(folder)).toEqual([file]);
  });
});

describe("export", () => {
  interface Exported {
    readonly files: readonly string[];
    readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  }

  test("writes every table, script and vector picture, and says what it leaves out", async () => {
    const line = createExperiment({
      id: "line",
      loss: {
        expression: "sin(3x) + x^2",
        testFunctionId: null,
        parameters: [{ name: "x", from: -2, to: 2, held: 0 }],
        constants: [],
      },
      starts: [[1.5]],
      runners: [{ optimizer: { name: "sgd", lr: 0.05 } }],
      steps: 30,
    });
    const file = save([race(), line]);
    await call(file, "run");
    const { files, skipped } = await call<Exported>(
      file,
      "export",
      "--out",
      "deep/out",
      "--format=svg,csv,npz,pytorch",
    );
    const names = ["map.svg", "curves.svg", "grid.csv", "runner-1-start-1.csv", "runner-2-start-1.csv", "runs.npz"];
    expect(files).toEqual([
      ...[...names, "runner-1-start-1.py", "runner-2-start-1.py"].map((name) => `experiment-1/${name}`),
      ...["line.svg", "curves.svg", "grid.csv", "runner-1-start-1.csv", "runs.npz", "runner-1-start-1.py"].map(
        (name) => `line/${name}`,
      ),
    ]);
    expect(skipped).toEqual([{ name: "figures/figure-1", reason: "a surface is drawn by the window only" }]);

    const read = (name: string) => readFileSync(join(folder, "deep/out", name));
    const svg = read("experiment-1/map.svg").toString();
    expect(svg).toMatch(/^<svg [^]*<\/svg>\s*$/);
    expect(svg).not.toContain("<image");
    expect(svg).toContain("动量 &amp; &lt;b&gt;");
    expect(read("experiment-1/curves.svg").toString()).toContain(">Loss L</text>");
    expect(read("line/line.svg").toString()).toContain("<path");
    const [head, first, ...rows] = read("experiment-1/runner-1-start-1.csv").toString().trimEnd().split("\r\n");
    expect([head, first?.split(",").slice(0, 3), rows.length]).toEqual([
      "step,x,y,loss,gradient_norm,learning_rate",
      ["0", "-1.2", "1"],
      100,
    ]);
    expect(read("line/grid.csv").toString().split("\r\n")).toHaveLength(1026);
    expect(read("experiment-1/grid.csv").toString().split("\r\n")).toHaveLength(256 * 256 + 2);
    expect(Object.keys(unzipSync(read("experiment-1/runs.npz")))).toContain("runner-2-start-1/gradient_norm.npy");
    expect(read("line/runner-1-start-1.py").toString()).toContain("torch.optim.SGD([theta], lr=0.05)");
  });

  test("PNG at twice the size, with letters", async () => {
    const file = save([race()]);
    await call(file, "run");
    const { files } = await call<Exported>(file, "export", "--out", "out", "--format", "png");
    expect(files).toEqual(["experiment-1/map.png", "experiment-1/curves.png"]);
    const png = readFileSync(join(folder, "out/experiment-1/map.png"));
    expect(png.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1920, 1440]);
  });

  test("runs that are missing or out of date are named; a wrong formula costs only what needs it", async () => {
    const loss = race().loss;
    const file = save([race(), race({ id: "wrong", loss: { ...loss, expression: "x +" } })]);
    const { files, skipped } = await call<Exported>(file, "export", "--out", "out", "--format", "csv,svg,pytorch");
    expect(files).toEqual([
      "experiment-1/map.svg",
      "experiment-1/curves.svg",
      "experiment-1/grid.csv",
      "experiment-1/runner-1-start-1.py",
      "experiment-1/runner-2-start-1.py",
    ]);
    expect(skipped).toContainEqual({
      name: "experiment-1/runner-1-start-1",
      reason: "not run, or out of date (lab project FILE run)",
    });
    expect(skipped.find(({ name }) => name === "wrong/grid.csv")?.reason).toMatch(/^column 3/);
    expect(existsSync(join(folder, "out/wrong"))).toBe(false);
  });

  test.runIf(existsSync("/proc"))("a place where nothing can be made is said, and not waited for", async () => {
    const file = save([race()]);
    const { code, stdout, stderr } = await lab(
      ["project", file, "export", "--out", "/proc/none/x", "--format", "csv"],
      {
        folder,
      },
    );
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^lab project: \/proc\/none\/.*\n$/);
  });

  test("a folder that cannot be made is said; an interruption leaves only whole files", async () => {
    const file = save([race()]);
    const { code, stderr } = await lab(["project", file, "export", "--out", "race.saddle/x", "--format", "csv"], {
      folder,
    });
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/race\.saddle.*: a part of this path is a file, not a folder\n$/),
    ]);
    const interruption = new AbortController();
    interruption.abort();
    const stopped = await lab(["project", file, "export", "--out", "late", "--format", "csv"], {
      folder,
      signal: interruption.signal,
    });
    expect([stopped.code, stopped.stdout, existsSync(join(folder, "late"))]).toEqual([130, "", false]);
  });
});
