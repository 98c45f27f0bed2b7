/** How patient the pool is. Times in milliseconds. */
export interface PoolLimits {
  /** A thread that has not come up after this is given up: a loaded machine with a cold disk takes seconds. */
  readonly startAfter: number;
  /** A worker whose heartbeat stands still this long, while it has work, is replaced. */
  readonly stuckAfter: number;
  /** A cancelled job is reported as cancelled after this even if its worker has not answered. */
  readonly answerAfter: number;
  /** A worker that has not given up a cancelled job after this is replaced. */
  readonly obeyAfter: number;
  /** Largest heap of a worker in megabytes; typed arrays do not count. */
  readonly heapMegabytes: number;
}

/**
 * For the window's jobs. People are promised that a cancel shows within 100 ms; the rest of it is left for the way to
 * the page. A task offers to be interrupted every few milliseconds, so a second without is a fault.
 */
export const COMPUTE_LIMITS: PoolLimits = {
  startAfter: 60_000,
  stuckAfter: 10_000,
  answerAfter: 80,
  obeyAfter: 1_000,
  heapMegabytes: 512,
};

/** For packing and reading projects, which cannot be interrupted: the largest project takes seconds. */
export const ARCHIVE_LIMITS: PoolLimits = {
  startAfter: 60_000,
  stuckAfter: 180_000,
  answerAfter: 80,
  obeyAfter: 180_000,
  heapMegabytes: 1_024,
};

/** All processors but the one that main and the page need; at least one. */
export function poolSize(processors: number): number {
  return Math.max(1, processors - 1);
}
