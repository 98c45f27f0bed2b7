import { runInThisContext } from "node:vm";
import { measured, type Measured } from "./statistics.ts";

/** Does the thing that is timed so many times, and returns something that depends on every result. */
export type Contestant = (times: number) => number;

export interface RaceOptions {
  readonly rounds?: number;
  /** How long one contestant's turn in a round takes, about. */
  readonly turn?: number;
  /** How long a contestant warms up at least, in milliseconds, unless one operation takes longer than a turn. */
  readonly warmUp?: number;
}

/**
 * Times contestants who take turns, so that a machine that slows down slows all of them.
 *
 * @returns nanoseconds per operation, for each.
 */
export function race<Name extends string>(
  contestants: Readonly<Record<Name, Contestant>>,
  { rounds = 41, turn = 10, warmUp = 200 }: RaceOptions = {},
): Record<Name, Measured> {
  const names = Object.keys(contestants) as Name[];
  const entries = names.map((name) => {
    const run = contestants[name];
    return { name, run, times: calibrate(run, turn, warmUp), sample: [] as number[] };
  });
  for (let round = 0; round < rounds; round++) {
    for (const { run, times, sample } of entries) sample.push((timed(run, times) * 1e6) / times);
  }
  return Object.fromEntries(entries.map(({ name, sample }) => [name, measured(sample)])) as Record<Name, Measured>;
}

/**
 * The same function compiled from a text of its own: what V8 learned of its other copies (which functions are called in it, with
 * which arguments) is not shared. Loops that call a contestant need that; one loop for all would charge everybody for the call.
 *
 * @param pattern a function or arrow function that uses nothing from outside but its arguments and the language.
 */
export function ownCopy<F extends (...parameters: never[]) => unknown>(pattern: F): F {
  return compiled<F>(pattern.toString());
}

/** A function from its text, compiled anew even where the same text was before. */
export function compiled<F extends (...parameters: never[]) => unknown>(text: string): F {
  copies += 1;
  return runInThisContext(`/* copy ${copies} */ (${text})`) as F;
}

let copies = 0;

function timed(run: Contestant, times: number): number {
  const started = performance.now();
  const result = run(times);
  const elapsed = performance.now() - started;
  // Looked at, so that no computation can be left out as unused.
  if (Number.isNaN(result)) throw new Error("a contestant computed NaN");
  return elapsed;
}

/** Warms a contestant up and finds how often it can do its thing in a turn. */
function calibrate(run: Contestant, turn: number, warmUp: number): number {
  const started = performance.now();
  let times = 1;
  let elapsed = timed(run, times);
  while (performance.now() - started < warmUp || (elapsed < turn / 2 && elapsed > 0)) {
    if (elapsed < turn) times = Math.ceil(times * Math.min(8, turn / Math.max(elapsed, 0.01)));
    elapsed = timed(run, times);
  }
  return Math.max(1, Math.round((times * turn) / Math.max(elapsed, 0.01)));
}
