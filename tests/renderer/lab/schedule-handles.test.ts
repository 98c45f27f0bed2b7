import { describe, expect, it } from "vitest";
import { checkSchedule, createSchedule, type ScheduleSpec } from "../../../src-core/schedules/index.ts";
import {
  addPoint,
  moveHandle,
  removePoint,
  type ScheduleHandle,
  scheduleHandles,
} from "../../../src-renderer/lab/schedule-handles.ts";

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
  const found = scheduleHandles(spec).find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no handle ${id}`);
  return found;
}

describe("the handles of a schedule", () => {
  it("are joints, lengths and points, at the steps of the run", () => {
    const places = scheduleHandles(NESTED).map(({ id, step, factor }) => [id, step, factor]);
    expect(places).toEqual([
      ["joint-0", 100, null],
      ["1-length-0", 150, null],
      ["1-0-point-0", 150, 0],
      ["1-0-point-1", 250, 1],
      ["1-0-point-2", 1150, 0.1],
    ]);
  });

  it("lie on the curve that the run follows", () => {
    const rate = createSchedule(NESTED, 0.5);
    for (const { step, factor } of scheduleHandles(NESTED)) {
      if (factor !== null) expect(rate(step)).toBe(0.5 * factor);
    }
  });

  it("are not shown where another piece rules", () => {
    const spec: ScheduleSpec = { name: "sequential", milestones: [50], schedules: [DRAWN, { name: "none" }] };
    expect(scheduleHandles(spec).map(({ id }) => id)).toEqual(["joint-0", "0-point-0", "0-point-1"]);
  });

  it("are milestones of steps too, and none of a product's factors", () => {
    const steps: ScheduleSpec = { name: "multistep", milestones: [30, 80], gamma: 0.1 };
    expect(scheduleHandles(steps).map(({ step }) => step)).toEqual([30, 80]);
    expect(scheduleHandles({ name: "chained", schedules: [steps, DRAWN] })).toEqual([]);
    expect(scheduleHandles({ name: "cosine", T_max: 40, eta_min: 0 }).map(({ kind }) => kind)).toEqual(["length"]);
  });
});

describe("a handle that is moved", () => {
  it("goes to the nearest unit", () => {
    const moved = moveHandle(NESTED, handle(NESTED, "1-0-point-1"), { step: 274, factor: 0.7 });
    expect(handle(moved, "1-0-point-1")).toMatchObject({ step: 270, factor: 0.7 });
    expect(checkSchedule(moved)).toBeTruthy();
    const joint = moveHandle(NESTED, handle(NESTED, "joint-0"), { step: 142, factor: 0 });
    expect(joint["milestones"]).toEqual([28]);
  });

  it("stays between its neighbours, and a rate is never negative", () => {
    const past = moveHandle(DRAWN, handle(DRAWN, "point-1"), { step: 500, factor: -1 });
    expect(handle(past, "point-1")).toMatchObject({ step: 99, factor: 0 });
    const before = moveHandle(DRAWN, handle(DRAWN, "point-1"), { step: -3, factor: 1 });
    expect(handle(before, "point-1").step).toBe(1);
    const steps: ScheduleSpec = { name: "multistep", milestones: [30, 80], gamma: 0.1 };
    expect(moveHandle(steps, handle(steps, "joint-0"), { step: -9, factor: 0 })["milestones"]).toEqual([1, 80]);
    expect(moveHandle(steps, handle(steps, "joint-1"), { step: 7, factor: 0 })["milestones"]).toEqual([30, 31]);
    const cosine: ScheduleSpec = { name: "cosine", T_max: 40, eta_min: 0 };
    expect(moveHandle(cosine, handle(cosine, "length-0"), { step: -4, factor: 0 })["T_max"]).toBe(1);
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
