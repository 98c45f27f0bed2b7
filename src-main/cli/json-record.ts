import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { checkRecord } from "../../src-core/numerics/index.ts";
import { UsageError } from "./errors.ts";
import type { CliIo } from "./io.ts";
import { decodeInput, parseJsonInput } from "./json-input.ts";

/**
 * The JSON object that a verb takes: from the file that is named, or from standard input for `-` or nothing.
 *
 * @param words what stands behind the verb: at most one file name.
 * @param fields the fields that the verb knows; any other is an error.
 */
export async function readInput(
  words: readonly string[],
  fields: readonly string[],
  io: CliIo,
): Promise<Readonly<Record<string, unknown>>> {
  const [file = "-", ...others] = words;
  const option = words.find((word) => word.startsWith("-") && word !== "-");
  if (option !== undefined) throw new UsageError(`unknown option ${JSON.stringify(option)}, allowed: --help`);
  if (others.length > 0) throw new UsageError(`${words.length} files, allowed: one file, or - for standard input`);
  const bytes = file === "-" ? await readStdin(io) : await readNamedFile(resolve(io.folder, file), file);
  const value = parseJsonInput(decodeInput(bytes));
  return checkRecord("", value, fields);
}

async function readStdin(io: CliIo): Promise<Uint8Array> {
  if (io.stdinIsTerminal) io.writeError("Type the input as JSON and end it with Ctrl-D.\n");
  return io.readStdin();
}

/**
 * The bytes of a file that a person named.
 *
 * @throws UsageError in words when it cannot be read.
 */
export async function readNamedFile(path: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new UsageError(`${name}: ${fileTrouble(error)}`);
  }
}

/** What an error of the file system means, in words. */
export function fileTrouble(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return FILE_TROUBLE[code] ?? (error instanceof Error ? error.message : String(error));
}

const FILE_TROUBLE: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "a part of this path is a file, not a folder",
  EISDIR: "this is a folder",
  EEXIST: "there is a file of this name",
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "this disk cannot be written to",
  ENOSPC: "no space is left",
  EFBIG: "the file is too large",
};
