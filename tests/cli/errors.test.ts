import { describe, expect, test } from "vitest";
import { LATER_VERBS, VERBS } from "../../src-main/cli/help.ts";
import { lab } from "./captured-io.ts";

const BOWL = { expression: "x^2 + y^2" };
const RUN = { problem: BOWL, start: [1, 2], optimizer: { name: "sgd", lr: 0.1 }, steps: 5 };
const EVALUATE = { problem: BOWL, points: [[1, 2]] };
const SCHEDULE = { schedule: { name: "none" }, baseLearningRate: 1, steps: 2 };

/** A call that must be refused: exit 2, one line on standard error, nothing on standard output. */
async function refusal(words: readonly string[], input: unknown = ""): Promise<string> {
  const { code, stdout, stderr } = await lab(words, { input });
  expect({ code, stdout, lines: stderr.split("\n").length }).toEqual({ code: 2, stdout: "", lines: 2 });
  expect(stderr).toMatch(/^lab[^\n]*: [^\n]+\n$/);
  return stderr;
}

describe("wrong fields are named by their JSON path", () => {
  test.each<[string, unknown, string]>([
    ["run", { ...RUN, colour: 1 }, 'colour: found "colour", allowed: problem, start, optimizer'],
    ["run", { ...RUN, problem: undefined }, "problem: found nothing"],
    [
      "run",
      { ...RUN, problem: { ...BOWL, extra: 1 } },
      'problem.extra: found "extra", allowed: expression, parameters, constants',
    ],
    ["run", { ...RUN, problem: { expression: 5 } }, "problem.expression: found 5"],
    [
      "run",
      { ...RUN, problem: { expression: "a*x", constants: { a: "1" } } },
      'problem.constants.a: found "1", allowed: a finite number',
    ],
    [
      "run",
      { ...RUN, problem: { network: { sizes: [2, 1] }, X: [], Y: [] } },
      "problem.network: found a network, allowed: expression (networks",
    ],
    ["run", { ...RUN, start: [1] }, "start: found 1, allowed: 2"],
    ["run", { ...RUN, start: [1, "2"] }, 'start[1]: found "2", allowed: a finite number'],
    ["run", { ...RUN, start: { x: 1 } }, "start: found"],
    ["run", { ...RUN, optimizer: "sgd" }, 'optimizer: found "sgd"'],
    ["run", { ...RUN, optimizer: { name: "adamm" } }, 'optimizer.name: found "adamm", allowed: sgd'],
    ["run", { ...RUN, optimizer: { lr: 1 } }, "optimizer.name: found nothing"],
    ["run", { ...RUN, optimizer: { name: "sgd", lr: -0.1 } }, "optimizer.lr: found -0.1, allowed: >= 0"],
    ["run", { ...RUN, optimizer: { name: "sgd", learning_rate: 1 } }, "optimizer.learning_rate: found"],
    [
      "run",
      { ...RUN, optimizer: { name: "adam", betas: [0.9, 1.5] } },
      "optimizer.betas[1]: found 1.5, allowed: [0, 1)",
    ],
    ["run", { ...RUN, optimizer: { name: "adam", convention: "leedl" } }, 'optimizer.convention: found "leedl"'],
    [
      "run",
      { ...RUN, optimizer: { name: "own-rule", rule: "m = g\ntheta = theta - lr*sqr(m)" } },
      "optimizer.rule, line 2, column 20: unknown function, found: sqr",
    ],
    [
      "run",
      { ...RUN, optimizer: { name: "own-rule", rule: "theta = theta - lr*g", options: { beta: 1 } } },
      'optimizer.options.beta: found "beta", allowed: {}',
    ],
    ["run", { ...RUN, schedule: { name: "step", stepsize: 3 } }, "schedule.stepsize: found"],
    [
      "run",
      { ...RUN, schedule: { name: "sequential", schedules: [{ name: "none" }, { name: "cos" }], milestones: [1] } },
      'schedule.schedules[1].name: found "cos"',
    ],
    ["run", { ...RUN, steps: 1.5 }, "steps: found 1.5, allowed: an integer"],
    ["run", { ...RUN, steps: 1e9 }, "steps: found 1000000000, allowed: [0, 10000000]"],
    ["run", { ...RUN, steps: undefined }, "steps: found nothing"],
    ["run", { ...RUN, record: "some" }, 'record: found "some", allowed: "all" or a list of step numbers'],
    ["run", { ...RUN, record: [1, 6] }, "record[1]: found 6, allowed: [0, 5]"],
    [
      "run",
      { ...RUN, steps: 800_000, record: Array.from({ length: 700_000 }, (_, step) => step) },
      "record: found 700001 steps, allowed: <= 699050",
    ],
    [
      "run",
      { ...RUN, steps: 10_000_000, record: "all" },
      'record: found "all", allowed: a list of step numbers (all 10000000 steps',
    ],
    [
      "run",
      { ...RUN, optimizer: { name: "lookahead", optimizer: { name: "sgd", lr: -1 } } },
      "optimizer.optimizer.lr: found -1, allowed: >= 0",
    ],
    [
      "run",
      { ...RUN, problem: { expression: "x^3" }, start: [1], optimizer: { name: "levenberg_marquardt" } },
      'optimizer.name: found "levenberg_marquardt", allowed: residuals',
    ],
    ["run", { ...RUN, state: "yes" }, 'state: found "yes", allowed: true, false'],
    ["run", { ...RUN, seed: 0.5 }, "seed: found 0.5"],
    ["run", { ...RUN, noise: -1 }, "noise: found -1, allowed: >= 0"],
    ["run", { ...RUN, clip: { kind: "size", limit: 1 } }, 'clip.kind: found "size", allowed: norm, value'],
    ["run", { ...RUN, stop: { gradientnorm: 1 } }, "stop.gradientnorm: found"],
    ["evaluate", { ...EVALUATE, points: [[1, 2], [3]] }, "points[1]: found 1, allowed: 2 (x, y)"],
    ["evaluate", { ...EVALUATE, points: [1, 2] }, "points[0]: found 1"],
    ["evaluate", { ...EVALUATE, points: [[1, null]] }, "points[0][1]: found null, allowed: a finite number"],
    ["evaluate", { ...EVALUATE, points: undefined }, "points: found nothing"],
    ["evaluate", { ...EVALUATE, tolerance: -1 }, "tolerance: found -1, allowed: [0, 1]"],
    ["schedule", { ...SCHEDULE, metric: [1] }, "metric: found [1], allowed: nothing"],
    ["schedule", { ...SCHEDULE, schedule: { name: "plateau" } }, "metric: found nothing, allowed: ["],
    ["schedule", { ...SCHEDULE, schedule: { name: "plateau" }, metric: [] }, "metric: found 0, allowed: >= "],
    [
      "schedule",
      { ...SCHEDULE, schedule: { name: "onecycle", max_lr: 1, total_steps: 1 } },
      "schedule.total_steps: found 1, allowed: >= ",
    ],
    [
      "schedule",
      { ...SCHEDULE, schedule: { name: "lambda", lr_lambda: "2 * s" } },
      "schedule.lr_lambda, column 5: found s, allowed: ",
    ],
    ["schedule", { ...SCHEDULE, baseLearningRate: "1" }, 'baseLearningRate: found "1"'],
    ["schedule", { ...SCHEDULE, schedule: null }, "schedule: found null"],
    ["schedule", { ...SCHEDULE, schedule: { name: "cosine" } }, "schedule.T_max: found nothing"],
    ["schedule", [], "$: found []"],
    ["schedule", "null", "$: found null"],
  ])("%s %#", async (verb, input, message) => {
    expect(await refusal([verb], input)).toContain(message);
  });
});

