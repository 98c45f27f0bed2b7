import { expect, it } from "vitest";
import { checkSchedule, createSchedule, type ScheduleSpec } from "../../../src-core/schedules/index.ts";
import { newSchedule, scheduleLengthProblem } from "../../../src-renderer/lab/runner-options.ts";
import {
  appendPiece,
  canBePiece,
  movePiece,
  pieceSpans,
  sequenceOf,
  takePiece,
} from "../../../src-renderer/lab/schedule-stack.ts";

const COSINE: ScheduleSpec = { name: "cosine", T_max: 50, eta_min: 0 };
const STACK: ScheduleSpec = {
  name: "sequential",
  milestones: [20, 50],
  schedules: [{ name: "none" }, COSINE, { name: "exponential", gamma: 0.9 }],
};

it("a plain schedule becomes the first piece of a sequence, and rules there as before", () => {
  const spec = sequenceOf({ ...COSINE, every: 2 }, 100);
  expect(spec).toMatchObject({ every: 2, milestones: [25], schedules: [COSINE, { name: "none" }] });
  const [before, after] = [createSchedule({ ...COSINE, every: 2 }, 1), createSchedule(spec, 1)];
  for (let step = 0; step < 50; step++) expect(after(step)).toBe(before(step));
  expect(after(50)).toBe(1);
});

it("a schedule that waits for a metric is no piece", () => {
  expect(canBePiece(newSchedule("plateau", 100))).toBe(false);
  expect(canBePiece(COSINE)).toBe(true);
});

it("pieces lie one after the other and end with the run", () => {
  expect(pieceSpans(STACK, 40)).toEqual([
    { from: 0, to: 20 },
    { from: 20, to: 40 },
    { from: 40, to: 40 },
  ]);
  expect(pieceSpans({ ...STACK, every: 2 }, 200)[1]).toEqual({ from: 40, to: 100 });
});

it("a piece takes its length along when it is moved", () => {
  const moved = movePiece(STACK, 0, 1, 100);
  expect(moved).toMatchObject({ milestones: [30, 50], schedules: [COSINE, { name: "none" }, { name: "exponential" }] });
  expect(movePiece(moved, 1, -1, 100)).toEqual(STACK);
  expect(movePiece(STACK, 2, -1, 100)).toMatchObject({ milestones: [20, 70] });
  expect(movePiece(STACK, 2, 1, 100)).toBe(STACK);
  expect(movePiece(STACK, 0, -1, 100)).toBe(STACK);
  // A last piece that begins beyond the run's end still takes a unit.
  expect(checkSchedule(movePiece(STACK, 2, -1, 30))).toMatchObject({ milestones: [20, 21] });
});

it("pieces are added in units and taken out; the last one left is the whole schedule", () => {
  const added = appendPiece({ ...STACK, every: 10 }, 2000);
  expect(added["milestones"]).toEqual([20, 50, 125]);
  const two = takePiece(STACK, 0);
  expect(two).toMatchObject({ milestones: [50], schedules: [COSINE, { name: "exponential" }] });
  expect(takePiece({ ...two, every: 3 }, 1)).toEqual({ ...COSINE, every: 3 });
  expect(takePiece(two, 0)).toMatchObject({ name: "exponential" });
});

it("says when a run goes on past a schedule's end", () => {
  const onecycle = newSchedule("onecycle", 100);
  expect(scheduleLengthProblem(onecycle, 100)).toBeNull();
  expect(scheduleLengthProblem(onecycle, 101)).toMatchObject({
    code: "inconsistent",
    values: { path: "schedule.total_steps", found: "100" },
  });
});
