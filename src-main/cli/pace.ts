import { setImmediate as nextTurn } from "node:timers/promises";
import { Interrupted } from "./errors.ts";
import type { CliIo } from "./io.ts";

/** Ctrl-C is seen within this time, and a bar moves this often; milliseconds. */
const TURN = 50;
/** Work shorter than this shows no bar; milliseconds. */
const QUIET = 500;
const BAR_WIDTH = 24;

/**
 * Keeps long work polite: lets the process hear Ctrl-C now and then, and on a terminal draws a bar with rate and time
 * left. One for each call of the command.
 */
export class Pace {
  readonly #io: CliIo;
  readonly #unit: string;
  readonly #total: number;
  readonly #started = performance.now();
  #lastTurn = performance.now();
  #drawn = false;

  /** @param total units of work to come, for the bar. */
  constructor(io: CliIo, total: number, unit: string) {
    this.#io = io;
    this.#total = total;
    this.#unit = unit;
  }

  /** Whether it is time to call turn(); cheap enough for inner loops that are not too tight. */
  get isDue(): boolean {
    return performance.now() - this.#lastTurn > TURN;
  }

  /**
   * Gives way to whatever waits and shows how far the work is.
   *
   * @throws Interrupted when Ctrl-C was pressed.
   */
  async turn(done: number): Promise<void> {
    await nextTurn();
    this.#lastTurn = performance.now();
    if (this.#io.interrupted.aborted) {
      this.clear();
      throw new Interrupted();
    }
    this.#draw(done);
  }

  /** Takes the bar away, before anything else is written. */
  clear(): void {
    if (this.#drawn) this.#io.writeError("\r\u001b[K");
    this.#drawn = false;
  }

  #draw(done: number): void {
    const elapsed = (performance.now() - this.#started) / 1000;
    if (!this.#io.stderrIsTerminal || elapsed * 1000 < QUIET || done <= 0) return;
    const share = Math.min(1, done / this.#total);
    const rate = done / elapsed;
    const filled = Math.round(share * BAR_WIDTH);
    const bar = "#".repeat(filled).padEnd(BAR_WIDTH, "-");
    const left = Math.max(0, (this.#total - done) / rate);
    this.#drawn = true;
    this.#io.writeError(
      `\r\u001b[K[${bar}] ${Math.round(share * 100)}%  ${rateText(rate)} ${this.#unit}/s  ${timeText(left)} left`,
    );
  }
}

function rateText(rate: number): string {
  return rate >= 100 ? Math.round(rate).toLocaleString("en-US") : rate.toPrecision(2);
}

function timeText(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  return seconds < 3600
    ? `${Math.floor(seconds / 60)} min ${Math.ceil(seconds % 60)} s`
    : `${(seconds / 3600).toFixed(1)} h`;
}