describe("wrong formulas are named by their column", () => {
  test.each([
    ["x^2 + sin(y", "column 10: a bracket is not closed"],
    ["x^2 +* y", "column 6"],
    ["x^2 + sigmod(y)", "column 7: unknown function, found: sigmod"],
    ["", "column 1"],
    ["constructor", "column 1"],
    ['cos.constructor("return process")()', "column 4"],
    ["import({})", "column 8"],
    ["f(x)=x", "column"],
    ["__proto__", "column 1"],
    ["5 cm", "column"],
    ["[1, 2]", "column 1"],
    ["x = 3", "column 3"],
    ["x; y", "column 2"],
    ["x\u0000y", "column 2"],
    [`${"(".repeat(10_000)}x${")".repeat(10_000)}`, "column"],
    ["x+".repeat(500_000), "column 30001: the formula is too long"],
  ])("formula %#", async (expression, message) => {
    const begun = performance.now();
    const stderr = await refusal(["evaluate"], { problem: { expression }, points: [] });
    expect(stderr).toContain(`problem.expression, ${message}`);
    // A person waits for it; a hostile text must not cost more than a moment.
    expect(performance.now() - begun).toBeLessThan(1000);
    expect(stderr.length).toBeLessThan(600);
  });
});

describe("input that is not JSON is named by line and column", () => {
  test.each([
    ["", "line 1, column 1: the end, allowed: a value"],
    ["{\n  problem: 1 }", 'line 2, column 3: "problem", allowed: a name in "quotes"'],
    ['{"a": 1,}', 'line 1, column 9: "}", allowed: a name in "quotes"'],
    ['{"a": 1\n"b": 2}', 'line 2, column 1: "\\"", allowed: , or }'],
    ["[1, 2", "line 1, column 6: the end, allowed: , or ]"],
    ["[1 2]", 'line 1, column 4: "2", allowed: , or ]'],
    ['{"a" 1}', 'column 6: "1", allowed: :'],
    ["{} {}", 'column 4: "{", allowed: the end of the input'],
    ['{"a": 01}', 'column 7: "01", allowed: a value'],
    ['{"a": .5}', 'column 7: ".5", allowed: a value'],
    ['{"a": NaN}', 'column 7: "NaN", allowed: a value'],
    ['{"a": "x\ny"}', "line 1, column 7"],
    ['{"steps": 1, "st\\u0065ps": 2}', 'column 14: "st\\u0065ps" again, allowed: every name once'],
    ["[".repeat(1000), "at most 64 levels"],
    ["// comment\n{}", "line 1, column 1"],
  ])("%j", async (input, message) => {
    expect(await refusal(["run"], input)).toContain(message);
  });

  test("a byte order mark does no harm, other encodings do", async () => {
    expect((await lab(["schedule"], { input: `\uFEFF${JSON.stringify(SCHEDULE)}` })).code).toBe(0);
  });
});

