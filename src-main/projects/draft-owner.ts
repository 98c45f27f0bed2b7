import { uptime } from "node:os";
import { isRunning } from "./stale-files.ts";

/** The process that keeps a draft. Of this machine: the single-instance lock of the user's data lets no other one in. */
export interface DraftOwner {
  readonly pid: number;
  /** When the machine was started, in milliseconds since 1970, to within a minute. */
  readonly bootedAt: number;
}

export function thisOwner(now: number): DraftOwner {
  return { pid: process.pid, bootedAt: now - uptime() * 1000 };
}

/** Clocks are set and drift; two starts of a machine lie further apart. */
const SAME_BOOT = 60_000;

/**
 * Whether the process that kept a draft still runs. Process numbers are used again: one from before the machine's last
 * start is dead whoever has its number now, and so is an earlier one with the number of `self`.
 */
export function isOwnerRunning(
  owner: DraftOwner,
  self: DraftOwner,
  isAlive: (pid: number) => boolean = isRunning,
): boolean {
  if (Math.abs(owner.bootedAt - self.bootedAt) > SAME_BOOT) return false;
  return owner.pid !== self.pid && isAlive(owner.pid);
}

export function checkOwner(value: unknown): DraftOwner {
  if (typeof value !== "object" || value === null || !("pid" in value) || !("bootedAt" in value))
    throw new TypeError("no owner");
  const { pid, bootedAt } = value;
  if (typeof pid !== "number" || typeof bootedAt !== "number") throw new TypeError("no owner");
  return { pid, bootedAt };
}
