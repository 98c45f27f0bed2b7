import { setTimeout } from "node:timers/promises";
import type { Page } from "playwright";
import { createObjective, testFunction } from "../../../src-core/objective/index.ts";
import { missingPart, OPTIMIZER_PRESETS, type OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import {
  createExperiment,
  newProject,
  problemOf,
  type LossDesign,
  type ProjectContent,
} from "../../../src-core/project/index.ts";
import { within, type Row } from "../report/row.ts";
import { percentile, spread } from "../report/statistics.ts";
import { latenciesOf } from "./drag-latencies.ts";
import { collectDrag, watchDrag } from "./drag-page.ts";
import { withLab } from "./launch.ts";

const STEPS = 1000;
const START = [-1.2, 1] as const;
/** As often as a mouse tells a page of its movements. */
const MOVE_INTERVAL = 1000 / 60;
const MOVES_PER_SWEEP = 80;
const SWEEPS = 6;
const WARM_UP_SWEEPS = 2;
/** How far a sweep goes, in pixels; from move to move so far that roundings do not mix them up. */
const SWEEP_LENGTH = 320;
/** After this the last answer to a sweep has long been painted. */
const REST = 700;

/**
 * The start of a race, 1000 steps for each runner, is dragged to and fro across the map at the pace of a mouse. For every move that
 * the page is told of: how long until a frame is painted that holds all paths from there (or from a later place, where the hand was
 * quicker). Over all moves the 95th percentile, and the median.
 */
export async function* dragRows(): AsyncGenerator<Row> {
  yield* rowsOf("five-runners", 50, await latenciesBySweep(FIVE));
  yield* rowsOf("all-methods", 100, await latenciesBySweep(everyMethod()));
}

function rowsOf(name: string, limit: number, sweeps: readonly (readonly number[])[]): readonly Row[] {
  return [0.95, 0.5].map((share) => {
    const bySweep = sweeps.map((latencies) => percentile(latencies, share));
    const ours = { median: percentile(sweeps.flat(), share), spread: spread(bySweep), fastest: Math.min(...bySweep) };
    const what = share === 0.5 ? "median" : "95th-percentile";
    return within(limit, { name: `drag/${name}/${what}`, unit: "ms", ours });
  });
}

const FIVE: readonly OptimizerSpec[] = [
  { name: "sgd", lr: 5e-4 },
  { name: "sgd", lr: 5e-4, momentum: 0.9 },
  { name: "adagrad", lr: 0.5 },
  { name: "rmsprop", lr: 0.01 },
  { name: "adam", lr: 0.02 },
];

/** What "add a runner" offers on this loss. */
function everyMethod(): readonly OptimizerSpec[] {
  const objective = createObjective(problemOf(rosenbrock()));
  return OPTIMIZER_PRESETS.map(({ spec }) => spec).filter((spec) => missingPart(spec, objective) === null);
}

async function latenciesBySweep(optimizers: readonly OptimizerSpec[]): Promise<readonly (readonly number[])[]> {
  return withLab(project(optimizers), [], async ({ page }) => {
    await page.evaluate(watchDrag);
    const latencies: (readonly number[])[] = [];
    let start: number = START[0];
    for (let sweep = -WARM_UP_SWEEPS; sweep < SWEEPS; sweep++) {
      const direction = sweep % 2 === 0 ? 1 : -1;
      const x = await dragStart(page, direction * SWEEP_LENGTH);
      const record = await page.evaluate(collectDrag);
      const found = latenciesOf(record, { x, start });
      start = record.painted.at(-1)?.start ?? start;
      if (sweep >= 0) latencies.push(found);
    }
    return latencies;
  });
}

function project(optimizers: readonly OptimizerSpec[]): ProjectContent {
  const experiment = createExperiment({
    loss: rosenbrock(),
    starts: [START],
    runners: optimizers.map((optimizer) => ({ optimizer })),
    steps: STEPS,
  });
  return { project: newProject(experiment), runs: [] };
}

function rosenbrock(): LossDesign {
  const found = testFunction("rosenbrock");
  if (found === undefined) throw new Error("Rosenbrock is not among the test functions");
  const { id, expression, parameters, constants } = found;
  return {
    expression,
    testFunctionId: id,
    parameters: parameters.map((parameter) => ({ ...parameter, held: 0 })),
    constants: [...constants],
  };
}

/**
 * Takes the start by its handle, moves it sideways at the pace of a mouse, and lets go.
 *
 * @returns the pixel where it was taken.
 */
async function dragStart(page: Page, length: number): Promise<number> {
  const handle = page.locator("[data-testid=instrument-map] [data-handle]").first();
  const box = await handle.boundingBox();
  if (box === null) throw new Error("the start has no handle on the map");
  const x = Math.round(box.x + box.width / 2);
  const y = Math.round(box.y + box.height / 2);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await setTimeout(REST);
  const moves: Promise<void>[] = [];
  const started = performance.now();
  for (let k = 1; k <= MOVES_PER_SWEEP; k++) {
    // Not awaited: a hand does not wait for the picture.
    moves.push(page.mouse.move(x + (length * k) / MOVES_PER_SWEEP, y));
    const pause = started + k * MOVE_INTERVAL - performance.now();
    if (pause > 0) await setTimeout(pause);
  }
  await Promise.all(moves);
  await setTimeout(REST);
  await page.mouse.up();
  await setTimeout(REST);
  return x;
}
