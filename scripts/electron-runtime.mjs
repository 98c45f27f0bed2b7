/**
 * Finds or fetches the Electron that everything else starts: `npm start`, the tests, packing.
 *
 *   node scripts/electron-runtime.mjs where            print path and version of what is there; exit code 1 if nothing is
 *   node scripts/electron-runtime.mjs ensure           get one if none is there (--official: try the official download anew)
 *   node scripts/electron-runtime.mjs run -- ARGS...   the same, then start Electron with ARGS
 *   node scripts/electron-runtime.mjs doctor           what is there, what is missing, what to do
 *
 * In this order: what ELECTRON_OVERRIDE_DIST_PATH or ELECTRON_EXEC_PATH names; the official release that package.json
 * pins, downloaded before; the finished fallback; the official download; the fallback, see runtime/fallback.mjs. The last
 * only where LAB_ELECTRON_FALLBACK is not 0.
 */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { capture, foreground } from "./runtime/child.mjs";
import { hasDisplay, hasXvfb, xvfbInstallLine } from "./runtime/display.mjs";
import {
  fallbackFolder,
  installFallback,
  isFallbackAllowed,
  isFallbackPossible,
  requireFallback,
} from "./runtime/fallback.mjs";
import { ensureLibraries, missingLibraries, packagesFor } from "./runtime/libraries.mjs";
import { withLock } from "./runtime/lock.mjs";
import { downloadOfficial, findOfficial, hasOfficialFailed, rememberOfficialFailure } from "./runtime/official.mjs";
import { runtimeCache } from "./runtime/paths.mjs";
import { fallback, pinnedVersion } from "./runtime/pins.mjs";
import { sandboxObstacle } from "./runtime/sandbox.mjs";
import { Problem, endWith, say, sayOnce } from "./runtime/say.mjs";
import { installLine, thisSystem } from "./runtime/system.mjs";

/**
 * @typedef {object} Runtime
 * @property {string} distPath the folder of Electron's files
 * @property {string} executable
 * @property {string} version
 * @property {"official" | "fallback" | "override"} source
 */

/** @typedef {Omit<Runtime, "version">} Candidate */

/** Starting Electron as plain Node takes a tenth of a second; a cold disk takes longer. */
const ANSWER_LIMIT = 30_000;

/**
 * An Electron that runs on this machine, fetched if need be, with the system libraries it needs.
 *
 * @param {{ official?: boolean }} options official: try the official download even where it failed before
 * @returns {Promise<Runtime>}
 * @throws {Problem} with its cure, when none can be had
 */
export async function ensureRuntime({ official = false } = {}) {
  const runtime = (await findRuntime({ mend: true, official })) ?? (await obtain(official));
  announce(runtime);
  return runtime;
}

/**
 * The arguments that this machine makes necessary, to stand before the app's folder.
 *
 * @param {Runtime} runtime
 * @returns {string[]}
 */
export function launchArguments(runtime) {
  const obstacle = sandboxObstacle(runtime.distPath);
  if (obstacle === undefined) return [];
  sayOnce(obstacle);
  return ["--no-sandbox"];
}

/**
 * The environment in which the electron package, electron-vite and Playwright all take this runtime.
 *
 * @param {Runtime} runtime
 * @returns {NodeJS.ProcessEnv}
 */
export function launchEnvironment(runtime, env = process.env) {
  // Left over from a parent that used Electron as Node, it would turn the window into a bare Node.
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = env;
  return { ...rest, ELECTRON_OVERRIDE_DIST_PATH: runtime.distPath, ELECTRON_EXEC_PATH: runtime.executable };
}

/**
 * What is there already, without any network.
 *
 * @param {{ mend: boolean, official?: boolean }} options mend: install missing system libraries instead of passing on
 * @returns {Promise<Runtime | undefined>}
 */
