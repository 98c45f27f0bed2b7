import type { Failure, JobEvent, JobOptions } from "../../src-core/protocol/index.ts";
import {
  BACKGROUND_SLOT,
  INTERACTIVE_SLOT,
  type ProgressMessage,
  type Slot,
  type TaskEnd,
  type WorkRequest,
} from "../workers/messages.ts";
import { JobQueue } from "./job-queue.ts";
import type { PoolLimits } from "./limits.ts";
import { WorkerThread, type SpawnWorker } from "./worker-thread.ts";

export interface PoolOptions {
  readonly size: number;
  readonly spawn: SpawnWorker;
  readonly limits: PoolLimits;
}

export interface Order {
  readonly id: string;
  readonly request: WorkRequest;
  readonly options: JobOptions;
  /** Buffers of the request that are handed over instead of copied; such a job cannot begin again after a crash. */
  readonly transfer?: readonly ArrayBuffer[];
  /** Called with what came in; `end` is set on the last call, which comes exactly once. Not called before start() returns. */
  readonly onprogress: (events: readonly JobEvent[], end: TaskEnd | null) => void;
}

export interface JobHandle {
  /** Ends the job within `answerAfter`; does nothing when it has ended. */
  cancel(): void;
}

/**
 * Warm worker threads with a queue in front of them.
 *
 * A worker holds at most one background and one interactive job; while both are there the background one stands still.
 * Background jobs go to workers that have nothing to do; interactive ones to these first, else to one whose only job is
 * in the background. So an interactive job waits for other interactive ones only, even where there is a single worker.
 */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #seats: Seat[];
  readonly #queue = new JobQueue<Job>();
  readonly #lanes = new Map<string, Job>();
  #lastTicket = 0;
  #watch: NodeJS.Timeout | null = null;
  #isDisposed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#seats = Array.from({ length: options.size }, () => ({
      thread: null,
      jobs: [null, null],
      beat: 0,
      silentTicks: 0,
    }));
  }

  get size(): number {
    return this.#options.size;
  }

  /** Starts threads that are not running yet, so that the first job need not wait for one. */
  warm(): void {
    for (const seat of this.#seats) this.#threadOf(seat);
  }

  start(order: Order): JobHandle {
    const job: Job = {
      order,
      priority: order.options.priority,
      place: null,
      hasSpoken: false,
      isCancelled: false,
      hasEnded: false,
      timers: [],
    };
    if (this.#isDisposed) {
      queueMicrotask(() => order.onprogress([], { kind: "cancelled" }));
      return { cancel: () => undefined };
    }
    this.#takeLane(job);
    this.#queue.add(job);
    this.#assign();
    return { cancel: () => this.#cancel(job, this.#options.limits.answerAfter) };
  }

  /** Cancels everything and ends all threads. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    if (this.#watch !== null) clearInterval(this.#watch);
    const threads = this.#seats.flatMap(({ thread }) => (thread === null ? [] : [thread]));
    const jobs = [...this.#queue.takeAll(), ...this.#seats.flatMap((seat) => seat.jobs.filter((job) => job !== null))];
    for (const job of jobs) this.#end(job, [], { kind: "cancelled" });
    await Promise.all(threads.map((thread) => thread.terminate()));
  }

  /** Of two jobs in a lane the later wins, and the earlier is over for its owner at once. */
  #takeLane(job: Job): void {
    const { lane } = job.order.options;
    if (lane === null) return;
    const earlier = this.#lanes.get(lane);
    this.#lanes.set(lane, job);
    if (earlier !== undefined) this.#cancel(earlier, 0);
  }

  #cancel(job: Job, answerAfter: number): void {
    if (job.isCancelled || job.hasEnded) return;
    job.isCancelled = true;
    if (this.#queue.remove(job)) {
      queueMicrotask(() => this.#end(job, [], { kind: "cancelled" }));
      return;
    }
    const { place } = job;
    if (place === null) return;
    place.seat.thread?.cancel(place.slot, place.ticket);
    const answer = setTimeout(() => this.#end(job, [], { kind: "cancelled" }), answerAfter);
    const obey = setTimeout(
      () => this.#replace(place.seat, { code: "job/timeout", values: {} }),
      this.#options.limits.obeyAfter,
    );
    job.timers.push(answer, obey);
  }

  #assign(): void {
    for (;;) {
      const idle = this.#seats.find((seat) => seat.jobs[0] === null && seat.jobs[1] === null);
      const open = idle ?? this.#seats.find((seat) => seat.jobs[INTERACTIVE_SLOT] === null);
      const interactive = open === undefined ? null : this.#queue.take("interactive");
      if (open !== undefined && interactive !== null) {
        this.#place(open, INTERACTIVE_SLOT, interactive);
        continue;
      }
      const background = idle === undefined ? null : this.#queue.take("background");
      if (idle === undefined || background === null) return;
      this.#place(idle, BACKGROUND_SLOT, background);
    }
  }

  #place(seat: Seat, slot: Slot, job: Job): void {
    this.#lastTicket += 1;
    const ticket = this.#lastTicket;
    const { id, request, transfer = [] } = job.order;
    seat.jobs[slot] = job;
    seat.silentTicks = 0;
    job.place = { seat, slot, ticket };
    try {
      this.#threadOf(seat).start({ ticket, id, slot, request }, transfer);
    } catch {
      // No thread could be made (out of memory), or the request holds something that cannot be copied.
      seat.jobs[slot] = null;
      queueMicrotask(() => this.#end(job, [], { kind: "failed", error: { code: "job/worker-crashed", values: {} } }));
      return;
    }
    this.#startWatch();
  }

  #threadOf(seat: Seat): WorkerThread {
    const { spawn, limits } = this.#options;
    seat.thread ??= new WorkerThread(spawn, limits.heapMegabytes, {
      onmessage: (message) => this.#receive(seat, message),
      ongone: (reason) => this.#replace(seat, reason),
    });
    return seat.thread;
  }

  #receive(seat: Seat, message: ProgressMessage): void {
    const job = seat.jobs.find((candidate) => candidate?.place?.ticket === message.ticket) ?? null;
    if (job === null) return;
    if (message.end !== null) {
      this.#leave(job);
      this.#end(job, message.events, message.end);
      this.#assign();
    } else if (!job.hasEnded) {
      job.hasSpoken = true;
      job.order.onprogress(message.events, null);
    }
  }

  /** Tells the owner, once. The job may still hold its worker, when it was cancelled and has not answered. */
  #end(job: Job, events: readonly JobEvent[], end: TaskEnd): void {
    if (job.hasEnded) return;
    job.hasEnded = true;
    const { lane } = job.order.options;
    if (lane !== null && this.#lanes.get(lane) === job) this.#lanes.delete(lane);
    job.order.onprogress(events, job.isCancelled ? { kind: "cancelled" } : end);
  }

  /** The job gives its place free. */
  #leave(job: Job): void {
    for (const timer of job.timers) clearTimeout(timer);
    if (job.place !== null) job.place.seat.jobs[job.place.slot] = null;
    job.place = null;
  }

  /**
   * Ends a thread that is gone or must go, and settles its jobs: the one it was working on fails with the reason, the
   * other begins again where nothing of it was told yet, and fails as crashed where it cannot.
   */
  #replace(seat: Seat, reason: Failure): void {
    const { thread } = seat;
    const guilty = thread?.activeTicket ?? 0;
    seat.thread = null;
    void thread?.terminate();
    for (const job of seat.jobs) {
      if (job === null) continue;
      const isGuilty = job.place?.ticket === guilty || guilty === 0;
      this.#leave(job);
      const canRestart = !isGuilty && !job.hasSpoken && !job.isCancelled && (job.order.transfer ?? []).length === 0;
      if (canRestart) this.#queue.addFirst(job);
      else
        this.#end(job, [], { kind: "failed", error: isGuilty ? reason : { code: "job/worker-crashed", values: {} } });
    }
    this.#assign();
  }

  /** Looks at the heartbeats while there is work. Counts its own ticks, so that a sleeping computer is not a stuck worker. */
  #startWatch(): void {
    if (this.#watch !== null) return;
    this.#watch = setInterval(() => {
      const busy = this.#seats.filter((seat) => seat.jobs.some((job) => job !== null));
      for (const seat of busy) this.#checkBeat(seat);
      if (busy.length > 0 || this.#watch === null) return;
      clearInterval(this.#watch);
      this.#watch = null;
    }, this.#options.limits.stuckAfter / WATCH_TICKS);
    this.#watch.unref();
  }

  #checkBeat(seat: Seat): void {
    const beat = seat.thread?.heartbeat ?? 0;
    seat.silentTicks = beat === seat.beat ? seat.silentTicks + 1 : 0;
    seat.beat = beat;
    const { startAfter, stuckAfter } = this.#options.limits;
    const patience = beat === 0 ? startAfter / stuckAfter : 1;
    if (seat.silentTicks < WATCH_TICKS * patience) return;
    seat.silentTicks = 0;
    this.#replace(seat, { code: "job/timeout", values: {} });
  }
}

/** How often the heartbeat is looked at within the time that counts as stuck. */
const WATCH_TICKS = 8;

/** The place of one thread, which outlives the thread. Indexed by slot. */
interface Seat {
  thread: WorkerThread | null;
  readonly jobs: [Job | null, Job | null];
  beat: number;
  silentTicks: number;
}

interface Job {
  readonly order: Order;
  readonly priority: JobOptions["priority"];
  /** Where it runs; null while it waits and after it left. */
  place: { readonly seat: Seat; readonly slot: Slot; readonly ticket: number } | null;
  /** Whether its owner has heard of it, so that beginning again would tell things twice. */
  hasSpoken: boolean;
  isCancelled: boolean;
  hasEnded: boolean;
  readonly timers: NodeJS.Timeout[];
}
