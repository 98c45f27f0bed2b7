import { expect } from "vitest";
import { evaluatePoint, type PointReport } from "../../../src-core/curvature/index.ts";
import { distanceToNearest } from "../../../src-core/landscape/index.ts";
import { lessonExperiment, type Claim, type Lesson, type RunClaim } from "../../../src-core/lessons/index.ts";
import type { CurvatureClaim } from "../../../src-core/lessons/index.ts";
import { symmetricEigen } from "../../../src-core/numerics/index.ts";
import { createObjective, testFunction } from "../../../src-core/objective/index.ts";
import { problemOf, runSpecsOf, type Experiment } from "../../../src-core/project/index.ts";
import { checkRunSpec, concatenateFrames, runLoop } from "../../../src-core/run/index.ts";
import type { FrameBlock, RunSpec, StopReason } from "../../../src-core/run/index.ts";

/*
 * Holds a claim to what the experiment of its lesson does. Runs are kept: many claims are about the same one.
 */

export interface Finished {
  readonly frames: FrameBlock;
  readonly stopped: StopReason;
}

export function expectClaim(claim: Claim, lesson: Lesson): void {
  if (claim.kind === "cited") expect(claim.source).not.toBe("");
  else if ("runner" in claim) expectOfRun(claim, lesson);
  else expectOfCurvature(claim, lesson);
}

/** A run of the lesson's experiment, with what the claim changes. Runners that a step mutes run as well. */
export function runOf(lesson: Lesson, { runner, start = "start-1", change = {} }: RunOfLesson): Finished {
  const experiment = everythingRuns(lesson);
  const asked = runSpecsOf(experiment).find((run) => run.runnerId === runner && run.startId === start);
  if (asked === undefined) throw new Error(`${lesson.id} has no run of ${runner} from ${start}`);
  const { spec } = asked;
  return finish({
    ...spec,
    optimizer: { ...spec.optimizer, ...change.options },
    schedule: change.schedule ?? spec.schedule,
    start: change.at ?? spec.start,
  });
}

export type RunOfLesson = Pick<RunClaim, "runner" | "start" | "change">;

const runs = new Map<string, Finished>();

export function finish(spec: RunSpec): Finished {
  const key = JSON.stringify(spec);
  const known = runs.get(key);
  if (known !== undefined) return known;
  const blocks: FrameBlock[] = [];
  const loop = runLoop(checkRunSpec(spec));
  let next = loop.next();
  for (; next.done !== true; next = loop.next()) blocks.push(next.value);
  const finished = { frames: concatenateFrames(blocks), stopped: next.value };
  runs.set(key, finished);
  return finished;
}

function everythingRuns(lesson: Lesson): Experiment {
  const experiment = lessonExperiment(lesson, "en");
  return { ...experiment, runners: experiment.runners.map((runner) => ({ ...runner, muted: false })) };
}