async function findRuntime({ mend, official = false }) {
  const override = namedByEnvironment();
  if (override !== undefined) {
    if (mend && existsSync(override.executable)) await ensureLibraries(override.executable);
    const version = await versionOf(override.executable);
    if (version !== undefined) return { ...override, version };
    say(`${override.executable}, named by the environment, does not answer as an Electron; it is ignored.`);
  }
  const downloaded = findOfficial();
  /** @type {(Candidate & { expected: string })[]} */
  const candidates = [];
  if (downloaded !== undefined) candidates.push({ ...downloaded, source: "official", expected: pinnedVersion() });
  // A pin that was never tried here gets its chance before an older stand-in is used for it.
  if (isFallbackAllowed() && !official && (hasOfficialFailed() || !mend)) {
    const distPath = fallbackFolder();
    const executable = join(distPath, "electron");
    if (existsSync(executable))
      candidates.push({ distPath, executable, source: "fallback", expected: fallback.version });
  }
  for (const { expected, ...candidate } of candidates) {
    if (mend) await ensureLibraries(candidate.executable);
    if ((await versionOf(candidate.executable)) === expected) return { ...candidate, version: expected };
    if (mend) say(`The Electron in ${candidate.distPath} does not answer as ${expected}; it is fetched anew.`);
  }
  return undefined;
}

/**
 * Fetches an Electron, one process at a time.
 *
 * @param {boolean} official
 * @returns {Promise<Runtime>}
 */
async function obtain(official) {
  const cache = runtimeCache();
  await mkdir(cache, { recursive: true });
  const onWait = (/** @type {number} */ holder) =>
    say(`Process ${holder} is fetching Electron already; waiting for it.`);
  return withLock(
    join(cache, "fetch.lock"),
    async () => {
      // What we waited for may be here now.
      const found = await findRuntime({ mend: true, official });
      if (found !== undefined) return found;
      const failure = await downloadOfficial();
      const downloaded = findOfficial();
      if (failure === undefined && downloaded !== undefined) {
        await ensureLibraries(downloaded.executable);
        await requireVersion(downloaded.executable, pinnedVersion());
        return { ...downloaded, version: pinnedVersion(), source: "official" };
      }
      say(`The official Electron ${pinnedVersion()} could not be downloaded: ${failure ?? "no reason given"}.`);
      rememberOfficialFailure();
      requireFallback();
      return (await findRuntime({ mend: true })) ?? installRuntime();
    },
    onWait,
  );
}

/** @returns {Promise<Runtime>} */
async function installRuntime() {
  const started = Date.now();
  /** @type {Problem | undefined} */
  let lack;
  const distPath = await installFallback({
    verify: async (executable) => {
      try {
        await ensureLibraries(executable);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        // The bytes are the pinned ones and may stay; only this system cannot run them yet.
        lack = error;
        return;
      }
      await requireVersion(executable, fallback.version);
    },
  });
  say(`Electron ${fallback.version} is in place after ${((Date.now() - started) / 1000).toFixed(1)} s: ${distPath}`);
  if (lack !== undefined) throw lack;
  return { distPath, executable: join(distPath, "electron"), version: fallback.version, source: "fallback" };
}

/** @param {Runtime} runtime */
function announce({ version, source, distPath }) {
  if (source === "official") sayOnce(`Electron ${version}, the official release.`);
  else if (source === "override") sayOnce(`Electron ${version} from ${distPath}, as the environment says.`);
  else {
    sayOnce(
      `Electron ${version} from the npm fallback, since the official ${pinnedVersion()} could not be had: ` +
        "fit for tests, not for shipping (`node scripts/electron-runtime.mjs ensure --official` tries again).",
    );
  }
}

/**
 * The Electron that the environment names, whether it is there or not.
 *
 * @returns {Candidate | undefined}
 */
function namedByEnvironment(env = process.env) {
  const folder = env["ELECTRON_OVERRIDE_DIST_PATH"];
  if (folder) {
    const name = { darwin: "Electron.app/Contents/MacOS/Electron", win32: "electron.exe" };
    const executable = join(folder, name[/** @type {keyof typeof name} */ (process.platform)] ?? "electron");
    return { distPath: resolve(folder), executable: resolve(executable), source: "override" };
  }
  const file = env["ELECTRON_EXEC_PATH"];
  if (!file) return undefined;
  const executable = resolve(file);
  const isBundle = process.platform === "darwin" && basename(dirname(executable)) === "MacOS";
  return {
    distPath: isBundle ? resolve(executable, "../../../..") : dirname(executable),
    executable,
    source: "override",
  };
}

