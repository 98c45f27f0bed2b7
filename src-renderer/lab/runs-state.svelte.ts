import { type Experiment, runSpecsOf } from "../../src-core/project/index.ts";
import type { RecordedRun } from "../../src-core/project/index.ts";
import { concatenateFrames, type FrameBlock, type RunSpec, type StopReason } from "../../src-core/run/index.ts";
import type { Failure } from "../../src-core/protocol/index.ts";
import { innermostMethod, ruleOf, type OptimizerSpec } from "../../src-core/optimizers/index.ts";
import { checkLoss } from "./edits/loss.ts";
import { type JobClient, JobFailure } from "./job-client.ts";
import { LatestTask } from "./latest-task.ts";

/** What is known of one runner from one start. */
export interface RunResult {
  readonly key: string;
  readonly runnerId: string;
  readonly startId: string;
  readonly spec: RunSpec;
  readonly frames: FrameBlock;
  /** Null while it is still running. */
  readonly stopped: StopReason | null;
}

export interface RunProgress {
  readonly fraction: number;
  /** Milliseconds since it began, and how many are expected to remain; null while that is unknown. */
  readonly elapsed: number;
  readonly remaining: number | null;
}

interface PlannedRun {
  readonly key: string;
  readonly runnerId: string;
  readonly startId: string;
  readonly spec: RunSpec;
  /** The spec as text: equal text, equal result. */
  readonly text: string;
}

/** An experiment and the runs that belong to it. */
interface Plan {
  readonly experiment: Experiment;
  readonly runs: readonly PlannedRun[];
}

/** What one job is asked for: the runs that are out of date, and the plan that they complete. */
interface RunsWish {
  readonly plan: Plan;
  readonly stale: readonly PlannedRun[];
}

/** Up to so many updates in all, a change is followed at once, also in the middle of a drag (some ten milliseconds). */
const LIVE_UPDATES = 60_000;
/** Up to so many it is followed when the hand rests (about a second); beyond, the person presses Run. */
const SETTLED_UPDATES = 1_500_000;
const REST_MILLISECONDS = 250;
/** Long runs are redrawn while they grow, this often. */
const REDRAW_MILLISECONDS = 120;
const OUTDATED_PATIENCE = 150;

/** The runs of the experiment that is shown: kept up to date when that is cheap, said to be out of date when it is not. */
export class RunsState {
  readonly #client: JobClient;
  readonly #task: LatestTask<RunsWish>;
  /** The newest plan, and the one that pictures show: in a live drag the older, until the newer one's runs are there. */
  #plan: Plan | null = $state.raw(null);
  #drawn: Plan | null = $state.raw(null);
  /** The texts of the runs asked for and not yet there. */
  #asked = "";
  /** Results of every experiment of the project, by key. */
  #results: ReadonlyMap<string, RunResult> = $state.raw(new Map());
  #texts: ReadonlyMap<string, string> = new Map();
  #progress: RunProgress | null = $state.raw(null);
  #failure: Failure | null = $state.raw(null);
  #restTimer: ReturnType<typeof setTimeout> | null = null;
  readonly #settledListeners = new Set<() => void>();
  /** By runner: its last own rule that was right, which goes on running while a new one is being typed. */
  readonly #rightRules = new Map<string, OptimizerSpec>();

  constructor(client: JobClient) {
    this.#client = client;
    this.#task = new LatestTask((wish, signal) => this.#compute(wish, signal), OUTDATED_PATIENCE);
  }

  /** Results of the drawn experiment in the order of runners and starts. */
  readonly results: readonly RunResult[] = $derived.by(() =>
    (this.#drawn?.runs ?? []).flatMap(({ key }) => this.#results.get(key) ?? []),
  );

  readonly outOfDate: boolean = $derived.by(() => {
    const results = this.#results;
    return (this.#plan?.runs ?? []).some(({ key, spec }) => {
      const result = results.get(key);
      if (result === undefined || result.stopped?.reason === "cancelled") return true;
      return result.spec !== spec && JSON.stringify(result.spec) !== JSON.stringify(spec);
    });
  });

  /**
   * The experiment as pictures show it. A live drag redraws once for each place of the hand, when its runs are there,
   * and never mixes a new start with old paths; a formula that is not right yet leaves the last one that was.
   */
  get drawn(): Experiment | null {
    return this.#drawn?.experiment ?? null;
  }

