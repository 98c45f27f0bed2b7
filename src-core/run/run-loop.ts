import { createRandom, norm, type Random } from "../numerics/index.ts";
import { createObjective, type Objective } from "../objective/index.ts";
import {
  baseLearningRate,
  checkNeeds,
  createOptimizer,
  type OptimizerState,
  type StepContext,
} from "../optimizers/index.ts";
import {
  createReactive,
  createSchedule,
  type MomentumSchedule,
  type ReactiveRun,
  type ReactiveState,
  type Schedule,
} from "../schedules/index.ts";
import { checkStartLength } from "./check-spec.ts";
import { companionPoint, type CompanionPoint } from "./companion-point.ts";
import type { FrameBlock } from "./frame-block.ts";
import { momentumOf } from "./momentum.ts";
import { perturb, perturbedObjective } from "./perturb.ts";
import { recordPlan } from "./record-plan.ts";
import { Recorder } from "./recorder.ts";
import { withRuleCause } from "./rule-cause.ts";
import type { RunSpec, StopReason } from "./spec.ts";
import { StopTest } from "./stop-test.ts";

/** What a caller may want to do or to know while a run goes on; none of it changes the numbers. */
export interface RunHooks {
  /**
   * Asked every POLL_STEPS steps: "continue", "hand-over" to get the next block at once (by the caller's clock; the core
   * has none), or "cancel" to end here, with the reason "cancelled" and the last point recorded.
   */
  readonly poll?: () => "continue" | "hand-over" | "cancel";
  /** Told of every recorded step with the optimizer's state after `step` updates. The state goes on changing: copy it. */
  readonly onRecord?: (step: number, state: OptimizerState) => void;
}

/** A block comes at least this often, in steps; it may be empty where few steps are recorded. */
export const STEPS_PER_BLOCK = 4096;

/** Often enough that a flag is seen within 100 ms even if one evaluation of the loss takes 6 ms. */
export const POLL_STEPS = 16;

/**
 * Runs an optimizer: theta_0 = start; then, for t = 0, 1, 2, ..., the gradient at theta_t (plus noise, clipped) goes into
 * the optimizer with the schedule's rate and momentum for step t, until a stop rule holds. A schedule that needs a metric
 * is told the loss at theta_t after update t. Yields what the plan of recording keeps, in
 * blocks; returns why it ended. Same spec, same bits, whatever the hooks do.
 *
 * @param spec as checkRunSpec returns it.
 * @param objective the spec's problem, if the caller has it already; made from the spec otherwise.
 * @returns a generator of blocks whose return value is the StopReason; `step` there is the number of updates made.
 * @throws InputError and ExpressionError as checkRunSpec does, before the first block.
 * @example const blocks = [...runLoop(checkRunSpec({ problem: { expression: "x^2" }, start: [1], optimizer: { name: "sgd", lr: 0.25 }, steps: 2 }))];
 * concatenateFrames(blocks).theta // => [1, 0.5, 0.25]
 */
export function* runLoop(
  spec: RunSpec,
  objective: Objective = createObjective(spec.problem),
  hooks: RunHooks = {},
): Generator<FrameBlock, StopReason> {
  const stopped = yield* steps(spec, objective, hooks);
  return yield* withRuleCause(stopped, spec, (shorter, onRecord) => steps(shorter, objective, { ...hooks, onRecord }));
}

/** The run itself, without a second look at its end. */
function* steps(spec: RunSpec, objective: Objective, hooks: RunHooks): Generator<FrameBlock, StopReason> {
  const run = new Run(spec, objective, hooks);
  while (run.stopped === null) yield run.advance();
  return run.stopped;
}

/** The state of a run between blocks. advance() is an ordinary function, so that its loop gets compiled as one. */
class Run {
  stopped: StopReason | null = null;

  readonly #spec: RunSpec;
  readonly #objective: Objective;
  readonly #hooks: RunHooks;
  readonly #optimizer;
  readonly #schedule: Schedule;
  readonly #momentum: MomentumSchedule | null;
  readonly #reactive: ReactiveRun | null;
  readonly #reactiveState: ReactiveState | null;
  readonly #noise: Random | null;
  readonly #companion: CompanionPoint | null;
  readonly #recorder: Recorder;
  readonly #stopTest: StopTest;
  readonly #theta: Float64Array;
  readonly #previousTheta: Float64Array;
  readonly #gradient: Float64Array;
  readonly #parts;
  readonly #context: StepContext;
  readonly #state: OptimizerState;
  #step = 0;

