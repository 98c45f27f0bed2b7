import type { Page } from "playwright";
import { lessonById, lessonExperiment } from "../../../src-core/lessons/index.ts";
import { newProject, runSpecsOf, type ProjectContent, type RecordedRun } from "../../../src-core/project/index.ts";
import { concatenateFrames, runLoop, type FrameBlock } from "../../../src-core/run/index.ts";
import { atMost, type Row } from "../report/row.ts";
import { measured } from "../report/statistics.ts";
import { withLab, type OpenLab } from "./launch.ts";

const REPLAYS = 10;
/** The first replay may still fill caches; growth is counted from the second on. */
const BASE_REPLAY = 2;
/** Steps per second: the fastest that the transport offers. */
const SPEED = 50_000;
/** A replay lasts two seconds; a machine that is busy draws fewer frames, not later ones. */
const PATIENCE = 60_000;

/**
 * What is not growth. A page's heap also holds the engine's own notes: functions that get warm are compiled anew for some twenty
 * replays, which adds 3 to 5 % and then stops (seen over forty). The system's figure also depends on when allocators give pages back.
 * Were one set of frames kept for every replay, the heap would double and the working set would grow by 12 %.
 */
const TOLERANCES = { pageHeap: 1.05, mainHeap: 1.02, workingSet: 1.05 } as const satisfies Record<keyof Usage, number>;

const NAMES = { pageHeap: "page-heap", mainHeap: "main-heap", workingSet: "working-set" } as const;

/** After a full collection, in bytes. */
interface Usage {
  readonly pageHeap: number;
  readonly mainHeap: number;
  readonly workingSet: number;
}

/** The valley with its 100,000 recorded steps is opened and played through ten times: the tenth time must not need more than the second. */
export async function* memoryRows(): AsyncGenerator<Row> {
  const usage = await withLab(project(), ["--js-flags=--expose-gc"], async (lab) => {
    const found: Usage[] = [];
    for (let replay = 1; replay <= REPLAYS; replay++) {
      await playThrough(lab.page);
      found.push(await usageOf(lab));
    }
    return found;
  });
  for (const kind of ["pageHeap", "mainHeap", "workingSet"] as const) {
    const inMegabytes = usage.map((at) => at[kind] / 2 ** 20);
    process.stderr.write(`  ${kind} by replay, MiB: ${inMegabytes.map((size) => size.toFixed(1)).join(" ")}\n`);
    yield atMost(TOLERANCES[kind], {
      name: `memory/${NAMES[kind]}/second-replay`,
      unit: "MiB",
      ours: measured([inMegabytes[REPLAYS - 1]]),
      peer: measured([inMegabytes[BASE_REPLAY - 1]]),
      peerName: "after the 2nd replay",
    });
  }
}

function project(): ProjectContent {
  const valley = lessonById("valley");
  if (valley === undefined) throw new Error("the valley is not among the lessons");
  // The experiment alone: its lesson's reader is not part of what is measured.
  const experiment = { ...lessonExperiment(valley, "en"), lessonId: null };
  const { view } = experiment;
  const played = { ...experiment, view: { ...view, transport: { ...view.transport, step: 0, speed: SPEED } } };
  const runs = runSpecsOf(played).map(({ runnerId, startId, spec }, index): RecordedRun => {
    const blocks: FrameBlock[] = [];
    const run = runLoop(spec);
    for (let next = run.next(); ; next = run.next()) {
      if (next.done) {
        const id = `run-${index + 1}`;
        return {
          id,
          experimentId: played.id,
          runnerId,
          startId,
          spec,
          stopped: next.value,
          frames: concatenateFrames(blocks),
        };
      }
      blocks.push(next.value);
    }
  });
  return { project: newProject(played), runs };
}

/** From the first step to the last, as a person does who presses play. */
async function playThrough(page: Page): Promise<void> {
  await page.getByTestId("to-start").click();
  await page.getByTestId("play").click();
  await page.waitForFunction(
    () => {
      const scrubber = document.querySelector<HTMLInputElement>("[data-testid=scrubber]");
      return scrubber !== null && Number(scrubber.max) > 1 && scrubber.value === scrubber.max;
    },
    undefined,
    { timeout: PATIENCE },
  );
}

async function usageOf({ app, page }: OpenLab): Promise<Usage> {
  const session = await page.context().newCDPSession(page);
  // Twice, with a pause: what finalisers let go of is collected by the second.
  for (let pass = 0; pass < 2; pass++) {
    await session.send("HeapProfiler.collectGarbage");
    await app.evaluate(() => (globalThis as { gc?: () => void }).gc?.());
    await page.waitForTimeout(300);
  }
  const inPage = (await session.send("Runtime.getHeapUsage")) as { usedSize: number; backingStorageSize?: number };
  await session.detach();
  const main = await app.evaluate(({ app: program }) => {
    const { heapUsed, external } = process.memoryUsage();
    const sizes = program.getAppMetrics().map(({ memory }) => memory.workingSetSize * 1024);
    return { heap: heapUsed + external, workingSet: sizes.reduce((sum, size) => sum + size, 0) };
  });
  return {
    pageHeap: inPage.usedSize + (inPage.backingStorageSize ?? 0),
    mainHeap: main.heap,
    workingSet: main.workingSet,
  };
}
