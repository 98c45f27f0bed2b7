/** Where things lie: the project's root, what npm installed, and the cache for what must survive `npm ci`. */
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));

/** @param {string[]} parts */
export function fromRoot(...parts) {
  return join(root, ...parts);
}

/**
 * The folder that holds every Electron which the scripts put together themselves.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function runtimeCache(env = process.env) {
  return join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "saddlescope", "electron");
}

/**
 * The script behind a command of an installed package, to be run by `process.execPath`: no shell, no PATH, the same
 * on every platform.
 *
 * @param {string} packageName
 * @param {string} command
 */
export function commandScript(packageName, command = packageName) {
  const folder = fromRoot("node_modules", packageName);
  /** @type {{ bin: string | Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const script = typeof bin === "string" ? bin : bin[command];
  if (script === undefined) throw new Error(`The package ${packageName} has no command ${command}.`);
  return join(folder, script);
}