function expectOfRun(claim: RunClaim, lesson: Lesson): void {
  const run = runOf(lesson, claim);
  const { frames, stopped } = run;
  const near = (actual: number, expected: number, within: number): void => {
    expect(actual).toBeGreaterThanOrEqual(expected - within);
    expect(actual).toBeLessThanOrEqual(expected + within);
  };
  switch (claim.kind) {
    case "passes":
      claim.point.forEach((entry, i) => {
        near(entryAt(run, "theta", i, claim.step), entry, claim.within);
      });
      break;
    case "first-below":
      expect(stepWhere(run, quantityOf(run, claim.quantity, lesson), (value) => value <= claim.level)).toBe(claim.step);
      break;
    case "stays-zero":
      expect(columnOf(run, "theta", claim.index).every((entry) => entry === 0)).toBe(true);
      break;
    case "exceeds":
      expect(Math.abs(entryAt(run, "theta", claim.index, claim.step))).toBeGreaterThan(claim.level);
      break;
    case "overflows":
      expect(stepWhere(run, frames[claim.quantity], (value) => !Number.isFinite(value))).toBe(claim.step);
      break;
    case "last-loss": {
      const last = frames.loss[frames.count - 1];
      expect(stopped.reason).toBe("steps");
      expect(last).toBeGreaterThan(claim.above ?? -Infinity);
      expect(last).toBeLessThan(claim.below ?? Infinity);
      break;
    }
    case "stops":
      expect([stopped.reason, stopped.step]).toEqual([claim.reason, claim.step]);
      break;
    case "reads":
      near(quantityOf(run, claim.quantity, lesson)[rowAt(run, claim.step)], claim.value, claim.within);
      break;
    case "reads-entry":
      near(entryAt(run, claim.column, claim.index, claim.step), claim.value, claim.within);
      break;
    case "gradient-ratio": {
      const [g0, g1] = [0, 1].map((index) => entryAt(run, "gradient", index, claim.step));
      near(Math.abs(g1 / g0), claim.value, claim.within);
      break;
    }
    case "moves":
      near(movements(run, claim.index)[rowAt(run, claim.step)], claim.by, claim.within);
      break;
    case "shortest-move": {
      const lengths = movements(run, claim.index).map(Math.abs);
      expect(frames.steps[lengths.indexOf(Math.min(...lengths))]).toBe(claim.step);
      break;
    }
    case "first-move":
      expect(
        stepWhere(run, movements(run, claim.index), (by, row) => frames.steps[row] >= claim.from && by >= claim.by),
      ).toBe(claim.step);
      break;
    case "grows": {
      const values = columnOf(run, "theta", claim.index);
      for (let step = claim.from; step < claim.to; step++) {
        near(values[rowAt(run, step + 1)] / values[rowAt(run, step)], claim.factor, claim.within);
      }
      break;
    }
    case "crosses": {
      const crossed = columnOf(run, "theta", claim.index);
      const other = columnOf(run, "theta", 1 - claim.index);
      claim.at.forEach((at, k) => {
        const row = rowAt(run, (claim.from ?? 0) + k);
        const share = (claim.level - crossed[row]) / (crossed[row + 1] - crossed[row]);
        expect(share).toBeGreaterThan(0);
        expect(share).toBeLessThan(1);
        near(other[row] + share * (other[row + 1] - other[row]), at, claim.within);
      });
      break;
    }
    case "changes-side": {
      const isBeyond = Array.from(columnOf(run, "theta", claim.index), (value) => value > claim.level);
      const changes = isBeyond.flatMap((side, row) => (row > 0 && side !== isBeyond[row - 1] ? [row] : []));
      expect(changes.map((row) => frames.steps[row])).toEqual(claim.steps);
      break;
    }
    case "peaks": {
      const values = peaking(run, claim.of);
      const row = values.indexOf(values.reduce((most, value) => Math.max(most, value)));
      expect(frames.steps[row]).toBe(claim.step);
      near(values[row], claim.value, claim.within);
      break;
    }
    case "bursts": {
      const bursts = burstsOf(run, claim);
      if (claim.steps.length === 0) expect(bursts).toEqual([]);
      claim.steps.forEach((step, k) => {
        near(bursts[k] / step, 1, claim.within);
      });
      break;
    }
    case "leaves-floor": {
      const heights = heightsOf(run, claim).slice(rowAt(run, claim.from), rowAt(run, claim.to) + 1);
      near(Math.max(...heights), claim.value, claim.within);
      break;
    }
    case "scaled-sharpness":
      near(scaledSharpness(run, lesson, rowAt(run, claim.step)), claim.value, claim.within);
      break;
    case "loses-stability": {
      const rows = Array.from(frames.steps.keys());
      expect(frames.steps[rows.findIndex((row) => scaledSharpness(run, lesson, row) > 2)]).toBe(claim.step);
      break;
    }
    case "same-path": {
      const other = runOf(lesson, { runner: claim.other });
      const largest = frames.theta.reduce(
        (most, entry, i) => Math.max(most, Math.abs(entry / other.frames.theta[i] - 1)),
        0,
      );
      expect(frames.theta).toHaveLength(other.frames.theta.length);
      expect(largest).toBeLessThanOrEqual(claim.within);
    }
  }
}

function expectOfCurvature(claim: CurvatureClaim, lesson: Lesson): void {
  const report = reportAt(lesson, claim.at);
  const [smallest, largest] = [report.eigenvalues[0], report.eigenvalues[report.eigenvalues.length - 1]];
  const near = (actual: number, expected: number): void => {
    expect(Math.abs(actual - expected)).toBeLessThanOrEqual(
      claim.within * Math.max(Math.abs(expected), Number.EPSILON),
    );
  };
  const eigenvalue = (along: "smallest" | "largest"): number => (along === "smallest" ? smallest : largest);
  switch (claim.kind) {
    case "critical":
      expect(newtonShare(report)).toBeLessThanOrEqual(claim.within);
      break;
    case "eigenvalues":
      expect(report.eigenvalues).toHaveLength(claim.values.length);
      claim.values.forEach((value, i) => {
        near(report.eigenvalues[i], value);
      });
      break;
    case "sharpness":
      near(largest, claim.value);
      break;
    case "stability-limit":
      near(2 / largest, claim.value);
      break;
    case "condition":
      near(largest / smallest, claim.value);
      break;
    case "multiplier":
      near(1 - claim.rate * eigenvalue(claim.along), claim.value);
      break;
    case "updates-per-e":
      near(-1 / Math.log(Math.abs(1 - claim.rate * eigenvalue(claim.along))), claim.value);
  }
}