/**
 * The version that an executable answers with when it runs as Node; undefined when it does not answer.
 *
 * @param {string} executable
 */
async function versionOf(executable) {
  if (!existsSync(executable)) return undefined;
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1", NODE_OPTIONS: "" };
  const args = ["-p", "process.versions.electron"];
  const { code, stdout } = await capture(executable, args, { env, timeout: ANSWER_LIMIT });
  return code === 0 && /^\d+\.\d+\.\d+\S*$/.test(stdout.trim()) ? stdout.trim() : undefined;
}

/**
 * @param {string} executable
 * @param {string} expected
 */
async function requireVersion(executable, expected) {
  const version = await versionOf(executable);
  if (version === expected) return;
  throw new Problem(
    `${executable} answers with version ${version ?? "(nothing)"}, expected ${expected}.`,
    "Run `node scripts/electron-runtime.mjs doctor` to see what it lacks.",
  );
}

async function where() {
  const runtime = await findRuntime({ mend: false });
  if (runtime === undefined) {
    say("No Electron here yet; `node scripts/electron-runtime.mjs ensure` fetches one.");
    return 1;
  }
  process.stdout.write(`${runtime.executable} ${runtime.version}\n`);
  return 0;
}

/** Everything that decides whether a window can open, one line each. */
async function doctor() {
  const pin = pinnedVersion();
  say(`Machine: ${process.platform} ${process.arch}, Node ${process.versions.node}; cache ${runtimeCache()}`);
  say(`Pinned: Electron ${pin}, ${findOfficial() === undefined ? "not downloaded" : "downloaded"}`);
  const state = !isFallbackAllowed()
    ? "switched off by LAB_ELECTRON_FALLBACK=0"
    : !isFallbackPossible()
      ? "not available for this platform"
      : existsSync(fallbackFolder())
        ? "in place"
        : "not fetched";
  say(`Fallback: Electron ${fallback.version}, ${state}`);
  const named = namedByEnvironment();
  if (named !== undefined) say(`Named by the environment: ${named.executable}`);
  const runtime = await findRuntime({ mend: false });
  const present = [named?.executable, findOfficial()?.executable, join(fallbackFolder(), "electron")];
  const executable = runtime?.executable ?? present.find((file) => file !== undefined && existsSync(file));
  let isWell = runtime !== undefined;
  say(runtime === undefined ? "Used: none" : `Used: ${runtime.executable} ${runtime.version} (${runtime.source})`);
  if (process.platform === "linux" && executable !== undefined) {
    const { missing, tooOld } = await missingLibraries(executable);
    isWell &&= missing.length + tooOld.length === 0;
    const { packages } = packagesFor(missing, thisSystem());
    say(missing.length === 0 ? "Libraries: all found" : `Libraries missing: ${missing.join(", ")}`);
    if (packages.length > 0) say(`  ${installLine(thisSystem(), packages)}`);
    if (tooOld.length > 0) say(`Libraries too old: ${tooOld.join(", ")}`);
    say(sandboxObstacle(dirname(executable)) ?? "Sandbox: usable");
  }
  say(hasDisplay() ? "Screen: yes" : "Screen: none, `npm start` cannot open a window");
  if (!hasDisplay()) {
    say(hasXvfb() ? "Xvfb for tests: yes" : `Xvfb for tests: missing; ${xvfbInstallLine()}`);
  }
  return isWell ? 0 : 1;
}

/** @param {string[]} args */
async function main([command, ...rest]) {
  if (command === "where") return where();
  if (command === "doctor") return doctor();
  if (command === "ensure") {
    await ensureRuntime({ official: rest.includes("--official") });
    return 0;
  }
  if (command === "run") {
    const runtime = await ensureRuntime();
    const args = rest[0] === "--" ? rest.slice(1) : rest;
    return foreground(runtime.executable, [...launchArguments(runtime), ...args], { env: launchEnvironment(runtime) });
  }
  say("Usage: node scripts/electron-runtime.mjs where | ensure [--official] | run -- ARGS... | doctor");
  return 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    endWith(error);
  }
}