  constructor(spec: RunSpec, objective: Objective, hooks: RunHooks) {
    checkStartLength("start", spec.start.length, objective.dimension);
    checkNeeds(spec.optimizer, objective);
    this.#spec = spec;
    this.#objective = objective;
    this.#hooks = hooks;
    this.#optimizer = createOptimizer(spec.optimizer, spec.rateFactors);
    const lr = baseLearningRate(spec.optimizer);
    this.#reactive = createReactive(spec.schedule, lr);
    const reactiveState = this.#reactive?.init() ?? null;
    this.#reactiveState = reactiveState;
    this.#schedule = reactiveState === null ? createSchedule(spec.schedule, lr) : () => reactiveState.rate;
    this.#momentum = momentumOf(spec);
    this.#noise = spec.noise > 0 ? createRandom(spec.seed, "gradient-noise") : null;
    this.#companion = companionPoint(spec);
    const hasCompanion = this.#companion !== null;
    const plan = recordPlan(spec.record, spec.steps, objective.dimension, hasCompanion);
    this.#recorder = new Recorder(plan, objective.dimension, hasCompanion);
    this.#stopTest = new StopTest(spec, objective);
    this.#theta = Float64Array.from(spec.start);
    this.#previousTheta = this.#theta.slice();
    this.#gradient = new Float64Array(objective.dimension);
    this.#parts = {
      direction: new Float64Array(objective.dimension),
      scale: new Float64Array(objective.dimension),
    };
    this.#context = {
      objective: perturbedObjective(objective, this.#noise, spec.noise, spec.clip),
      loss: Number.NaN,
      momentum: null,
    };
    this.#state = this.#optimizer.init(this.#theta, objective);
    // A compiled loss makes its code at the first call; advance() is to find it made.
    objective.gradient(this.#theta, this.#gradient);
  }

  /** Goes on for one block's worth of steps, or to the end. */
  advance(): FrameBlock {
    const { noise, clip } = this.#spec;
    const [objective, optimizer, schedule, momentum] = [
      this.#objective,
      this.#optimizer,
      this.#schedule,
      this.#momentum,
    ];
    const [reactive, reactiveState] = [this.#reactive, this.#reactiveState];
    const [theta, previousTheta, gradient] = [this.#theta, this.#previousTheta, this.#gradient];
    const [state, parts, recorder, stopTest] = [this.#state, this.#parts, this.#recorder, this.#stopTest];
    const [context, companion] = [this.#context, this.#companion];
    const { poll, onRecord } = this.#hooks;
    // Taken out of the loop: a process sees many losses and methods, and a look-up by name that has met more than four
    // kinds of objects costs as much as a step of Adam.
    const [gradientAt, update] = [objective.gradient, optimizer.update];
    const isPerturbed = this.#noise !== null || clip !== null;
    const lastStep = Math.min(this.#step + STEPS_PER_BLOCK - 1, this.#spec.steps);
    recorder.reserve(this.#step, lastStep);

    for (let step = this.#step; ; step++) {
      const loss = gradientAt.call(objective, theta, gradient);
      const gradientNorm = norm(gradient);
      let stop = stopTest.goesOn(step, theta, loss, gradientNorm)
        ? null
        : stopTest.reasonAt(step, theta, loss, gradient, gradientNorm, previousTheta);
      const wish = poll !== undefined && step % POLL_STEPS === 0 ? poll() : "continue";
      if (wish === "cancel") stop ??= { reason: "cancelled", step, cause: null };
      if (isPerturbed) perturb(gradient, this.#noise, noise, clip);

      const rate = schedule(step);
      if (stop !== null) {
        onRecord?.(step, state);
        parts.direction.fill(0);
        parts.scale.fill(1);
        const point = companion && companion(theta, state);
        recorder.write(step, theta, loss, gradient, gradientNorm, parts, rate, point);
        this.stopped = stop;
        break;
      }
      const isKept = recorder.wants(step);
      if (isKept) onRecord?.(step, state);
      const point = isKept && companion !== null ? companion(theta, state) : null;
      for (let i = 0; i < theta.length; i++) previousTheta[i] = theta[i];
      context.loss = loss;
      if (momentum !== null) context.momentum = momentum(step);
      update.call(optimizer, theta, gradient, state, rate, parts, context);
      if (reactiveState !== null) reactive?.observe(reactiveState, step, loss);
      if (isKept) recorder.write(step, previousTheta, loss, gradient, gradientNorm, parts, rate, point);
      if (step === lastStep || wish === "hand-over") {
        this.#step = step + 1;
        break;
      }
    }
    return recorder.takeBlock();
  }
}
