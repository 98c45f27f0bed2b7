import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withLock } from "../../scripts/runtime/lock.mjs";

/** A process number that cannot be alive: above Linux' highest. */
const NO_PROCESS = 2 ** 22 + 1;
const LOCK_MODULE = fileURLToPath(new URL("../../scripts/runtime/lock.mjs", import.meta.url));

let folder = "";
let lock = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  lock = join(folder, "below", "work.lock");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("a lock", () => {
  it("holds its owner's number while the work runs, and is gone afterwards, also after a failure", async () => {
    const seen = await withLock(lock, async () => readFileSync(lock, "utf8"));
    expect(seen).toBe(`${String(process.pid)}\n`);
    expect(existsSync(lock)).toBe(false);
    await expect(withLock(lock, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(existsSync(lock)).toBe(false);
  });

  it("keeps processes apart", async () => {
    const log = join(folder, "log");
    const script = `
      import { withLock } from ${JSON.stringify(LOCK_MODULE)};
      import { appendFileSync } from "node:fs";
      import { setTimeout as pause } from "node:timers/promises";
      await withLock(${JSON.stringify(lock)}, async () => {
        appendFileSync(${JSON.stringify(log)}, "in ");
        await pause(100);
        appendFileSync(${JSON.stringify(log)}, "out ");
      });`;
    const start = () => promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
    await Promise.all([start(), start(), start()]);
    expect(readFileSync(log, "utf8")).toBe("in out in out in out ");
  });

  it("of a process that is gone, or that fell silent, is taken over", async () => {
    await withLock(lock, async () => undefined);
    writeFileSync(lock, `${String(NO_PROCESS)}\n`);
    expect(await withLock(lock, async () => "first")).toBe("first");
    writeFileSync(lock, `${String(process.ppid)}\n`);
    const twoMinutesAgo = new Date(Date.now() - 120_000);
    utimesSync(lock, twoMinutesAgo, twoMinutesAgo);
    expect(await withLock(lock, async () => "second")).toBe("second");
  });

  it("of a living process is waited for, and the waiting is told once", async () => {
    await withLock(lock, async () => undefined);
    writeFileSync(lock, `${String(process.ppid)}\n`);
    const told: number[] = [];
    setTimeout(() => {
      rmSync(lock);
    }, 700);
    await withLock(
      lock,
      async () => undefined,
      (holder) => told.push(holder),
    );
    expect(told).toEqual([process.ppid]);
  });
});
