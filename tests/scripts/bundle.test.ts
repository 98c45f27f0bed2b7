import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ensureBundle } from "../../scripts/runtime/bundle.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SAMPLE = fileURLToPath(new URL("./sample", import.meta.url));
const BUNDLE_MODULE = fileURLToPath(new URL("../../scripts/runtime/bundle.mjs", import.meta.url));

type Command = Parameters<typeof ensureBundle>[0];

// Inside the project, where its packages are found.
let folder = "";
let command: Command;
beforeEach(() => {
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  folder = mkdtempSync(join(ROOT, ".cache", "bundle-test-"));
  cpSync(SAMPLE, join(folder, "source"), { recursive: true });
  command = {
    entry: relative(ROOT, join(folder, "source", "main.ts")),
    folder: relative(ROOT, join(folder, "out")),
    name: "sample",
    packages: "bundled",
  };
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the command as a process of its own, as people do. */
async function call(): Promise<string> {
  const script = `
    import { ensureBundle } from ${JSON.stringify(pathToFileURL(BUNDLE_MODULE).href)};
    import { pathToFileURL } from "node:url";
    const file = await ensureBundle(${JSON.stringify(command)});
    process.exitCode = await (await import(pathToFileURL(file).href)).main(["one", "two"]);`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
  expect(stderr).toBe("");
  return stdout;
}

/** When the bundle was written. */
const builtAt = () => statSync(join(folder, "out", "sample.mjs")).mtimeMs;

describe("a bundled command", () => {
  it("builds on the first call, with its packages in it, and says nothing where there is no terminal", async () => {
    expect(await call()).toBe("good morning everybody 6\n");
    const text = readFileSync(join(folder, "out", "sample.mjs"), "utf8");
    expect(text).not.toContain('from "fflate"');
    expect(readdirSync(join(folder, "out", "parts"))).toHaveLength(1);
  });

  it("leaves packages where they are when told so", async () => {
    command = { ...command, packages: "installed" };
    expect(await call()).toBe("good morning everybody 6\n");
    expect(readFileSync(join(folder, "out", "sample.mjs"), "utf8")).toContain('from "fflate"');
  });

  it("is built again when a source changed, also one that is loaded late, and only then", async () => {
    await ensureBundle(command);
    const first = builtAt();
    await ensureBundle(command);
    expect(builtAt()).toBe(first);
    writeFileSync(join(folder, "source", "late.ts"), 'export const lateWord = "nobody";\n');
    expect(await call()).toBe("good morning nobody 6\n");
    expect(builtAt()).not.toBe(first);
  });

  it("is not built again when a source was only touched", async () => {
    await ensureBundle(command);
    const first = builtAt();
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(folder, "source", "greeting.ts"), later, later);
    await ensureBundle(command);
    expect(builtAt()).toBe(first);
  });

  it("is whole when several processes want it first", async () => {
    expect(await Promise.all([call(), call(), call()])).toEqual(Array(3).fill("good morning everybody 6\n"));
    expect(readdirSync(join(folder, "out")).sort()).toEqual([".stamp.json", "parts", "sample.mjs"]);
  });

  it("keeps the old bundle and names the place when a source is broken", async () => {
    await ensureBundle(command);
    writeFileSync(join(folder, "source", "greeting.ts"), "export const greeting = ;\n");
    await expect(ensureBundle(command)).rejects.toThrow("greeting.ts");
    expect(existsSync(join(folder, "out", "sample.mjs"))).toBe(true);
    expect(readdirSync(join(folder, "out")).filter((name) => name.startsWith(".new"))).toEqual([]);
  });

  it("says which file is missing", async () => {
    await expect(ensureBundle({ ...command, entry: "no/such/main.ts" })).rejects.toThrow("There is no no/such/main.ts");
  });
});
