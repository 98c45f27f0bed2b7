/** The official Electron: what the electron package downloads for itself, when asked to. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { capture } from "./child.mjs";
import { commandScript, fromRoot, runtimeCache } from "./paths.mjs";
import { pinnedVersion } from "./pins.mjs";
import { say } from "./say.mjs";

/** A download that brings nothing for this long is given up; one that brings something may be slow. */
const SILENCE_LIMIT = 60_000;
const TOTAL_LIMIT = 20 * 60_000;
const LOOK_EVERY = 1_000;

/**
 * The finished official Electron of the pinned release.
 *
 * @returns {{ distPath: string, executable: string } | undefined}
 */
export function findOfficial() {
  const distPath = fromRoot("node_modules", "electron", "dist");
  // path.txt is the last thing that install-electron writes; without it the folder may be half full.
  const pathFile = fromRoot("node_modules", "electron", "path.txt");
  const version = join(distPath, "version");
  if (!existsSync(version) || !existsSync(pathFile)) return undefined;
  if (readFileSync(version, "utf8").trim().replace(/^v/, "") !== pinnedVersion()) return undefined;
  const executable = join(distPath, readFileSync(pathFile, "utf8").trim());
  return existsSync(executable) ? { distPath, executable } : undefined;
}

/**
 * Lets the electron package download its release, which respects mirrors and proxies as its documentation says.
 *
 * @returns {Promise<string | undefined>} undefined when it is there now, else why it is not
 */
export async function downloadOfficial(cache = runtimeCache()) {
  say(`Downloading the official Electron ${pinnedVersion()} ...`);
  const folder = join(cache, `.download-${process.pid}`);
  await mkdir(folder, { recursive: true });
  const giveUp = new AbortController();
  let [seen, lastNews] = [0, Date.now()];
  // The download grows in the child's temporary folder: that shows whether anything still arrives.
  const watch = setInterval(() => {
    const size = sizeOf(folder);
    if (size !== seen) [seen, lastNews] = [size, Date.now()];
    if (Date.now() - lastNews > SILENCE_LIMIT) giveUp.abort();
  }, LOOK_EVERY);
  try {
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder, DEBUG: "@electron/get*" };
    delete env["ELECTRON_OVERRIDE_DIST_PATH"];
    const script = commandScript("electron", "install-electron");
    const result = await capture(process.execPath, [script], { env, timeout: TOTAL_LIMIT, signal: giveUp.signal });
    if (result.code === 0 && findOfficial() !== undefined) return undefined;
    const reason = giveUp.signal.aborted ? "nothing arrived for 60 s" : "no end after 20 minutes";
    return explainFailure(result.output, giveUp.signal.aborted || result.timedOut ? reason : undefined);
  } finally {
    clearInterval(watch);
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Why a download failed and which host was asked, from what the downloader says with its debugging lines on.
 *
 * @param {string} output
 * @param {string | undefined} reason when it is known already
 */
export function explainFailure(output, reason) {
  const host = /\bhttps?:\/\/([^/\s'"]+)/.exec(output)?.[1];
  const thrown = /^(?:\w*Error): (.+)$/m.exec(output)?.[1];
  return `${reason ?? thrown ?? "it ended without a reason"}${host === undefined ? "" : ` (host ${host})`}`;
}

/**
 * Whether the download of the pinned release already failed on this machine. Remembered, so that a machine without that
 * network does not try again at every start; a new pin is tried afresh.
 */
export function hasOfficialFailed(cache = runtimeCache()) {
  return existsSync(failureMark(cache));
}

export function rememberOfficialFailure(cache = runtimeCache()) {
  writeFileSync(failureMark(cache), "The official download of this release failed here once.\n");
}

/** @param {string} cache */
function failureMark(cache) {
  return join(cache, `official-${pinnedVersion()}-failed`);
}

/**
 * @param {string} folder
 * @returns {number} bytes in all files below
 */
function sizeOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size, 0);
  } catch {
    // A file vanished while we looked: that too is news, and the next look counts again.
    return -1;
  }
}
