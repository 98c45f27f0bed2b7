/**
 * A lock between processes: a file that names its holder.
 *
 * The holder touches the file while it works, so a lock is stale when its process is gone or when it has not been
 * touched for a while (the process number may belong to someone else by then, or to another container). Should two
 * processes ever take over the same stale lock, the worst is work done twice: whatever is made under a lock here is
 * made aside and renamed into place.
 */
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const TOUCH_EVERY = 5_000;
const STALE_AFTER = 60_000;
const LOOK_EVERY = 200;

/**
 * Runs `work` while holding the lock.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {(holder: number) => void} onWait called once when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait = () => {}) {
  mkdirSync(dirname(file), { recursive: true });
  let hasWaited = false;
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder === undefined) continue;
    if (isStale(file, holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!hasWaited) onWait(holder);
    hasWaited = true;
    await pause(LOOK_EVERY);
  }
  const release = () => {
    if (holderOf(file) === process.pid) rmSync(file, { force: true });
  };
  const touch = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // Somebody took the lock over; the work is finished aside and does no harm.
    }
  }, TOUCH_EVERY);
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(touch);
    process.off("exit", release);
    release();
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} file */
function holderOf(file) {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {number} holder 0 for the moment between creating the file and writing the number into it
 */
function isStale(file, holder) {
  try {
    const untouched = Date.now() - statSync(file).mtimeMs;
    return untouched > STALE_AFTER || (holder > 0 && !isAlive(holder));
  } catch {
    return false;
  }
}
