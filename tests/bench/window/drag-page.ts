import type { DragRecord } from "./drag-latencies.ts";
import type { JobEvent } from "../../../src-core/protocol/index.ts";

// Both functions are carried into the page: they use nothing from outside themselves.

/** Begins to note what happens: moves as the page is told of them, finished runs as they arrive, frames in which those are drawn. */
export function watchDrag(): void {
  const record: DragRecord = { moves: [], painted: [] };
  const page = window as unknown as {
    dragRecord: DragRecord;
    lab: { onJobEvent(listener: (event: JobEvent) => void): void };
  };
  page.dragRecord = record;
  window.addEventListener(
    "pointermove",
    (event) => record.moves.push({ time: performance.now(), x: event.clientX }),
    true,
  );

  /** theta_0 of the runs that a job has delivered so far, and of the last whole job. */
  const starts = new Map<string, number>();
  let delivered: number | null = null;
  // The lab listens too and came first; what it does with a job's last event is done when this task ends.
  page.lab.onJobEvent((event) => {
    if (event.kind === "frames" && event.run === 0 && event.block.steps[0] === 0)
      starts.set(event.id, event.block.theta[0]);
    if (event.kind === "done") delivered = starts.get(event.id) ?? delivered;
  });

  const overlay = document.querySelector("[data-testid=instrument-map] [data-layer=overlay]");
  if (overlay === null) throw new Error("the map has no overlay");
  const painted = new MessageChannel();
  const waiting: number[] = [];
  painted.port1.onmessage = () => {
    const time = performance.now();
    for (const start of waiting.splice(0)) record.painted.push({ time, start });
  };
  new MutationObserver(() => {
    if (delivered === null) return;
    waiting.push(delivered);
    delivered = null;
    // The canvas holds the new paths now; the next frame shows them, and a message posted in it comes when it is painted.
    requestAnimationFrame(() => painted.port2.postMessage(null));
  }).observe(overlay, { attributes: true, attributeFilter: ["data-drawn"] });
}

/** What was noted since the last call. */
export function collectDrag(): DragRecord {
  const page = window as unknown as { dragRecord: { moves: unknown[]; painted: unknown[] } };
  return { moves: page.dragRecord.moves.splice(0), painted: page.dragRecord.painted.splice(0) } as DragRecord;
}
