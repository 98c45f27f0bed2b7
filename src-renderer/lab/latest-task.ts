/**
 * Runs one asynchronous job at a time for a stream of wishes of which only the newest matters (a drag, a zoom).
 *
 * While a job runs, newer wishes replace each other; when it ends the newest starts. So every finished answer is drawn
 * and no wish waits behind more than one other. A job that takes longer than `patience` is aborted as soon as it is
 * outdated, so that a slow answer to an old question never holds up a new one.
 */
export class LatestTask<Wish> {
  readonly #work: (wish: Wish, signal: AbortSignal) => Promise<void>;
  readonly #patience: number;
  #current: CurrentJob | null = null;
  #next: { wish: Wish } | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param patience milliseconds after which an outdated job is aborted. */
  constructor(work: (wish: Wish, signal: AbortSignal) => Promise<void>, patience: number) {
    this.#work = work;
    this.#patience = patience;
  }

  get busy(): boolean {
    return this.#current !== null;
  }

  request(wish: Wish): void {
    this.#next = { wish };
    if (this.#current === null) {
      this.#startNext();
      return;
    }
    const waited = performance.now() - this.#current.startedAt;
    this.#timer ??= setTimeout(() => this.#current?.controller.abort(), Math.max(0, this.#patience - waited));
  }

  /** Aborts what runs and forgets what waits. */
  cancel(): void {
    this.#next = null;
    this.#current?.controller.abort();
  }

  /**
   * To be called by the work when it has its answer, and still has to show it: what waits begins now, and what is asked for
   * from now on at once.
   */
  answered(): void {
    if (this.#current !== null) this.#leave(this.#current);
  }

  #startNext(): void {
    if (this.#next === null) return;
    const { wish } = this.#next;
    this.#next = null;
    this.#current = { controller: new AbortController(), startedAt: performance.now() };
    void this.#run(wish, this.#current);
  }

  async #run(wish: Wish, current: CurrentJob): Promise<void> {
    try {
      await this.#work(wish, current.controller.signal);
    } finally {
      this.#leave(current);
    }
  }

  #leave(current: CurrentJob): void {
    if (this.#current !== current) return;
    this.#current = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#startNext();
  }
}

interface CurrentJob {
  readonly controller: AbortController;
  readonly startedAt: number;
}
