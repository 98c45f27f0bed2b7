/** The app's own build in out/, made again only when a source changed. */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { capture } from "./child.mjs";
import { contentHash, filesBelow, writeWhole } from "./files.mjs";
import { withLock } from "./lock.mjs";
import { commandScript, fromRoot } from "./paths.mjs";
import { Problem, say } from "./say.mjs";

const SOURCES = [
  "src-core",
  "src-main",
  "src-renderer",
  "package.json",
  "package-lock.json",
  "electron.vite.config.ts",
  "tsconfig.json",
];
const ENTRY = fromRoot("out", "main", "index.js");
const STAMP = fromRoot("out", ".stamp");

/**
 * Builds main, preload and renderer where they are not those of the present sources.
 *
 * @param {{ force?: boolean }} options
 * @returns {Promise<{ seconds: number, isNew: boolean }>}
 * @throws {Problem} with the bundler's own message
 */
export async function buildApplication({ force = false } = {}) {
  const started = Date.now();
  const isNew = await withLock(
    fromRoot("out", ".build.lock"),
    async () => {
      const sources = contentHash(SOURCES.flatMap(filesBelow));
      if (!force && existsSync(ENTRY) && readStamp() === sources) return false;
      rmSync(STAMP, { force: true });
      say("Building the app ...");
      const result = await capture(process.execPath, [commandScript("electron-vite"), "build"], { cwd: fromRoot() });
      if (result.code !== 0)
        throw new Problem(result.output.trimEnd(), "The app could not be built; the lines above say why.");
      mkdirSync(fromRoot("out"), { recursive: true });
      // The hash from before: a source that changed meanwhile makes the next start build again.
      writeWhole(STAMP, sources);
      return true;
    },
    (holder) => {
      say(`Process ${holder} is building the app already; waiting for it.`);
    },
  );
  const seconds = (Date.now() - started) / 1000;
  if (isNew) say(`Built in ${seconds.toFixed(1)} s.`);
  return { seconds, isNew };
}

function readStamp() {
  return existsSync(STAMP) ? readFileSync(STAMP, "utf8") : undefined;
}
