import { testFunction } from "../../src-core/objective/index.ts";
import type { OptimizerPreset } from "../../src-core/optimizers/index.ts";
import { type Experiment, newProject, runSpecsOf } from "../../src-core/project/index.ts";
import type { Failure } from "../../src-core/protocol/index.ts";
import type { FrameBlock, StopReason } from "../../src-core/run/index.ts";
import { applyTestFunction } from "./edits/loss.ts";
import { experimentById } from "./edits/project.ts";
import { addRunner } from "./edits/runners.ts";
import { axisIndices } from "./edits/view.ts";
import { shownWindow } from "./ground-state.svelte.ts";
import { type JobClient, JobFailure } from "./job-client.ts";
import { levelPaths, placeIn, runPath, thumbnailGrid } from "./thumbnail-paths.ts";

/**
 * Where every method runs as its preset says. Himmelblau's start lies between a maximum and four minima: methods part early
 * and do not all end in the same one. It is a sum of squares, so those that need one can run as well.
 */
export const RACE_SURFACE = "himmelblau";
/** Enough for the quick to arrive, few enough that the slow are seen to be slow. */
export const RACE_STEPS = 200;

/** What became of a method. */
export type RaceResult = RacePath | { readonly failure: Failure };

export interface RacePath {
  /** In the square of a thumbnail. */
  readonly path: string;
  /** The last loss. */
  readonly loss: number;
  readonly stopped: StopReason;
}

const BACKGROUND = { priority: "background", lane: null } as const;

/** All methods on one surface from one start, each computed by a worker when its picture is first looked at. */
export class MethodRace {
  readonly #client: JobClient;
  readonly #experiment: Experiment = raceExperiment();
  readonly #place = placeIn(shownWindow(this.#experiment));
  readonly #asked = new Set<string>();
  /** One job at a time, so that what a person waits for in the workspace goes between. */
  #queue: Promise<void> = Promise.resolve();
  #ground: readonly string[] = $state.raw([]);
  #results: ReadonlyMap<string, RaceResult> = $state.raw(new Map());

  constructor(client: JobClient) {
    this.#client = client;
  }

  /** The surface's filled levels from low to high; none while they are being computed. */
  get ground(): readonly string[] {
    return this.#ground;
  }

  /** Undefined while it is being computed. */
  result(id: string): RaceResult | undefined {
    return this.#results.get(id);
  }

  /** Computes a method's path, and before the first one the ground; does nothing the second time. */
  ask(preset: OptimizerPreset): void {
    if (this.#asked.size === 0) this.#enqueue(() => this.#drawGround());
    if (this.#asked.has(preset.id)) return;
    this.#asked.add(preset.id);
    this.#enqueue(async () => {
      const result = await this.#run(preset);
      this.#results = new Map([...this.#results, [preset.id, result]]);
    });
  }

  #enqueue(task: () => Promise<void>): void {
    this.#queue = this.#queue.then(task);
  }

  async #drawGround(): Promise<void> {
    const { signal } = new AbortController();
    const grid = await this.#client.grid(thumbnailGrid(this.#experiment), BACKGROUND, signal).catch(failureIn);
    if (grid !== null && "contours" in grid && grid.contours !== null) {
      this.#ground = levelPaths(grid.contours, this.#place);
    }
  }

  async #run({ spec: optimizer }: OptimizerPreset): Promise<RaceResult> {
    const specs = runSpecsOf(addRunner(this.#experiment, optimizer)).map(({ spec }) => spec);
    const blocks: FrameBlock[] = [];
    let stopped: StopReason | null = null;
    const listener = {
      onframes: (_run: number, block: FrameBlock) => blocks.push(block),
      onended: (_run: number, reason: StopReason) => (stopped = reason),
    };
    const { signal } = new AbortController();
    try {
      await this.#client.runs(specs, BACKGROUND, listener, signal);
    } catch (error) {
      return failureIn(error);
    }
    const last = blocks.at(-1);
    return {
      path: runPath(blocks, axisIndices(this.#experiment), this.#place),
      loss: last?.loss[last.count - 1] ?? Number.NaN,
      stopped: stopped ?? { reason: "cancelled", step: 0, cause: null },
    };
  }
}

function raceExperiment(): Experiment {
  const surface = testFunction(RACE_SURFACE);
  if (surface === undefined) throw new Error(`There is no test function ${RACE_SURFACE}.`);
  const empty = experimentById(newProject(), "");
  return applyTestFunction({ ...empty, runners: [], steps: RACE_STEPS }, surface);
}

function failureIn(error: unknown): { readonly failure: Failure } {
  return { failure: error instanceof JobFailure ? error.failure : { code: "job/unknown", values: {} } };
}
