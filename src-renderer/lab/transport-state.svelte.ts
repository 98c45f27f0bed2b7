/**
 * Playback: which recorded step is shown. It never computes anything, so it cannot change a result.
 */
export class TransportState {
  #step: number = $state(0);
  #playing: boolean = $state(false);
  #speed: number = $state(60);
  #last: number = $state(0);
  #exact = 0;
  #frame: number | null = null;
  #previousTime = 0;

  /** The number of updates made at what is shown. */
  get step(): number {
    return this.#step;
  }

  /** The last step of the longest run. */
  get last(): number {
    return this.#last;
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** Steps per second. */
  get speed(): number {
    return this.#speed;
  }

  set speed(speed: number) {
    this.#speed = Math.min(MAX_SPEED, Math.max(MIN_SPEED, speed));
  }

  /** Runs grew or changed: what is shown stays, unless it no longer exists. */
  setLast(last: number): void {
    this.#last = last;
    if (this.#step > last) this.show(last);
  }

  show(step: number): void {
    this.#exact = Math.min(this.#last, Math.max(0, step));
    this.#step = Math.round(this.#exact);
  }

  /** What a file says, before any run has ended. */
  restore(step: number, speed: number): void {
    this.pause();
    this.#last = Math.max(this.#last, step);
    this.speed = speed;
    this.show(step);
  }

  stepBy(count: number): void {
    this.pause();
    this.show(this.#step + count);
  }

  toggle(): void {
    if (this.#playing) this.pause();
    else this.play();
  }

  play(): void {
    if (this.#last === 0) return;
    if (this.#step >= this.#last) this.show(0);
    this.#playing = true;
    this.#previousTime = performance.now();
    this.#frame ??= requestAnimationFrame(this.#advance);
  }

  pause(): void {
    this.#playing = false;
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
  }

  readonly #advance = (time: number): void => {
    this.#frame = null;
    if (!this.#playing) return;
    const seconds = Math.max(0, time - this.#previousTime) / 1000;
    this.#previousTime = time;
    this.show(this.#exact + seconds * this.#speed);
    if (this.#exact >= this.#last) this.pause();
    else this.#frame = requestAnimationFrame(this.#advance);
  };
}

/** Slow enough to follow single arrows, fast enough for 100,000 steps in some seconds. */
export const MIN_SPEED = 1;
export const MAX_SPEED = 50_000;
