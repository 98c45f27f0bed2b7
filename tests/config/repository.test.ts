import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Made by tools or fetched; the same folders that git does not keep. */
const made = new Set(["node_modules", "out", "dist", ".cache", "test-results", ".git"]);
const binary = /\.(png|npz|npy|saddle|woff2|ico|icns|asar)$/;

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return made.has(entry.name) ? [] : filesUnder(path);
    return entry.isFile() && !binary.test(entry.name) ? [path] : [];
  });
}

const files = filesUnder(root).map((path) => ({
  name: relative(root, path).split(sep).join("/"),
  lines: readFileSync(path, "utf8").split("\n"),
}));

/** `file:line` of every line that matches, so that a failure names the place. */
function places(pattern: RegExp, of: (name: string) => boolean = () => true): string[] {
  return files
    .filter(({ name }) => of(name))
    .flatMap(({ name, lines }) =>
      lines.flatMap((line, index) => (pattern.test(line) ? [`${name}:${String(index + 1)}`] : [])),
    );
}

const isSource = (name: string): boolean => /^(src-|tests\/|scripts\/).*\.(ts|svelte|mjs|js|cjs)$/.test(name);

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}
interface Lock {
  packages: Record<
    string,
    { version?: string; resolved?: string; integrity?: string; hasInstallScript?: boolean; link?: boolean }
  >;
}
const readJson = (name: string): unknown => JSON.parse(readFileSync(join(root, name), "utf8"));

describe("files", () => {
  it("are found", () => {
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["package.json", "eslint.config.js", "src-core/tsconfig.json"]),
    );
  });

  it("name no folder of the machine on which they were written", () => {
    expect(places(/(?<![\w.<*-])\/(work|tmp|root)(?=[/\s"'`,;:)\]}]|$)/)).toEqual([]);
  });

  it("name no package registry", () => {
    const hosts = [
      ["registry", "npmjs", "org"],
      ["registry", "npmmirror", "com"],
      ["registry", "yarnpkg", "com"],
      ["npm", "pkg", "github", "com"],
    ].map((parts) => parts.join("\\."));
    expect(places(new RegExp(hosts.join("|")))).toEqual([]);
  });

  it("hold no conflict marks and no mixed line ends", () => {
    expect(places(/^(<{7}|>{7}) /)).toEqual([]);
    expect(places(/\r$/)).toEqual([]);
  });
});

describe("the laws of the linter", () => {
  /** Exceptions to these stand in eslint.config.js, where they are seen, and nowhere else. */
  const laws =
    "house/|no-eval|no-new-func|no-implied-eval|no-at-html-tags|no-explicit-any|no-console|no-restricted-globals";

  it("are not switched off in a file", () => {
    expect(places(new RegExp(`eslint-disable.*(${laws})`), isSource)).toEqual([]);
  });

  it("are never switched off all at once", () => {
    expect(places(/eslint-disable(-next-line|-line)?\s*(\*\/|-->|--|$)/, isSource)).toEqual([]);
  });

  it("are not set in a file", () => {
    expect(places(/\/\*\s*eslint\s/, isSource)).toEqual([]);
  });

  it("every exception gives its reason", () => {
    expect(places(/eslint-disable(?!.* -- \S)/, (name) => isSource(name) && !name.startsWith("tests/config/"))).toEqual(
      [],
    );
  });
});

describe("packages", () => {
  const manifest = readJson("package.json") as Manifest;
  const lock = readJson("package-lock.json") as Lock;
  const locked = Object.entries(lock.packages).filter(([path]) => path !== "");

  it("are all bundled, so none is a dependency of the installed application", () => {
    expect(manifest.dependencies ?? {}).toEqual({});
  });

  it("are pinned to exact versions", () => {
    const loose = Object.entries(manifest.devDependencies ?? {}).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it("are locked with a checksum and without an address, so that any registry will do", () => {
    expect(locked.length).toBeGreaterThan(100);
    expect(locked.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(locked.filter(([, entry]) => entry.integrity === undefined).map(([path]) => path)).toEqual([]);
  });

  it("run nothing when they are installed", () => {
    expect(locked.filter(([, entry]) => entry.hasInstallScript).map(([path]) => path)).toEqual([]);
  });
});
