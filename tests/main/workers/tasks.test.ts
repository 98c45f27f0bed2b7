import { describe, expect, it } from "vitest";
import type { GridJob, JobEvent, RunsJob } from "../../../src-core/protocol/index.ts";
import { contourLevels, filledContours, gridOf } from "../../../src-core/landscape/index.ts";
import { createObjective } from "../../../src-core/objective/index.ts";
import { checkRunSpec, concatenateFrames, runLoop, type RunSpec } from "../../../src-core/run/index.ts";
import { gridTask } from "../../../src-main/workers/grid-task.ts";
import { ObjectiveCache } from "../../../src-main/workers/objective-cache.ts";
import { runsTask } from "../../../src-main/workers/runs-task.ts";
import type { Task, TaskSignal } from "../../../src-main/workers/task.ts";

const problem = { expression: "(a - x)^2 + 100*(y - x^2)^2", parameters: ["x", "y"], constants: { a: 1 } };

function spec(change: Partial<RunSpec> = {}): RunSpec {
  const base = { problem, start: [-1.2, 1], optimizer: { name: "adam", lr: 0.01 }, steps: 100, seed: 3, noise: 0.1 };
  return checkRunSpec({ ...base, ...change });
}

const patient: TaskSignal = { isCancelled: () => false, isTimeUp: () => false };

/** Everything that a task tells, with the number of its steps (nulls included). */
function drive(task: Task): { readonly events: readonly JobEvent[]; readonly steps: number } {
  const events: JobEvent[] = [];
  let steps = 0;
  for (let part = task.next(); part.done !== true; part = task.next()) {
    steps += 1;
    if (part.value !== null) events.push(part.value);
  }
  return { events, steps };
}

function framesOf(events: readonly JobEvent[], run: number) {
  return concatenateFrames(
    events.flatMap((event) => (event.kind === "frames" && event.run === run ? [event.block] : [])),
  );
}

describe("a job of runs", () => {
  it("records the same bits as the run loop by itself, also when it is interrupted all the time", () => {
    const job: RunsJob = { kind: "runs", runs: [spec({ steps: 10_000 }), spec({ steps: 500, start: [0, 0] })] };
    let looks = 0;
    const restless: TaskSignal = { isCancelled: () => false, isTimeUp: () => (looks += 1) % 2 === 0 };
    for (const signal of [patient, restless]) {
      const { events } = drive(runsTask("a", job, new ObjectiveCache(), signal));
      for (const [run, runSpec] of job.runs.entries()) {
        const expected = concatenateFrames([...runLoop(runSpec)]);
        expect(framesOf(events, run)).toEqual(expected);
      }
      expect(events.flatMap((event) => (event.kind === "run-ended" ? [[event.run, event.stopped.step]] : []))).toEqual([
        [0, 10_000],
        [1, 500],
      ]);
    }
    expect(looks).toBeGreaterThan(10);
  });

  it("tells its progress as a rising share that ends at 1, also where nothing is recorded", () => {
    const sparse = spec({ steps: 50_000, record: { kind: "list", steps: [] } });
    const { events } = drive(runsTask("a", { kind: "runs", runs: [sparse, sparse] }, new ObjectiveCache(), patient));
    const fractions = events.flatMap((event) => (event.kind === "progress" ? [event.fraction] : []));
    expect(fractions.length).toBeGreaterThan(10);
    expect(fractions).toEqual([...fractions].sort((one, other) => one - other));
    expect(fractions.at(-1)).toBe(1);
  });

  it("stops within one poll when it is cancelled, with the last point recorded, and starts no further run", () => {
    let looks = 0;
    const signal: TaskSignal = { isCancelled: () => (looks += 1) > 20, isTimeUp: () => false };
    const job: RunsJob = { kind: "runs", runs: [spec({ steps: 1_000_000 }), spec()] };
    const { events } = drive(runsTask("a", job, new ObjectiveCache(), signal));
    const ended = events.filter((event) => event.kind === "run-ended");
    expect(ended).toHaveLength(1);
    expect(ended[0]).toMatchObject({ run: 0, stopped: { reason: "cancelled", step: 320 } });
    expect(framesOf(events, 0).steps.at(-1)).toBe(320);
  });

  it("is refused as a whole when one of its runs is wrong", () => {
    const wrong = { ...spec(), optimizer: { name: "adam", lr: -1 } };
    const task = runsTask("a", { kind: "runs", runs: [spec(), wrong] }, new ObjectiveCache(), patient);
    expect(() => task.next()).toThrow(/runs\[1\].*lr/);
  });
});

