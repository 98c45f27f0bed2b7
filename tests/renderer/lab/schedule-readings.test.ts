import { expect, it } from "vitest";
import { newSchedule } from "../../../src-renderer/lab/runner-options.ts";
import { readSchedule } from "../../../src-renderer/lab/schedule-readings.ts";

const sgd = { name: "sgd", lr: 0.5, momentum: 0.9 };

it("reads rate, momentum and the sum of the rates before a step", () => {
  const schedule = { name: "lambda", lr_lambda: "1 / (1 + t)" };
  const momentumSchedule = { name: "multistep", milestones: [2], gamma: 0.5 };
  const readings = readSchedule({ optimizer: sgd, schedule, momentumSchedule }, 3);
  expect(readings?.at(0)).toEqual({ step: 0, rate: 0.5, momentum: 0.9, length: 0 });
  expect(readings?.at(2)).toEqual({ step: 2, rate: 0.5 / 3, momentum: 0.45, length: 0.75 });
  expect(readings?.curve.map(({ step }) => step)).toEqual([0, 1, 2, 3]);
  expect(readings?.totalLength).toBe(0.5 + 0.25 + 0.5 / 3);
});

it("has the momentum that a cycle sets, and none where nothing sets it", () => {
  const onecycle = { ...newSchedule("onecycle", 100, 0.5), cycle_momentum: true };
  const sequence = { name: "sequential", milestones: [100], schedules: [onecycle, { name: "none" }] };
  const cycled = readSchedule({ optimizer: sgd, schedule: sequence, momentumSchedule: null }, 200);
  expect(cycled?.at(0).momentum).toBe(0.95);
  // Where the ruling piece has none, the method's own holds.
  expect(cycled?.at(150).momentum).toBe(0.9);
  const plain = readSchedule({ optimizer: sgd, schedule: { name: "none" }, momentumSchedule: null }, 10);
  expect(plain).toMatchObject({ hasMomentum: false, highestRate: 0.5, totalLength: 5 });
  expect(plain?.at(4).momentum).toBeNull();
});

it("thins long runs, with both ends", () => {
  const readings = readSchedule({ optimizer: sgd, schedule: { name: "none" }, momentumSchedule: null }, 100_000);
  expect(readings?.curve.length).toBeLessThan(5000);
  expect(readings?.curve.at(-1)?.step).toBe(100_000);
});

it("reads the rate and the momentum of the method inside another, and defaults that a spec leaves out", () => {
  const optimizer = { name: "lookahead", optimizer: { name: "sam", optimizer: sgd } };
  const momentumSchedule = { name: "multistep", milestones: [2], gamma: 0.5 };
  const readings = readSchedule({ optimizer, schedule: { name: "none" }, momentumSchedule }, 3);
  expect(readings?.at(2)).toEqual({ step: 2, rate: 0.5, momentum: 0.45, length: 1 });
  const short = { optimizer: { name: "lbfgs" }, schedule: { name: "none" }, momentumSchedule: null };
  expect(readSchedule(short, 3)?.highestRate).toBe(1);
});

it("reads nothing where a formula gives no number", () => {
  const wrong = { name: "lambda", lr_lambda: "1 / (3 - t)" };
  expect(readSchedule({ optimizer: sgd, schedule: wrong, momentumSchedule: null }, 10)).toBeNull();
});