  /** The runs of the newest plan are on their way in a live change: pictures still show the one before. */
  get isCatchingUp(): boolean {
    return this.#plan !== this.#drawn;
  }

  /** Calls back whenever the runs of a job are there, just before they are drawn; returns what ends that. */
  whenSettled(listener: () => void): () => void {
    this.#settledListeners.add(listener);
    return () => this.#settledListeners.delete(listener);
  }

  get progress(): RunProgress | null {
    return this.#progress;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  /** The experiment changed: runs again what depends on the change, at once where that is cheap. */
  follow(experiment: Experiment): void {
    if (!checkLoss(experiment.loss).ok) return;
    const runs = runSpecsOf(experiment).flatMap(({ runnerId, startId, spec: asked }) => {
      const optimizer = this.#runnable(`${experiment.id}/${runnerId}`, asked.optimizer);
      if (optimizer === null) return [];
      const spec = optimizer === asked.optimizer ? asked : { ...asked, optimizer };
      const key = runKey(experiment.id, runnerId, startId);
      return [{ key, runnerId, startId, spec, text: JSON.stringify(spec) }];
    });
    const plan = { experiment, runs };
    this.#plan = plan;
    if (this.#restTimer !== null) clearTimeout(this.#restTimer);
    this.#restTimer = null;
    const stale = runs.filter(({ key, text }) => this.#texts.get(key) !== text);
    const cost = totalUpdates(stale);
    const isLive = stale.length > 0 && cost <= LIVE_UPDATES;
    if (isLive) this.#request({ plan, stale });
    else this.#drawn = plan;
    if (!isLive && stale.length > 0 && cost <= SETTLED_UPDATES) {
      this.#restTimer = setTimeout(() => this.run(), REST_MILLISECONDS);
    }
  }

  /** The optimizer, or, while the text of an own rule is wrong, the last one that was right; null if there was none. */
  #runnable(runner: string, optimizer: OptimizerSpec): OptimizerSpec | null {
    const method = innermostMethod(optimizer);
    if (method.name !== "own-rule") return optimizer;
    if (ruleOf(method) === null) return this.#rightRules.get(runner) ?? null;
    this.#rightRules.set(runner, optimizer);
    return optimizer;
  }

  /** Runs whatever is out of date, however long it takes. */
  run(): void {
    const plan = this.#plan;
    if (plan === null) return;
    const stale = plan.runs.filter(
      ({ key, text }) => this.#texts.get(key) !== text || this.#results.get(key)?.stopped?.reason === "cancelled",
    );
    if (stale.length > 0) this.#request({ plan, stale });
  }

  #request(wish: RunsWish): void {
    const asked = wish.stale.map(({ key, text }) => `${key} ${text}`).join("\n");
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#task.request(wish);
  }

  cancel(): void {
    if (this.#restTimer !== null) clearTimeout(this.#restTimer);
    this.#task.cancel();
  }

  /** Results as a file keeps them. */
  recorded(): readonly RecordedRun[] {
    return [...this.#results.values()].flatMap(({ key, runnerId, startId, spec, frames, stopped }, index) => {
      const experimentId = key.split("/")[0] ?? "";
      return stopped === null
        ? []
        : [{ id: `run-${index + 1}`, experimentId, runnerId, startId, spec, stopped, frames }];
    });
  }

  /** Takes over what a file holds. */
  restore(runs: readonly RecordedRun[]): void {
    this.cancel();
    const results = new Map<string, RunResult>();
    const texts = new Map<string, string>();
    for (const { experimentId, runnerId, startId, spec, stopped, frames } of runs) {
      const key = runKey(experimentId, runnerId, startId);
      results.set(key, { key, runnerId, startId, spec, frames, stopped });
      texts.set(key, JSON.stringify(spec));
    }
    this.#plan = null;
    this.#drawn = null;
    this.#asked = "";
    this.#rightRules.clear();
    this.#results = results;
    this.#texts = texts;
    this.#failure = null;
  }

  async #compute({ plan, stale: wish }: RunsWish, signal: AbortSignal): Promise<void> {
    const live = totalUpdates(wish) <= LIVE_UPDATES;
    const collected = wish.map((): { blocks: FrameBlock[]; stopped: StopReason | null } => ({
      blocks: [],
      stopped: null,
    }));
    const fractions = wish.map(() => 0);
    const startedAt = performance.now();
    let drawnAt = startedAt;

    const redraw = () => {
      const now = performance.now();
      if (live || now - drawnAt < REDRAW_MILLISECONDS) return;
      drawnAt = now;
      const fraction = fractions.reduce((sum, value) => sum + value, 0) / fractions.length;
      const elapsed = now - startedAt;
      this.#progress = { fraction, elapsed, remaining: fraction > 0.02 ? (elapsed * (1 - fraction)) / fraction : null };
      this.#keep(wish, collected, false);
    };
    const listenTo = (indices: readonly number[]) => ({
      onframes: (run: number, block: FrameBlock) => {
        collected[indices[run] ?? 0]?.blocks.push(block);
        redraw();
      },
      onended: (run: number, stopped: StopReason) => {
        const index = indices[run] ?? 0;
        const target = collected[index];
        if (target !== undefined) target.stopped = stopped;
        fractions[index] = 1;
      },
      onprogress: (fraction: number) => {
        for (const index of indices) fractions[index] = Math.max(fractions[index] ?? 0, fraction);
        redraw();
      },
    });

    this.#failure = null;
    const options = { priority: live ? "interactive" : "background", lane: null } as const;
    const groups = live ? [wish.map((_, index) => index)] : wish.map((_, index) => [index]);
    try {
      await Promise.all(
        groups.map((indices) =>
          this.#client.runs(
            indices.flatMap((index) => wish[index]?.spec ?? []),
            options,
            listenTo(indices),
            signal,
          ),
        ),
      );
    } catch (error) {
      this.#failure = error instanceof JobFailure ? error.failure : { code: "job/unknown", values: {} };
    }
    this.#progress = null;
    // The place where the hand is now goes to a worker first; this one's paths are drawn meanwhile.
    const failed = this.#failure !== null;
    this.#task.answered();
    for (const listener of this.#settledListeners) listener();
    if (!signal.aborted || !live) this.#keep(wish, collected, true);
    this.#settle(plan, failed, signal.aborted);
  }

