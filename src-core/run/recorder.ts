import type { StepParts } from "../optimizers/index.ts";
import type { FrameBlock } from "./frame-block.ts";
import { allocateFrames, sliceFrames } from "./frames.ts";
import type { RecordPlan } from "./record-plan.ts";

/** Keeps the rows of the steps that a plan names and hands them out in blocks. */
export class Recorder {
  readonly #plan: RecordPlan;
  readonly #dimension: number;
  readonly #hasCompanion: boolean;
  /** The next step to keep, and where the plan's list goes on after it. */
  #nextStep = 0;
  #listIndex = 1;
  #block: FrameBlock;
  #count = 0;

  constructor(plan: RecordPlan, dimension: number, hasCompanion: boolean) {
    this.#plan = plan;
    this.#dimension = dimension;
    this.#hasCompanion = hasCompanion;
    this.#block = allocateFrames(dimension, 0, hasCompanion);
  }

  /** Makes room for the steps from `step` to `lastStep`, one of which may be kept out of turn. */
  reserve(step: number, lastStep: number): void {
    const { interval, listed } = this.#plan;
    const span = lastStep - step + 1;
    const planned = interval === null ? (listed?.length ?? 0) - this.#listIndex + 1 : Math.ceil(span / interval);
    this.#block = allocateFrames(this.#dimension, Math.min(span, planned + 1), this.#hasCompanion);
    this.#count = 0;
  }

  /** Whether a step is to be kept. */
  wants(step: number): boolean {
    return step === this.#nextStep;
  }

  /** One row: the point, what was found there, the parts of the step taken from it, and the point's companion. */
  write(
    step: number,
    theta: Float64Array,
    loss: number,
    gradient: Float64Array,
    gradientNorm: number,
    { direction, scale }: StepParts,
    rate: number,
    companion: Float64Array | null,
  ): void {
    const block = this.#block;
    const row = this.#count;
    block.steps[row] = step;
    block.loss[row] = loss;
    block.gradientNorm[row] = gradientNorm;
    block.learningRate[row] = rate;
    const offset = row * theta.length;
    for (let i = 0; i < theta.length; i++) {
      block.theta[offset + i] = theta[i];
      block.gradient[offset + i] = gradient[i];
      block.direction[offset + i] = direction[i];
      block.scale[offset + i] = scale[i];
    }
    if (companion !== null) block.companion?.set(companion, offset);
    this.#count = row + 1;
    this.#nextStep = this.#stepAfter(step);
  }

  /** The rows since reserve(), perhaps none. */
  takeBlock(): FrameBlock {
    const block = this.#block;
    return this.#count === block.count ? block : sliceFrames(block, 0, this.#count);
  }

  #stepAfter(step: number): number {
    const { interval, listed } = this.#plan;
    if (interval !== null) return step + interval;
    if (listed === null || this.#listIndex >= listed.length) return Infinity;
    return listed[this.#listIndex++];
  }
}
