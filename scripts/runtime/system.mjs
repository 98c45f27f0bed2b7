/** What kind of Linux this is, as far as the names of its packages go, and installing them where we may. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { capture } from "./child.mjs";
import { Problem, say } from "./say.mjs";

/**
 * @typedef {object} System
 * @property {"debian" | "rpm" | "other"} family
 * @property {boolean} hasT64Names whether libraries that changed with 64-bit time carry the ending t64
 * @property {string} installer the beginning of the line that installs packages
 */

const INSTALL_LIMIT = 15 * 60_000;
/** The last releases without t64 names; whatever is unknown is newer. */
const OLD_DEBIAN = ["stretch", "buster", "bullseye", "bookworm"];
const OLD_UBUNTU = ["xenial", "bionic", "focal", "jammy", "kinetic", "lunar", "mantic"];

/**
 * @param {string} osRelease the text of /etc/os-release
 * @returns {System}
 */
export function describeSystem(osRelease) {
  const fields = new Map(
    [...osRelease.matchAll(/^([A-Z_]+)=["']?(.*?)["']?$/gm)].map(([, key = "", value = ""]) => [key, value]),
  );
  const ids = [fields.get("ID"), ...(fields.get("ID_LIKE") ?? "").split(" ")];
  if (ids.includes("debian") || ids.includes("ubuntu")) {
    return { family: "debian", hasT64Names: hasT64Names(fields), installer: "apt-get install -y" };
  }
  if (ids.includes("fedora") || ids.includes("rhel")) {
    return { family: "rpm", hasT64Names: false, installer: "dnf install -y" };
  }
  if (ids.includes("suse") || ids.includes("opensuse")) {
    return { family: "rpm", hasT64Names: false, installer: "zypper install -y" };
  }
  return { family: "other", hasT64Names: false, installer: "" };
}

/** @param {Map<string, string>} fields */
function hasT64Names(fields) {
  // A derivative (Mint, Pop) names the Ubuntu or Debian release below it.
  const ubuntu = fields.get("UBUNTU_CODENAME");
  if (ubuntu !== undefined) return !OLD_UBUNTU.includes(ubuntu);
  const version = Number(fields.get("VERSION_ID"));
  if (fields.get("ID") === "debian" && fields.has("VERSION_ID")) return version >= 13;
  if (fields.get("ID") === "ubuntu" && fields.has("VERSION_ID")) return version >= 24.04;
  return !OLD_DEBIAN.includes(fields.get("DEBIAN_CODENAME") ?? fields.get("VERSION_CODENAME") ?? "");
}

/** @returns {System} */
export function thisSystem() {
  for (const file of ["/etc/os-release", "/usr/lib/os-release"]) {
    if (existsSync(file)) return describeSystem(readFileSync(file, "utf8"));
  }
  return { family: "other", hasT64Names: false, installer: "" };
}

export function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * The line that a person runs to get these packages.
 *
 * @param {System} system
 * @param {readonly string[]} packages
 * @param {boolean} asRoot
 */
export function installLine(system, packages, asRoot = isRoot()) {
  const names = packages.map((name) => (/[()]/.test(name) ? `'${name}'` : name)).join(" ");
  return system.installer === "" ? names : `${asRoot ? "" : "sudo "}${system.installer} ${names}`;
}

/**
 * Installs packages without asking, or says how to. It is done without asking only for root on a Debian-like system: that is
 * what a fresh container or CI machine is.
 *
 * @param {readonly string[]} packages
 * @param {string} reason what is missing, as the beginning of a sentence
 * @param {System} system
 * @throws {Problem} with the exact line when it is not ours to install, or when installing failed
 */
export async function installPackages(packages, reason, system = thisSystem()) {
  const line = installLine(system, packages);
  if (!isRoot() || system.family !== "debian") {
    throw new Problem(reason, system.family === "other" ? `Install what provides: ${line}` : `Run: ${line}`);
  }
  say(reason);
  say(`  Installing, as root on a Debian-like system: ${packages.join(" ")} ...`);
  const started = Date.now();
  const install = ["install", "-y", "--no-install-recommends", ...packages];
  if (!hasPackageLists()) await aptGet(["update"]);
  let result = await aptGet(install);
  if (result.code !== 0) {
    // Lists from some days ago name files that the mirror has replaced since.
    await aptGet(["update"]);
    result = await aptGet(install);
  }
  if (result.code !== 0) {
    const last = result.output.trim().split("\n").slice(-3).join(" ");
    throw new Problem(`apt-get could not install ${packages.join(" ")}: ${last}`, `Run: apt-get update && ${line}`);
  }
  say(`Installed in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

/** @param {string[]} args */
function aptGet(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return capture("apt-get", ["-o", "DPkg::Lock::Timeout=120", ...args], { env, timeout: INSTALL_LIMIT });
}

function hasPackageLists(folder = "/var/lib/apt/lists") {
  return existsSync(folder) && readdirSync(folder).some((name) => /_Packages(\.\w+)?$/.test(name));
}
