/** Whether Chromium's sandbox can work here, and what to give Electron when it cannot. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isRoot } from "./system.mjs";

/**
 * Why the sandbox cannot be used, as a sentence; undefined where it can.
 *
 * @param {string} distPath
 * @param {{ root?: boolean, setting?: (name: string) => string | undefined, platform?: NodeJS.Platform }} machine
 *   setting: reads a file below /proc/sys
 */
export function sandboxObstacle(
  distPath,
  { root = isRoot(), setting = readSetting, platform = process.platform } = {},
) {
  if (platform !== "linux") return undefined;
  if (root) return "Running as root, where Chromium's sandbox does not start: Electron gets --no-sandbox.";
  if (isSetuidHelper(join(distPath, "chrome-sandbox"))) return undefined;
  const isRefused =
    setting("kernel/apparmor_restrict_unprivileged_userns") === "1" ||
    setting("kernel/unprivileged_userns_clone") === "0" ||
    setting("user/max_user_namespaces") === "0";
  if (!isRefused) return undefined;
  const helper = join(distPath, "chrome-sandbox");
  return (
    "This system refuses the namespaces of Chromium's sandbox: Electron gets --no-sandbox. " +
    `To have the sandbox: sudo chown root '${helper}' && sudo chmod 4755 '${helper}'`
  );
}

/** @param {string} file */
function isSetuidHelper(file) {
  if (!existsSync(file)) return false;
  const { uid, mode } = statSync(file);
  return uid === 0 && (mode & 0o4000) !== 0;
}

/** @param {string} name */
function readSetting(name) {
  try {
    return readFileSync(join("/proc/sys", name), "utf8").trim();
  } catch {
    return undefined;
  }
}