describe("a job of a grid", () => {
  const x = { parameter: 0, from: -2, to: 2, count: 301 };
  const y = { parameter: 1, from: -1, to: 3, count: 199 };
  const job: GridJob = { kind: "grid", problem, held: [0, 0], x, y, contours: { levels: "log", count: 20 } };

  it("has the values and contours of the landscape, band by band", () => {
    const { events, steps } = drive(gridTask("a", job, new ObjectiveCache(), patient));
    expect(steps).toBeGreaterThan(4);
    const [event] = events;
    if (event?.kind !== "grid") throw new Error("no grid");
    const whole = gridOf(createObjective(problem), { held: [0, 0], x, y });
    expect([event.nx, event.ny, event.values.length]).toEqual([301, 199, whole.length]);
    // A band's rows are spaced by a step computed from its own ends: the last bits of y may differ.
    const worst = whole.reduce((most, value, i) => Math.max(most, Math.abs(value - event.values[i]) / (1 + value)), 0);
    expect(worst).toBeLessThan(1e-12);
    const window = { x: [-2, 2], y: [-1, 3] } as const;
    const levels = contourLevels(event.values, { levels: "log", count: 20 });
    expect(event.contours).toEqual(filledContours(event.values, 301, 199, window, levels));
  });

  it("of one parameter is a line", () => {
    const line: GridJob = { ...job, y: null, contours: null, held: [0, 1] };
    const { events } = drive(gridTask("a", line, new ObjectiveCache(), patient));
    expect(events).toEqual([
      {
        id: "a",
        kind: "grid",
        values: gridOf(createObjective(problem), { held: [0, 1], x, y: null }),
        nx: 301,
        ny: 1,
        contours: null,
      },
    ]);
  });

  it("stops at the next band when it is cancelled", () => {
    let looks = 0;
    const signal: TaskSignal = { isCancelled: () => (looks += 1) === 2, isTimeUp: () => false };
    expect(drive(gridTask("a", job, new ObjectiveCache(), signal))).toEqual({ events: [], steps: 2 });
  });

  it("covers every row once, whatever the numbers of rows and columns", () => {
    for (const [columns, rows] of [
      [4096, 7],
      [4096, 2],
      [200, 83],
      [200, 163],
    ] as const) {
      const plane = { kind: "grid", problem: { expression: "x + 1000*y" }, held: [0, 0], contours: null } as const;
      const axes = {
        x: { parameter: 0, from: 0, to: 1, count: columns },
        y: { parameter: 1, from: 0, to: rows - 1, count: rows },
      };
      const { events } = drive(gridTask("a", { ...plane, ...axes }, new ObjectiveCache(), patient));
      const [event] = events;
      if (event?.kind !== "grid") throw new Error("no grid");
      const firstColumn = Array.from({ length: rows }, (_, row) => event.values[row * columns]);
      firstColumn.forEach((value, row) => expect(value).toBeCloseTo(1000 * row, 8));
    }
  });
});

describe("compiled objectives", () => {
  it("are kept by their problem, the sixteen used last", () => {
    const cache = new ObjectiveCache();
    const scaled = (a: number) => ({ expression: "a*x^2", constants: { a } });
    const first = cache.of(scaled(0));
    expect(cache.of(scaled(0))).toBe(first);
    for (let a = 1; a <= 15; a++) cache.of(scaled(a));
    expect(cache.of(scaled(0))).toBe(first);
    const second = cache.of(scaled(2));
    cache.of(scaled(16));
    expect(cache.of(scaled(0))).toBe(first);
    expect(cache.of(scaled(2))).toBe(second);
    for (let a = 20; a < 36; a++) cache.of(scaled(a));
    expect(cache.of(scaled(0))).not.toBe(first);
    expect(cache.of(scaled(0)).value(Float64Array.of(3))).toBe(0);
  });
});
