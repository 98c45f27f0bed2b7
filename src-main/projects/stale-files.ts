import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { FileLayer } from "./file-layer.ts";

/**
 * A name for a file that is about to be renamed: dotted, so that it stays out of sight, and short whatever the final
 * name is. It names its process, so that what a crash left behind can be told from what is being written.
 */
export function temporaryName(): string {
  return `.saddlescope-${process.pid}-${randomBytes(6).toString("hex")}.tmp`;
}

const TEMPORARY = /^\.saddlescope-(\d+)-[0-9a-f]{12}\.tmp$/;

/**
 * Younger ones are left alone even if their process is not found here: the folder may be shared with another machine,
 * and writing takes seconds.
 */
const MIN_AGE = 10 * 60_000;

export interface SweepOptions {
  readonly now: number;
  readonly isRunning: (pid: number) => boolean;
  /** Milliseconds; younger files stay. */
  readonly minAge?: number;
}

/** Removes temporary files that crashes left in a folder. Never fails: the next sweep comes. Returns how many went. */
export async function sweepStaleFiles(files: FileLayer, folder: string, options: SweepOptions): Promise<number> {
  let removed = 0;
  const names = await files.list(folder).catch(() => []);
  for (const name of names) {
    const pid = TEMPORARY.exec(name)?.[1];
    if (pid === undefined || options.isRunning(Number(pid))) continue;
    const path = join(folder, name);
    try {
      const { modified } = await files.facts(path);
      if (options.now - modified < (options.minAge ?? MIN_AGE)) continue;
      await files.unlink(path);
      removed += 1;
    } catch {
      // Somebody else swept it, or may: nothing depends on it.
    }
  }
  return removed;
}

/** Whether a process of this machine with this number is running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, but belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