function reportAt(lesson: Lesson, at: readonly number[]): PointReport {
  return evaluatePoint(createObjective(problemOf(lesson.design.loss)), at);
}

/** The largest share of an entry by which a Newton step would move it. */
function newtonShare({ at, gradient, eigenvalues, eigenvectors }: PointReport): number {
  const move = new Float64Array(at.length);
  eigenvectors.forEach((vector, k) => {
    const along = vector.reduce((sum, entry, i) => sum + entry * gradient[i], 0) / eigenvalues[k];
    vector.forEach((entry, i) => (move[i] += along * entry));
  });
  return Math.max(...Array.from(move, (by, i) => Math.abs(by / at[i])));
}

type WideColumn = "theta" | "gradient" | "direction" | "scale";

function rowAt({ frames }: Finished, step: number): number {
  const row = frames.steps.indexOf(step);
  if (row < 0) throw new Error(`step ${step} was not recorded`);
  return row;
}

function columnOf({ frames }: Finished, column: WideColumn, index: number): Float64Array {
  return frames[column].filter((_, i) => i % frames.dimension === index);
}

function entryAt(run: Finished, column: WideColumn, index: number, step: number): number {
  return run.frames[column][rowAt(run, step) * run.frames.dimension + index];
}

function movements(run: Finished, index: number): number[] {
  const values = Array.from(columnOf(run, "theta", index));
  return values.slice(1).map((value, row) => value - values[row]);
}

function quantityOf(
  { frames }: Finished,
  quantity: "loss" | "gradientNorm" | "learningRate" | "distance",
  lesson: Lesson,
): Float64Array {
  if (quantity !== "distance") return frames[quantity];
  return distanceToNearest(
    frames.theta,
    frames.dimension,
    testFunction(lesson.design.loss.testFunctionId ?? "")?.minima ?? [],
  );
}

function peaking(run: Finished, of: "learningRate" | { theta: number } | { scale: number }): Float64Array {
  if (of === "learningRate") return run.frames.learningRate;
  return "theta" in of ? columnOf(run, "theta", of.theta) : columnOf(run, "scale", of.scale);
}

function stepWhere(
  { frames }: Finished,
  values: ArrayLike<number>,
  holds: (value: number, row: number) => boolean,
): number | null {
  const row = Array.from(values).findIndex(holds);
  return row < 0 ? null : frames.steps[row];
}

interface Floor {
  readonly index: number;
  readonly curvature: number;
}

/** On a quadratic loss |g_i| / H_ii is how far the entry is from where the loss is least along it. */
function heightsOf(run: Finished, { index, curvature }: Floor): Float64Array {
  return columnOf(run, "gradient", index).map((g) => Math.abs(g) / curvature);
}

/** Where a burst counts as begun, where as over, and for how many steps it must have been. */
const OFF_THE_FLOOR = 0.5;
const ON_THE_FLOOR = 0.05;
const CALM_STEPS = 50;

function burstsOf(run: Finished, claim: Floor & { readonly from: number }): number[] {
  const heights = heightsOf(run, claim);
  const bursts: number[] = [];
  let calm = CALM_STEPS;
  for (let row = rowAt(run, claim.from); row < heights.length; row++) {
    if (calm >= CALM_STEPS && heights[row] > OFF_THE_FLOOR) {
      bursts.push(run.frames.steps[row]);
      calm = 0;
    }
    if (calm < CALM_STEPS) calm = heights[row] < ON_THE_FLOOR ? calm + 1 : 0;
  }
  return bursts;
}

/** eta times the largest eigenvalue of D^-1/2 H D^-1/2. The losses it is asked of are quadratic: H is the same everywhere. */
function scaledSharpness({ frames }: Finished, lesson: Lesson, row: number): number {
  const n = frames.dimension;
  const scale = frames.scale.subarray(row * n, (row + 1) * n);
  const hessian = hessianOf(lesson);
  const scaled = hessian.map((entry, i) => entry / Math.sqrt(scale[Math.floor(i / n)] * scale[i % n]));
  return frames.learningRate[row] * symmetricEigen(scaled, n).values[n - 1];
}

const hessians = new Map<string, Float64Array>();

function hessianOf(lesson: Lesson): Float64Array {
  const known = hessians.get(lesson.id);
  if (known !== undefined) return known;
  const hessian = Float64Array.from(reportAt(lesson, lesson.design.starts?.[0] ?? []).hessian.flat());
  hessians.set(lesson.id, hessian);
  return hessian;
}
