import { migrate } from "../../src-core/project/index.ts";
import { checkDraft, type Draft } from "../../src-core/protocol/index.ts";
import { checkOwner, type DraftOwner } from "./draft-owner.ts";
import type { FileIdentity } from "./file-identity.ts";
import { journalValues } from "./journal.ts";

/** The file that a draft was made from, and what it was then. */
export interface DraftBase {
  readonly path: string;
  readonly identity: FileIdentity;
}

/** The newest state that a journal holds. */
export interface DraftRecord {
  readonly keptAt: string;
  readonly project: Draft["project"];
  readonly base: DraftBase | null;
}

/** A journal's lines: who keeps it, then states of the project, each whole. */
export type DraftLine =
  { readonly kind: "owner"; readonly owner: DraftOwner } | ({ readonly kind: "draft" } & DraftRecord);

export interface ReadDraft {
  readonly owner: DraftOwner | null;
  /** Null: nothing in it can be recovered. */
  readonly record: DraftRecord | null;
}

/** What a journal holds, whatever a crash did to its end. A state of an older version is brought up to date. */
export function readDraft(bytes: Uint8Array): ReadDraft {
  let owner: DraftOwner | null = null;
  let record: DraftRecord | null = null;
  for (const value of journalValues(bytes)) {
    const line = parseLine(value);
    if (line?.kind === "owner") owner = line.owner;
    if (line?.kind === "draft") record = line;
  }
  return { owner, record };
}

function parseLine(value: unknown): DraftLine | null {
  if (typeof value !== "object" || value === null || !("kind" in value)) return null;
  try {
    if (value.kind === "owner" && "owner" in value) return { kind: "owner", owner: checkOwner(value.owner) };
    if (value.kind === "draft" && "project" in value && "keptAt" in value && "base" in value) {
      if (typeof value.keptAt !== "string") return null;
      return { kind: "draft", keptAt: value.keptAt, project: checkStored(value.project), base: checkBase(value.base) };
    }
    return null;
  } catch {
    return null;
  }
}

function checkStored(project: unknown): Draft["project"] {
  const isNumbered = typeof project === "object" && project !== null && "version" in project;
  const isKnown = isNumbered && typeof project.version === "number" && Number.isInteger(project.version);
  if (!isKnown) throw new TypeError("no version");
  const current = migrate({ ...project }, Number(project.version));
  return checkDraft({ project: current, fileId: null }).project;
}

function checkBase(value: unknown): DraftBase | null {
  if (typeof value !== "object" || value === null || !("path" in value) || !("identity" in value)) return null;
  const { path, identity } = value;
  if (typeof path !== "string" || typeof identity !== "object" || identity === null) return null;
  const { size, modified, checksum } = identity as Partial<Record<keyof FileIdentity, unknown>>;
  if (typeof size !== "number" || typeof modified !== "number" || typeof checksum !== "string") return null;
  return { path, identity: { size, modified, checksum } };
}
