import { isAbsolute, resolve } from "node:path";

/**
 * The project files among the arguments of a start, as absolute paths. Told by their ending: Chromium mixes switches of
 * its own into the arguments, and in development the program's folder is one of them.
 */
export function requestedFiles(args: readonly string[], folder: string): readonly string[] {
  return args
    .filter((argument) => /\.saddle$/i.test(argument) && !argument.startsWith("-"))
    .map((path) => resolve(folder, path));
}

/** What a second start hands to the first: it crosses between processes, so it is checked like anything else. */
export interface HandOver {
  readonly files: readonly string[];
}

export function checkHandOver(value: unknown): HandOver {
  if (typeof value !== "object" || value === null || !("files" in value) || !Array.isArray(value.files))
    return { files: [] };
  return { files: value.files.filter((path): path is string => typeof path === "string" && isAbsolute(path)) };
}
