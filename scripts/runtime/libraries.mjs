/** The shared libraries that Electron needs from the system: which are missing, and which packages bring them. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { capture } from "./child.mjs";
import { Problem } from "./say.mjs";
import { installPackages, thisSystem } from "./system.mjs";

/** @typedef {import("./system.mjs").System} System */

/** A package brings libraries that need others in turn; more rounds than this mean that something else is wrong. */
const ROUNDS = 5;

/** Loaded by name at run time by some releases, so ldd does not know of them. */
const LOADED_LATE = ["libgtk-3.so.0", "libudev.so.1"];

/**
 * Debian's package for each library; `*` stands where t64 goes on Debian 13 and Ubuntu 24.04.
 *
 * @type {Readonly<Record<string, string>>}
 */
const DEBIAN = {
  "libX11-xcb.so.1": "libx11-xcb1",
  "libX11.so.6": "libx11-6",
  "libXcomposite.so.1": "libxcomposite1",
  "libXcursor.so.1": "libxcursor1",
  "libXdamage.so.1": "libxdamage1",
  "libXext.so.6": "libxext6",
  "libXfixes.so.3": "libxfixes3",
  "libXi.so.6": "libxi6",
  "libXrandr.so.2": "libxrandr2",
  "libXrender.so.1": "libxrender1",
  "libXss.so.1": "libxss1",
  "libXtst.so.6": "libxtst6",
  "libasound.so.2": "libasound2*",
  "libatk-1.0.so.0": "libatk1.0-0*",
  "libatk-bridge-2.0.so.0": "libatk-bridge2.0-0*",
  "libatomic.so.1": "libatomic1",
  "libatspi.so.0": "libatspi2.0-0*",
  "libcairo-gobject.so.2": "libcairo-gobject2",
  "libcairo.so.2": "libcairo2",
  "libcups.so.2": "libcups2*",
  "libdbus-1.so.3": "libdbus-1-3",
  "libdrm.so.2": "libdrm2",
  "libexpat.so.1": "libexpat1",
  "libfontconfig.so.1": "libfontconfig1",
  "libfreetype.so.6": "libfreetype6",
  "libgbm.so.1": "libgbm1",
  "libgcc_s.so.1": "libgcc-s1",
  "libgdk-3.so.0": "libgtk-3-0*",
  "libgdk_pixbuf-2.0.so.0": "libgdk-pixbuf-2.0-0",
  "libgio-2.0.so.0": "libglib2.0-0*",
  "libglib-2.0.so.0": "libglib2.0-0*",
  "libgmodule-2.0.so.0": "libglib2.0-0*",
  "libgobject-2.0.so.0": "libglib2.0-0*",
  "libgthread-2.0.so.0": "libglib2.0-0*",
  "libgtk-3.so.0": "libgtk-3-0*",
  "libharfbuzz.so.0": "libharfbuzz0b",
  "libnspr4.so": "libnspr4",
  "libnss3.so": "libnss3",
  "libnssutil3.so": "libnss3",
  "libpango-1.0.so.0": "libpango-1.0-0",
  "libpangocairo-1.0.so.0": "libpangocairo-1.0-0",
  "libplc4.so": "libnspr4",
  "libplds4.so": "libnspr4",
  "libsmime3.so": "libnss3",
  "libssl3.so": "libnss3",
  "libstdc++.so.6": "libstdc++6",
  "libudev.so.1": "libudev1",
  "libuuid.so.1": "libuuid1",
  "libwayland-client.so.0": "libwayland-client0",
  "libxcb.so.1": "libxcb1",
  "libxkbcommon.so.0": "libxkbcommon0",
  "libxshmfence.so.1": "libxshmfence1",
  "libz.so.1": "zlib1g",
};

/**
 * What ldd could not find.
 *
 * @param {string} text ldd's output
 * @returns {{ missing: string[], tooOld: string[] }} libraries that are absent, and symbol versions that present ones lack
 */
export function parseLdd(text) {
  const missing = [...text.matchAll(/^\s*(\S+) => not found\s*$/gm)].map(([, name = ""]) => name);
  const tooOld = [...text.matchAll(/version `([^']+)' not found/g)].map(([, version = ""]) => version);
  return { missing: unique(missing), tooOld: unique(tooOld) };
}

/**
 * The packages that bring the libraries.
 *
 * @param {readonly string[]} libraries
 * @param {System} system
 * @returns {{ packages: string[], unknown: string[] }} unknown: libraries for which no package is known here
 */
export function packagesFor(libraries, system) {
  // rpm systems install by what a package provides, so the library's name is enough.
  if (system.family === "rpm") return { packages: libraries.map((name) => `${name}()(64bit)`), unknown: [] };
  if (system.family === "other") return { packages: [...libraries], unknown: [] };
  const known = libraries.map((name) => DEBIAN[name]).filter((name) => name !== undefined);
  return {
    packages: unique(known.map((name) => name.replace("*", system.hasT64Names ? "t64" : ""))).sort(),
    unknown: libraries.filter((name) => DEBIAN[name] === undefined),
  };
}

/**
 * The libraries that an Electron lacks on this machine.
 *
 * @param {string} executable
 */
export async function missingLibraries(executable) {
  const folder = dirname(executable);
  const files = readdirSync(folder).filter((name) => /\.so(\.\d+)*$/.test(name));
  // With the C locale, "not found" is not translated.
  const env = { ...process.env, LC_ALL: "C" };
  const linked = await capture("ldd", [executable, ...files.map((name) => join(folder, name))], { env });
  const { missing, tooOld } = parseLdd(linked.output);
  const known = await capture(existsSync("/sbin/ldconfig") ? "/sbin/ldconfig" : "ldconfig", ["-p"], { env });
  const late = known.code === 0 ? LOADED_LATE.filter((name) => !known.stdout.includes(`\t${name} `)) : [];
  const besides = unique([...missing, ...late]).filter((name) => !files.includes(name));
  return { missing: besides, tooOld };
}

/**
 * Sees to it that an Electron finds its libraries: installs what is missing where that is ours to do.
 *
 * @param {string} executable
 * @throws {Problem} naming the libraries and the exact line to run
 */
export async function ensureLibraries(executable) {
  if (process.platform !== "linux") return;
  const system = thisSystem();
  for (let round = 0; round < ROUNDS; round++) {
    const { missing, tooOld } = await missingLibraries(executable);
    if (missing.length === 0) {
      if (tooOld.length === 0) return;
      throw new Problem(
        `This system is too old for Electron: it lacks ${tooOld.join(", ")}.`,
        "Use a newer release of it (Debian 11, Ubuntu 20.04 or later).",
      );
    }
    const { packages, unknown } = packagesFor(missing, system);
    if (packages.length === 0) break;
    const reason = `Electron needs libraries that this system lacks: ${missing.join(", ")}.`;
    await installPackages(
      packages,
      unknown.length === 0 ? reason : `${reason} (No package known for ${unknown.join(", ")}.)`,
      system,
    );
  }
  const { missing } = await missingLibraries(executable);
  if (missing.length === 0) return;
  throw new Problem(
    `Electron still lacks ${missing.join(", ")}, and no package for them is known here.`,
    `Find the package that holds each file and install it; "ldd ${executable}" shows when all are there.`,
  );
}

/** @param {string[]} names */
function unique(names) {
  return [...new Set(names)];
}