describe("wrong calls", () => {
  test.each<[readonly string[], string]>([
    [[], "lab: no verb, available: evaluate, run, schedule, project"],
    [["fly"], 'lab: unknown verb "fly", available: evaluate'],
    [["toString"], 'lab: unknown verb "toString"'],
    [["run", "--fast"], 'unknown option "--fast", allowed: --help'],
    [["run", "a.json", "b.json"], "2 files, allowed: one file"],
    [["run", "no-such-file.json"], "no-such-file.json: there is no such file"],
    [["run", "tests"], "tests: this is a folder"],
    [["project"], "no file, allowed: FILE.saddle, then info, run, export"],
    [["project", "a.saddle"], "nothing after the file"],
    [["project", "a.saddle", "dance"], '"dance" after the file, allowed: info, run, export'],
    [["project", "a.saddle", "info", "--now"], 'unknown option "--now"'],
    [["project", "a.saddle", "export"], "no --out"],
    [["project", "a.saddle", "export", "--out"], "nothing after --out"],
    [
      ["project", "a.saddle", "export", "--out", "x", "--format", "gif"],
      '--format "gif", allowed: png, svg, csv, npz, pytorch',
    ],
    [["project", "a.saddle", "export", "--out", "x", "--out", "y"], "--out twice"],
    [["project", "package.json", "info"], "package.json: this is not a project of Saddlescope"],
  ])("%j", async (words, message) => {
    expect(await refusal(words)).toContain(message);
  });

  test.each(LATER_VERBS)("%s is documented and says that it is not there yet", async (verb) => {
    expect(await refusal([verb], {})).toBe(
      `lab: ${verb} is not part of this version yet, available: ${VERBS.join(", ")}; lab --help explains them\n`,
    );
  });
});
