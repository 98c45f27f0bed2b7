import { resolve } from "node:path";
import { readProject, type ProjectContent, type ReadFailure } from "../../src-core/project/index.ts";
import { UsageError } from "./errors.ts";
import type { CliIo } from "./io.ts";
import { readNamedFile } from "./json-record.ts";

/** A project file that was opened. */
export interface OpenedFile {
  readonly path: string;
  readonly content: ProjectContent;
  readonly damage: readonly ReadFailure[];
}

/** Opens a project; what cannot be opened at all is wrong input. Damage is left to the caller. */
export async function openProject(name: string, io: CliIo): Promise<OpenedFile> {
  const path = resolve(io.folder, name);
  const result = readProject(await readNamedFile(path, name));
  if (!result.ok) throw new UsageError(`${name}: ${FAILURES[result.failure.code](result.failure.values)}`);
  return { path, content: result.content, damage: result.damage };
}

/** Says on standard error what of a file could not be read, where the rest of it is worth an answer. */
export function tellDamage(name: string, { damage }: OpenedFile, io: CliIo): void {
  for (const { values } of damage)
    io.writeError(`lab project: ${name}: left out ${values["part"]}: ${values["reason"]}\n`);
}

const FAILURES: Readonly<Record<ReadFailure["code"], (values: ReadFailure["values"]) => string>> = {
  "file/not-a-project": () => "this is not a project of Saddlescope",
  "file/too-new": ({ version, supported }) =>
    `this file has format version ${version}, which a newer Saddlescope wrote; this one reads up to version ${supported}`,
  "file/too-large": ({ found, allowed }) => `too large: ${found}, allowed: ${allowed} bytes`,
  "file/damaged": ({ part, reason }) => `damaged: ${part}: ${reason}`,
};
