import { writeAtomically } from "./atomic-write.ts";
import type { FileLayer } from "./file-layer.ts";

/**
 * A small file of our own that may be lost without harm: settings, the recent list, the window's place. `check` turns
 * what was read into a value or throws; whatever is wrong with the file, the answer is then null.
 */
export async function readJsonFile<Value>(
  files: FileLayer,
  path: string,
  check: (value: unknown) => Value,
): Promise<Value | null> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await files.read(path));
    const value: unknown = JSON.parse(text);
    return check(value);
  } catch {
    return null;
  }
}

export async function writeJsonFile(files: FileLayer, path: string, value: unknown): Promise<void> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
  await writeAtomically(files, path, bytes, { backup: false, mode: 0o600 });
}
