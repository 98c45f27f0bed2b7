import { existsSync, readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** The project's root, from this file or from the bundle that it became part of. */
export const root = findRoot(import.meta.dirname);

export function fromRoot(...parts: string[]): string {
  return join(root, ...parts);
}

/** What the figures were taken on. */
export function machine(): string {
  const [processor] = cpus();
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  return [
    `${process.platform} ${process.arch}`,
    `${cpus().length} x ${processor?.model.trim() ?? "unknown processor"}`,
    memory,
    `Node ${process.versions.node}`,
  ].join(", ");
}

function findRoot(folder: string): string {
  const file = join(folder, "package.json");
  if (existsSync(file)) {
    const { name } = JSON.parse(readFileSync(file, "utf8")) as { name?: unknown };
    if (name === "saddlescope") return folder;
  }
  const parent = dirname(folder);
  if (parent === folder) throw new Error("these benchmarks are not inside their project");
  return findRoot(parent);
}

// The scripts are loaded where they lie, not bundled: they know the project's root by their own place.

type DisplayScripts = typeof import("../../scripts/runtime/display.mjs");
type RuntimeScripts = typeof import("../../scripts/electron-runtime.mjs");
type ApplicationScripts = typeof import("../../scripts/runtime/application.mjs");

export function displayScripts(): Promise<DisplayScripts> {
  return load<DisplayScripts>("runtime/display.mjs");
}

export function runtimeScripts(): Promise<RuntimeScripts> {
  return load<RuntimeScripts>("electron-runtime.mjs");
}

export function applicationScripts(): Promise<ApplicationScripts> {
  return load<ApplicationScripts>("runtime/application.mjs");
}

async function load<Module>(file: string): Promise<Module> {
  return (await import(pathToFileURL(fromRoot("scripts", file)).href)) as Module;
}
