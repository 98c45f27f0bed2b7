import { READY_EXPERIMENTS } from "../../src-core/lessons/index.ts";
import { type Experiment, runSpecsOf } from "../../src-core/project/index.ts";
import type { FrameBlock } from "../../src-core/run/index.ts";
import { axisIndices } from "./edits.ts";
import { gridJob, shownWindow } from "./ground-state.svelte.ts";
import type { JobClient } from "./job-client.ts";

/** A small map of a ready experiment as SVG paths in a square of side 100, computed like the large one. */
export interface Thumbnail {
  /** Filled levels from low to high. */
  readonly levels: readonly string[];
  readonly paths: readonly { readonly colour: number; readonly path: string }[];
}

const POINTS = 48;
const LEVELS = 12;
/** Enough of a run to see where it goes; thumbnails must not cost what the experiment costs. */
const MOST_STEPS = 3000;
const SIDE = 100;

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
    for (const ready of READY_EXPERIMENTS) {
      const picture = await this.#draw(ready.createExperiment());
      if (picture !== null) this.#pictures = new Map([...this.#pictures, [ready.id, picture]]);
    }
  }

  async #draw(experiment: Experiment): Promise<Thumbnail | null> {
    const { signal } = new AbortController();
    const background = { priority: "background", lane: null } as const;
    const window = shownWindow(experiment);
    const place = (x: number, y: number) => {
      const left = (SIDE * (x - window.x[0])) / (window.x[1] - window.x[0]);
      const top = SIDE - (SIDE * (y - window.y[0])) / (window.y[1] - window.y[0]);
      return `${clamp(left).toFixed(1)} ${clamp(top).toFixed(1)}`;
    };
    const grid = await this.#client.grid(thumbnailGrid(experiment), background, signal);
    if (grid === null || grid.contours === null) return null;
    const { ringLevel, ringStart, points, thresholds } = grid.contours;
    const levels = Array.from(thresholds, () => "");
    ringLevel.forEach((level, ring) => {
      const corners: string[] = [];
      for (let point = ringStart[ring] ?? 0; point < (ringStart[ring + 1] ?? 0); point += 1) {
        corners.push(place(points[2 * point] ?? 0, points[2 * point + 1] ?? 0));
      }
      levels[level] += `M${corners.join("L")}Z`;
    });
    const specs = runSpecsOf(experiment);
    const blocks = specs.map((): FrameBlock[] => []);
    await this.#client.runs(
      specs.map(({ spec }) => ({ ...spec, steps: Math.min(spec.steps, MOST_STEPS) })),
      background,
      { onframes: (run, block) => blocks[run]?.push(block), onended: () => undefined },
      signal,
    );
    const [xIndex, yIndex] = axisIndices(experiment);
    const paths = specs.map(({ runnerId }, run) => {
      const corners = (blocks[run] ?? []).flatMap(({ theta, count, dimension }) =>
        Array.from({ length: count }, (_, row) =>
          place(theta[row * dimension + xIndex] ?? Number.NaN, theta[row * dimension + yIndex] ?? Number.NaN),
        ),
      );
      const colour = experiment.runners.find((runner) => runner.id === runnerId)?.colour ?? 0;
      return { colour, path: `M${corners.filter((corner) => !corner.includes("NaN")).join("L")}` };
    });
    return { levels, paths };
  }
}

function thumbnailGrid(experiment: Experiment) {
  const job = gridJob(experiment, shownWindow(experiment));
  const { levels } = experiment.view.map;
  return {
    ...job,
    x: { ...job.x, count: POINTS },
    y: job.y === null ? null : { ...job.y, count: POINTS },
    contours: { levels, count: LEVELS },
  };
}

/** Far outside is as good as further outside; far enough that a path which leaves keeps its direction. */
const FAR = 1e5;

function clamp(value: number): number {
  return Math.min(FAR, Math.max(-FAR, value));
}
