import { spawn } from "node:child_process";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { beforeAll, expect, it } from "vitest";
import { nodeFileLayer } from "../../../src-main/projects/file-layer.ts";
import { isRunning, sweepStaleFiles } from "../../../src-main/projects/stale-files.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Enough that every stage of a write is hit: without the rename a third of these leave a torn file. */
const KILLS = 60;
const folder = temporaryFolder();
const path = join(folder, "victim.saddle");
const writer = join(folder, "writer.mjs");

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      ssr: fileURLToPath(new URL("../support/endless-writer.ts", import.meta.url)),
      outDir: folder,
      emptyOutDir: false,
      target: "node20.18",
      rolldownOptions: { output: { format: "es", entryFileNames: "writer.mjs", codeSplitting: false } },
    },
  });
});

it(`${KILLS} times killed while writing: the file is always whole and never older than what was reported`, async () => {
  writeFileSync(path, contentOf(0));
  let reported = 0;
  let leftBehind = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    reported = Math.max(reported, await writeAndDie(reported, 3 + ((kill * 7) % 41)));
    const content = readFileSync(path, "utf8");
    const number = Number(content.slice(0, content.indexOf(":")));
    expect(content === contentOf(number), `kill ${kill}: the file is whole`).toBe(true);
    expect(number).toBeGreaterThanOrEqual(reported);
    reported = number;
    leftBehind += readdirSync(folder).filter((name) => name.endsWith(".tmp")).length > 0 ? 1 : 0;
  }
  // Otherwise nothing was killed in the act.
  expect(leftBehind).toBeGreaterThan(0);
  const options = { now: Date.now(), isRunning };
  expect(await sweepStaleFiles(nodeFileLayer, folder, options)).toBe(0);
  await sweepStaleFiles(nodeFileLayer, folder, { ...options, minAge: -1_000 });
  expect(readdirSync(folder).sort()).toEqual(["victim.saddle", "victim.saddle.bak", "writer.mjs"]);
  rmSync(path);
}, 60_000);

/** Lets a process write from a number on, kills it a moment after its first report, and returns its last report. */
async function writeAndDie(from: number, moment: number): Promise<number> {
  const child = spawn(process.execPath, [writer, path, String(from)], { stdio: ["ignore", "pipe", "inherit"] });
  let last = from;
  let tellFirst: () => void;
  const first = new Promise<void>((resolve) => (tellFirst = resolve));
  child.stdout.on("data", (chunk: Buffer) => {
    const lines = chunk
      .toString("utf8")
      .split("\n")
      .filter((line) => line !== "");
    last = Math.max(last, ...lines.map(Number));
    tellFirst();
  });
  await first;
  await pause(moment);
  const closed = new Promise((resolve) => child.on("close", resolve));
  child.kill("SIGKILL");
  await closed;
  return last;
}

/** Two megabytes that tell their number and whether they are whole. */
function contentOf(number: number): string {
  return `${number}:${String(number % 10).repeat(2_000_000)}:${number}`;
}