  /** A job has ended: its plan is drawn, unless it was given up for a newer one, which is then taken care of. */
  #settle(plan: Plan, failed: boolean, isAborted: boolean): void {
    const newest = this.#plan;
    if (newest === null) return;
    if (newest === plan || failed) {
      this.#drawn = newest;
      this.#asked = "";
    } else {
      if (!isAborted && newest.experiment.id === plan.experiment.id) this.#drawn = plan;
      // What was asked for meanwhile is under way; what needs nothing more (an undo in the middle of a job) is looked at again.
      if (!this.#task.busy) {
        this.#asked = "";
        this.follow(newest.experiment);
      }
    }
  }

  /** Replaces the results of a job in one go, so that one picture never mixes two states of a drag. */
  #keep(
    wish: readonly PlannedRun[],
    collected: readonly { readonly blocks: FrameBlock[]; readonly stopped: StopReason | null }[],
    final: boolean,
  ): void {
    const results = new Map(this.#results);
    const texts = new Map(this.#texts);
    wish.forEach(({ key, runnerId, startId, spec, text }, index) => {
      const { blocks, stopped } = collected[index] ?? { blocks: [], stopped: null };
      if (blocks.length === 0) return;
      const frames = blocks.length === 1 && blocks[0] !== undefined ? blocks[0] : concatenateFrames(blocks);
      blocks.splice(0, blocks.length, frames);
      const interrupted: StopReason = { reason: "cancelled", step: frames.steps[frames.count - 1] ?? 0, cause: null };
      results.set(key, { key, runnerId, startId, spec, frames, stopped: stopped ?? (final ? interrupted : null) });
      texts.set(key, text);
    });
    this.#results = results;
    this.#texts = texts;
  }

  /** Forgets results of runners, starts and experiments that are gone. */
  prune(experiments: readonly Experiment[]): void {
    const alive = new Set(
      experiments.flatMap(({ id, runners, starts }) =>
        runners.flatMap((runner) => starts.map((start) => runKey(id, runner.id, start.id))),
      ),
    );
    if ([...this.#results.keys()].every((key) => alive.has(key))) return;
    this.#results = new Map([...this.#results].filter(([key]) => alive.has(key)));
    this.#texts = new Map([...this.#texts].filter(([key]) => alive.has(key)));
  }
}

export function runKey(experimentId: string, runnerId: string, startId: string): string {
  return `${experimentId}/${runnerId}/${startId}`;
}

function totalUpdates(runs: readonly PlannedRun[]): number {
  return runs.reduce((sum, { spec }) => sum + spec.steps, 0);
}
