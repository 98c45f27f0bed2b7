/**
 * Bundles a command of the project into one ES module for plain Node, on first use and when its sources changed.
 *
 * The test for staleness runs at every call of the command, so it costs some stats only: the stamp beside the bundle holds
 * size and time of every source that went into it. Where those differ, the content decides.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { contentHash, fingerprints, writeWhole } from "./files.mjs";
import { withLock } from "./lock.mjs";
import { fromRoot, root } from "./paths.mjs";
import { Problem, say } from "./say.mjs";

/**
 * @typedef {object} Command
 * @property {string} entry the entry module, relative to the root
 * @property {string} folder where the bundle goes, relative to the root; it belongs to the command alone
 * @property {string} name the bundle is called `name.mjs`
 * @property {"bundled" | "installed"} packages whether packages become part of the bundle (quick to load, nothing unused) or
 *   are imported from node_modules as they are
 */

/** @typedef {{ files: Record<string, string>, hash: string }} Stamp */

/** What the result depends on besides the modules themselves. */
const ALWAYS = ["package.json", "scripts/runtime/bundle.mjs"];
const TARGET = "node20.18";
/** A process that started with the bundle before may still load its parts; after this long it has ended. */
const KEEP_OLD_PARTS = 3_600_000;

/**
 * @param {Command} command
 * @returns {Promise<string>} the path of a bundle that is up to date
 */
export async function ensureBundle(command) {
  if (isFresh(command)) return bundleFile(command);
  return withLock(fromRoot(command.folder, ".lock"), async () => {
    // Another process may have built it while we waited.
    if (!isFresh(command)) await build(command);
    return bundleFile(command);
  });
}

/** @param {Command} command */
function bundleFile({ folder, name }) {
  return fromRoot(folder, `${name}.mjs`);
}

/** @param {Command} command */
function stampFile({ folder }) {
  return fromRoot(folder, ".stamp.json");
}

/** @param {Command} command */
function isFresh(command) {
  const stamp = readStamp(command);
  if (stamp === undefined || !existsSync(bundleFile(command))) return false;
  const files = Object.keys(stamp.files);
  const now = fingerprints(files);
  if (files.every((file) => now[file] === stamp.files[file])) return true;
  if (Object.values(now).includes("absent") || contentHash(files) !== stamp.hash) return false;
  // Touched but not changed, as after a checkout there and back.
  writeWhole(stampFile(command), JSON.stringify({ files: now, hash: stamp.hash }));
  return true;
}

/**
 * @param {Command} command
 * @returns {Stamp | undefined}
 */
function readStamp(command) {
  try {
    return JSON.parse(readFileSync(stampFile(command), "utf8"));
  } catch {
    return undefined;
  }
}

/** @param {Command} command */
async function build(command) {
  const { entry, folder, name, packages } = command;
  if (!existsSync(fromRoot(entry))) {
    throw new Problem(`There is no ${entry} to build ${name} from.`, "The checkout is incomplete; restore the file.");
  }
  const isTalkative = process.stderr.isTTY;
  const started = Date.now();
  if (isTalkative) say(`Building ${name} ...`);
  const target = fromRoot(folder);
  mkdirSync(target, { recursive: true });
  const aside = mkdtempSync(join(target, ".new-"));
  try {
    const before = fingerprints(ALWAYS);
    const modules = await bundle({ entry: fromRoot(entry), outDir: aside, name, packages });
    const files = { ...before, ...modules };
    const names = Object.keys(files);
    /** @type {Stamp} */
    const stamp = { files, hash: contentHash(names) };
    rmSync(stampFile(command), { force: true });
    replace(aside, target, `${name}.mjs`);
    // Without a stamp the next call builds again; it must, when a source changed while this build was reading.
    const now = fingerprints(names);
    if (names.every((file) => now[file] === files[file])) writeWhole(stampFile(command), JSON.stringify(stamp));
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  if (isTalkative) say(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

/**
 * @param {{ entry: string, outDir: string, name: string, packages: Command["packages"] }} options
 * @returns {Promise<Record<string, string>>} the project's own modules that went in, relative to the root, with their
 *   fingerprints when they were read
 */
async function bundle({ entry, outDir, name, packages }) {
  const { build: viteBuild } = await import("vite");
  /** @type {Record<string, string>} */
  const modules = {};
  try {
    await viteBuild({
      configFile: false,
      root,
      logLevel: "silent",
      publicDir: false,
      ssr: packages === "bundled" ? { noExternal: true } : { external: true },
      build: {
        ssr: entry,
        outDir,
        emptyOutDir: false,
        target: TARGET,
        minify: false,
        rolldownOptions: {
          output: {
            format: "es",
            entryFileNames: `${name}.mjs`,
            // Parts carry a hash of their content: an old bundle never meets a new part.
            chunkFileNames: "parts/[name]-[hash].mjs",
          },
        },
      },
      plugins: [
        {
          name: "remember-modules",
          enforce: "pre",
          load(id) {
            const file = relative(root, id.split("?")[0] ?? id);
            const isOurs = !id.startsWith("\0") && !isAbsolute(file) && !file.startsWith("..");
            if (isOurs && !file.split(sep).includes("node_modules")) Object.assign(modules, fingerprints([file]));
            return null;
          },
        },
      ],
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Problem(message, `${name} could not be built; the lines above say why.`);
  }
  return modules;
}

/**
 * Moves a finished build over the old one: parts first, the entry last, each in one step. A process that starts meanwhile
 * gets the old bundle or the new one.
 *
 * @param {string} from
 * @param {string} to
 * @param {string} entry
 */
function replace(from, to, entry) {
  const parts = listParts(from);
  if (parts.length > 0) mkdirSync(join(to, "parts"), { recursive: true });
  for (const part of parts) renameSync(join(from, "parts", part), join(to, "parts", part));
  renameSync(join(from, entry), join(to, entry));
  for (const part of listParts(to)) {
    const file = join(to, "parts", part);
    if (!parts.includes(part) && Date.now() - statSync(file).mtimeMs > KEEP_OLD_PARTS) rmSync(file, { force: true });
  }
}

/** @param {string} folder */
function listParts(folder) {
  return existsSync(join(folder, "parts")) ? readdirSync(join(folder, "parts")) : [];
}
