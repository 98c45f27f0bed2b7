import { describe, expect, it } from "vitest";
import { checkSchedule, createSchedule, type ScheduleSpec } from "../../../src-core/schedules/index.ts";
import {
  addPoint,
  moveHandle,
  removePoint,
  type ScheduleHandle,
  scheduleHandles,
} from "../../../src-renderer/lab/schedule-handles.ts";

/** The learning rate of the runner. */
const BASE = 0.5;
const DRAWN: ScheduleSpec = {
  name: "points",
  points: [
    [0, 0],
    [10, 1],
    [100, 0.1],
  ],
  interpolation: "linear",
};
/** An epoch is 5 steps; after 20 of them a warm-up of 10 leads to the drawn curve, which counts in pairs of epochs. */
const NESTED: ScheduleSpec = {
  name: "sequential",
  every: 5,
  milestones: [20],
  schedules: [{ name: "none" }, { name: "warmup", total_iters: 10, start_factor: 0, schedule: { ...DRAWN, every: 2 } }],
};

function handle(spec: ScheduleSpec, id: string): ScheduleHandle {
  const found = scheduleHandles(spec, BASE).find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no handle ${id}`);
  return found;
}

describe("the handles of a schedule", () => {
  it("are joints, lengths and points, at the steps of the run", () => {
    const places = scheduleHandles(NESTED, BASE).map(({ id, step, factor }) => [id, step, factor]);
    expect(places).toEqual([
      ["joint-0", 100, null],
      ["1-length-0", 150, null],
      ["1-0-point-0", 150, 0],
      ["1-0-point-1", 250, 1],
      ["1-0-point-2", 1150, 0.1],
    ]);
  });

  it("lie on the curve that the run follows", () => {
    const rate = createSchedule(NESTED, BASE);
    for (const { step, factor } of scheduleHandles(NESTED, BASE)) {
      if (factor !== null) expect(rate(step)).toBe(BASE * factor);
    }
  });

  it("are not shown where another piece rules", () => {
    const spec: ScheduleSpec = { name: "sequential", milestones: [50], schedules: [DRAWN, { name: "none" }] };
    expect(scheduleHandles(spec, BASE).map(({ id }) => id)).toEqual(["joint-0", "0-point-0", "0-point-1"]);
  });

  it("are milestones of steps too, and none of a product's factors", () => {
    const steps: ScheduleSpec = { name: "multistep", milestones: [30, 80], gamma: 0.1 };
    expect(
      scheduleHandles(steps, BASE)
        .filter(({ kind }) => kind === "joint")
        .map(({ step }) => step),
    ).toEqual([30, 80]);
    expect(scheduleHandles({ name: "chained", schedules: [steps, DRAWN] }, BASE)).toEqual([]);
    const cosine: ScheduleSpec = { name: "cosine", T_max: 40, eta_min: 0 };
    expect(scheduleHandles(cosine, BASE).map(({ kind }) => kind)).toEqual(["length", "level"]);
  });
});

/** Each level's option, and the step at which the curve has it. */
const LEVELS: readonly { readonly spec: ScheduleSpec; readonly places: Readonly<Record<string, number>> }[] = [
  { spec: { name: "constant", factor: 0.3, total_iters: 5 }, places: { factor: 0 } },
  {
    spec: { name: "linear", start_factor: 0.2, end_factor: 0.9, total_iters: 40, every: 3 },
    places: { start_factor: 0, end_factor: 120 },
  },
  { spec: { name: "step", step_size: 30, gamma: 0.4 }, places: { gamma: 30 } },
  { spec: { name: "multistep", milestones: [20, 50], gamma: 0.4 }, places: { gamma: 20 } },
  { spec: { name: "cosine", T_max: 60, eta_min: 0.02 }, places: { eta_min: 60 } },
  { spec: { name: "cosine", convention: "optax", T_max: 60, alpha: 0.3 }, places: { alpha: 60 } },
  { spec: { name: "cyclic", base_lr: 0.1, max_lr: 0.4, step_size_up: 25 }, places: { base_lr: 0, max_lr: 25 } },
  { spec: { name: "onecycle", max_lr: 0.8, total_steps: 100, pct_start: 0.3 }, places: { max_lr: 29 } },
  {
    spec: { name: "onecycle", convention: "optax", max_lr: 0.8, total_steps: 100, pct_start: 0.3 },
    places: { max_lr: 30 },
  },
  { spec: { name: "inverse-sqrt-warmup", warmup_steps: 50, start_factor: 0.25 }, places: { start_factor: 0 } },
  {
    spec: { name: "resnet-warmup", warmup_steps: 40, start_factor: 0.1, milestones: [90] },
    places: { start_factor: 0 },
  },
  {
    spec: { name: "wsd", warmup_steps: 10, stable_steps: 20, decay_steps: 30, start_factor: 0.5, final_factor: 0.125 },
    places: { start_factor: 0, final_factor: 60 },
  },
  {
    spec: {
      ...{ name: "warmup", total_iters: 20, start_factor: 0.5 },
      schedule: { name: "constant", factor: 0.25, total_iters: 9 },
    },
    places: { start_factor: 0 },
  },
];

describe("the levels of a schedule", () => {
  // Of a handle with the curve: both are a few multiplications away from the option.
  const ROUNDING = 1e-15;

  it.each(LEVELS)(
    "$spec.name: lie on the curve that the run follows, and follow the hand",
    ({ spec: written, places }) => {
      const spec = checkSchedule(written);
      const levels = (of: ScheduleSpec) =>
        scheduleHandles(of, BASE).filter(({ kind, path }) => kind === "level" && path.length === 0);
      expect(Object.fromEntries(levels(spec).map(({ option, step }) => [option, step]))).toEqual(places);
      for (const level of levels(spec)) {
        expect(Math.abs(createSchedule(spec, BASE)(level.step) - BASE * (level.factor ?? 0))).toBeLessThan(ROUNDING);
        const moved = moveHandle(spec, level, { step: 7, factor: (level.factor ?? 0) * 0.875 }, BASE);
        const now = createSchedule(checkSchedule(moved), BASE)(level.step);
        expect(Math.abs(now - BASE * (level.factor ?? 0) * 0.875)).toBeLessThan(ROUNDING);
      }
    },
  );

  it("stay in the range of their options", () => {
    const linear = checkSchedule({ name: "linear", start_factor: 0.2, end_factor: 0.9, total_iters: 40 });
    const drag = (id: string, factor: number) => moveHandle(linear, handle(linear, id), { step: 0, factor }, BASE);
    expect(drag("level-1", 1.7)["end_factor"]).toBe(1);
    expect(drag("level-1", -1)["end_factor"]).toBe(0);
    // A start of exactly 0 is refused by torch: the level stays where it was.
    expect(drag("level-0", 0)).toEqual(linear);
  });

  it("are not shown where nothing starts: no warm-up, or one that leads to a rate of 0", () => {
    const none: ScheduleSpec = { name: "warmup", total_iters: 0, start_factor: 0.5, schedule: { name: "none" } };
    expect(scheduleHandles(none, BASE).filter(({ kind }) => kind === "level")).toEqual([]);
    expect(scheduleHandles(NESTED, BASE).filter(({ kind }) => kind === "level")).toEqual([]);
  });
});

describe("the lengths of a schedule", () => {
  it("end where the next part begins, and are dragged from their own beginning", () => {
    const spec = checkSchedule({ name: "wsd", warmup_steps: 10, stable_steps: 20, decay_steps: 30, every: 2 });
    const lengths = scheduleHandles(spec, BASE).filter(({ kind }) => kind === "length");
    expect(lengths.map(({ option, step }) => [option, step])).toEqual([
      ["warmup_steps", 20],
      ["stable_steps", 60],
      ["decay_steps", 120],
    ]);
    const moved = moveHandle(spec, handle(spec, "length-1"), { step: 90, factor: 0 }, BASE);
    expect(moved).toEqual({ ...spec, stable_steps: 35 });
  });
});

describe("a handle that is moved", () => {
  it("goes to the nearest unit", () => {
    const moved = moveHandle(NESTED, handle(NESTED, "1-0-point-1"), { step: 274, factor: 0.7 }, BASE);
    expect(handle(moved, "1-0-point-1")).toMatchObject({ step: 270, factor: 0.7 });
    expect(checkSchedule(moved)).toBeTruthy();
    const joint = moveHandle(NESTED, handle(NESTED, "joint-0"), { step: 142, factor: 0 }, BASE);
    expect(joint["milestones"]).toEqual([28]);
  });

  it("stays between its neighbours, and a rate is never negative", () => {
    const past = moveHandle(DRAWN, handle(DRAWN, "point-1"), { step: 500, factor: -1 }, BASE);
    expect(handle(past, "point-1")).toMatchObject({ step: 99, factor: 0 });
    const before = moveHandle(DRAWN, handle(DRAWN, "point-1"), { step: -3, factor: 1 }, BASE);
    expect(handle(before, "point-1").step).toBe(1);
    const steps: ScheduleSpec = { name: "multistep", milestones: [30, 80], gamma: 0.1 };
    expect(moveHandle(steps, handle(steps, "joint-0"), { step: -9, factor: 0 }, BASE)["milestones"]).toEqual([1, 80]);
    expect(moveHandle(steps, handle(steps, "joint-1"), { step: 7, factor: 0 }, BASE)["milestones"]).toEqual([30, 31]);
    const cosine: ScheduleSpec = { name: "cosine", T_max: 40, eta_min: 0 };
    expect(moveHandle(cosine, handle(cosine, "length-0"), { step: -4, factor: 0 }, BASE)["T_max"]).toBe(1);
  });
});

describe("points", () => {
  it("are added where they belong, once a unit", () => {
    const added = addPoint(DRAWN, { step: 55, factor: 0.5 });
    expect(added["points"]).toEqual([
      [0, 0],
      [10, 1],
      [55, 0.5],
      [100, 0.1],
    ]);
    expect(addPoint(added, { step: 55, factor: 0.9 })).toBe(added);
  });

  it("are added to the curve that rules at the step, and to no other", () => {
    const added = addPoint(NESTED, { step: 352, factor: 0.4 });
    expect(handle(added, "1-0-point-2")).toMatchObject({ step: 350, factor: 0.4 });
    expect(addPoint(NESTED, { step: 40, factor: 0.4 })).toBe(NESTED);
    expect(addPoint(NESTED, { step: 120, factor: 0.4 })).toBe(NESTED);
  });

  it("are removed up to the last one", () => {
    let spec = removePoint(DRAWN, handle(DRAWN, "point-1"));
    expect(spec["points"]).toEqual([
      [0, 0],
      [100, 0.1],
    ]);
    spec = removePoint(spec, handle(spec, "point-0"));
    expect(removePoint(spec, handle(spec, "point-0"))["points"]).toEqual([[100, 0.1]]);
    expect(removePoint(NESTED, handle(NESTED, "joint-0"))).toEqual(NESTED);
  });
});
