import { PROJECT_VERSION } from "./project.ts";

/** project.json as it was read: an object whose fields nobody has looked at yet. */
export type StoredDocument = Readonly<Record<string, unknown>>;

/**
 * One step of the file format: takes project.json of version `from` and gives that of version `from + 1`, with its
 * `version` field. Pure, and never edited once released; a stored sample of version `from` in tests/projects proves it.
 */
export interface Migration {
  readonly from: number;
  readonly migrate: (document: StoredDocument) => StoredDocument;
}

/** In order, one for each version that was ever released except the newest. */
export const MIGRATIONS: readonly Migration[] = [];

/**
 * Brings a document of an older version up to the newest one.
 *
 * @param version that of the document, 1 to `newest`.
 * @throws Error when the list has a gap: a fault of the program, found by its tests.
 */
export function migrate(
  document: StoredDocument,
  version: number,
  migrations: readonly Migration[] = MIGRATIONS,
  newest: number = PROJECT_VERSION,
): StoredDocument {
  assertContiguous(migrations, newest);
  return migrations.slice(version - 1).reduce((current, migration) => migration.migrate(current), document);
}

/** Migrations are numbered 1, 2, 3, ... up to the version before the newest, without gaps. */
export function assertContiguous(migrations: readonly Migration[], newest: number): void {
  const numbers = migrations.map((migration) => migration.from);
  const contiguous = numbers.length === newest - 1 && numbers.every((from, index) => from === index + 1);
  if (!contiguous) throw new Error(`Migrations from versions ${numbers.join(", ")} do not lead to version ${newest}.`);
}
