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
  #current: { controller: AbortController; startedAt: number } | null = null;
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

  /** A newer wish waits for the one that is worked on. */
  get waiting(): boolean {
    return this.#next !== null;
  }

  request(wish: Wish): void {
    this.#next = { wish };
    if (this.#current === null) {
      void this.#startNext();
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

  async #startNext(): Promise<void> {
    while (this.#next !== null) {
      const { wish } = this.#next;
      this.#next = null;
      const controller = new AbortController();
      this.#current = { controller, startedAt: performance.now() };
      try {
        await this.#work(wish, controller.signal);
      } finally {
        this.#current = null;
        if (this.#timer !== null) clearTimeout(this.#timer);
        this.#timer = null;
      }
    }
  }
}
