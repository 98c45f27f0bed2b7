import { lessonExperiment, WELCOME_LESSONS } from "../../src-core/lessons/index.ts";
import { type Experiment, runSpecsOf } from "../../src-core/project/index.ts";
import type { FrameBlock } from "../../src-core/run/index.ts";
import { axisIndices } from "./edits/view.ts";
import { shownWindow } from "./ground-state.svelte.ts";
import type { JobClient } from "./job-client.ts";
import { levelPaths, placeIn, runPath, thumbnailGrid } from "./thumbnail-paths.ts";

/** A small map of a lesson's experiment as SVG paths in a square of side 100, computed like the large one. */
export interface Thumbnail {
  /** Filled levels from low to high. */
  readonly levels: readonly string[];
  readonly paths: readonly { readonly colour: number; readonly path: string }[];
}

/** Enough of a run to see where it goes; thumbnails must not cost what the experiment costs. */
const MOST_STEPS = 3000;

/** The pictures on the welcome's cards, computed one after the other when they are first shown. */
export class Thumbnails {
  readonly #client: JobClient;
  #pictures: ReadonlyMap<string, Thumbnail> = $state.raw(new Map());
  #started = false;

  constructor(client: JobClient) {
    this.#client = client;
  }

  get(id: string): Thumbnail | undefined {
    return this.#pictures.get(id);
  }

  /** Computes what is missing; does nothing the second time. */
  async compute(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    for (const lesson of WELCOME_LESSONS) {
      const picture = await this.#draw(lessonExperiment(lesson, "en"));
      if (picture !== null) this.#pictures = new Map([...this.#pictures, [lesson.id, picture]]);
    }
  }

  async #draw(experiment: Experiment): Promise<Thumbnail | null> {
    const { signal } = new AbortController();
    const background = { priority: "background", lane: null } as const;
    const place = placeIn(shownWindow(experiment));
    const grid = await this.#client.grid(thumbnailGrid(experiment), background, signal);
    if (grid === null || grid.contours === null) return null;
    const levels = levelPaths(grid.contours, place);
    const specs = runSpecsOf(experiment);
    const blocks = specs.map((): FrameBlock[] => []);
    await this.#client.runs(
      specs.map(({ spec }) => ({ ...spec, steps: Math.min(spec.steps, MOST_STEPS) })),
      background,
      { onframes: (run, block) => blocks[run]?.push(block), onended: () => undefined },
      signal,
    );
    const axes = axisIndices(experiment);
    const paths = specs.map(({ runnerId }, run) => {
      const colour = experiment.runners.find((runner) => runner.id === runnerId)?.colour ?? 0;
      return { colour, path: runPath(blocks[run] ?? [], axes, place) };
    });
    return { levels, paths };
  }
}
