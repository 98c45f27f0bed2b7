import type { JobEvent } from "../../src-core/protocol/index.ts";
import { concatenateFrames, type FrameBlock } from "../../src-core/run/index.ts";

/** Thirty messages a second: a screen shows no more, and each costs main and the page some time. */
const INTERVAL = 1000 / 30;

/**
 * Collects the events of one job between two messages. Neighbouring blocks of a run become one block and only the
 * newest progress is kept. A job that ends within an interval is told in a single message, with its end.
 */
export class Outbox {
  #events: JobEvent[] = [];
  #lastSent: number;

  /** @param now milliseconds of any steady clock; so are the other times. */
  constructor(now: number) {
    this.#lastSent = now;
  }

  add(event: JobEvent): void {
    if (event.kind === "progress") this.#events = this.#events.filter((other) => other.kind !== "progress");
    this.#events.push(event);
  }

  isDue(now: number): boolean {
    return this.#events.length > 0 && now - this.#lastSent >= INTERVAL;
  }

  /** Empties the box. */
  take(now: number): readonly JobEvent[] {
    const events = mergeFrames(this.#events);
    this.#events = [];
    this.#lastSent = now;
    return events;
  }
}

function mergeFrames(events: readonly JobEvent[]): readonly JobEvent[] {
  const merged: JobEvent[] = [];
  let open: { readonly id: string; readonly run: number; readonly blocks: FrameBlock[] } | null = null;
  const close = (): void => {
    if (open !== null) merged.push({ id: open.id, kind: "frames", run: open.run, block: joined(open.blocks) });
    open = null;
  };
  for (const event of events) {
    if (event.kind === "frames" && open?.run === event.run) {
      open.blocks.push(event.block);
    } else if (event.kind === "frames") {
      close();
      open = { id: event.id, run: event.run, blocks: [event.block] };
    } else {
      if (event.kind !== "progress") close();
      merged.push(event);
    }
  }
  close();
  return merged;
}

function joined(blocks: readonly FrameBlock[]): FrameBlock {
  const [first] = blocks;
  return blocks.length === 1 && first !== undefined ? first : concatenateFrames(blocks);
}
