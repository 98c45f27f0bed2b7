import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { DraftEntry } from "../../src-core/protocol/index.ts";
import { LabFailure } from "../failure.ts";
import { readDraft, type DraftLine, type DraftRecord } from "./draft-record.ts";
import { isOwnerRunning, type DraftOwner } from "./draft-owner.ts";
import { withFileFailures } from "./file-failure.ts";
import type { FileLayer } from "./file-layer.ts";
import { journalLine } from "./journal.ts";

/** A crash loses at most this many milliseconds of work. */
const INTERVAL = 2000;
/** Each line is a whole state, so a journal is begun anew when it has grown to this many bytes. */
const MAX_JOURNAL = 8_000_000;
const EXTENSION = ".draft";

export interface DraftsOptions {
  readonly files: FileLayer;
  /** The folder of all journals. */
  readonly folder: string;
  readonly owner: DraftOwner;
  readonly isAlive?: (pid: number) => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly interval?: number;
}

/**
 * Unsaved work, kept aside against a crash: one journal for the open document, never in the person's own file. It is
 * dropped when the document is saved or closed; what is left at the next start was left by a crash and is offered.
 */
export class Drafts {
  readonly #options: DraftsOptions;
  readonly #interval: number;
  #journal: Journal | null = null;
  #waiting: Omit<DraftRecord, "keptAt"> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #lastWrite = -Infinity;
  #work: Promise<void> = Promise.resolve();
  /** Journals of this process whose page crashed. */
  readonly #abandoned = new Set<string>();

  constructor(options: DraftsOptions) {
    this.#options = options;
    this.#interval = options.interval ?? INTERVAL;
  }

  /** Notes the newest state; it reaches the disk now, or when the last write is an interval ago. */
  keep(state: Omit<DraftRecord, "keptAt">): void {
    this.#waiting = state;
    const wait = this.#lastWrite + this.#interval - this.#options.now();
    if (wait <= 0) this.#writeSoon();
    else this.#timer ??= setTimeout(() => this.#writeSoon(), wait);
  }

  /** Resolves when the newest state is on the disk: for the moments when a crash or an end is near. */
  async flush(): Promise<void> {
    this.#stopTimer();
    await this.#inTurn(() => this.#writeWaiting());
  }

  /** The work is saved or given up. */
  async drop(): Promise<void> {
    this.#stopTimer();
    this.#waiting = null;
    await this.#inTurn(async () => {
      const journal = this.#journal;
      this.#journal = null;
      this.#lastWrite = -Infinity;
      if (journal !== null) await this.#remove(journal);
    });
  }

  /** The page is gone without a word: its draft becomes one that can be recovered. */
  async abandon(): Promise<void> {
    await this.flush();
    await this.#inTurn(async () => {
      if (this.#journal === null) return;
      this.#abandoned.add(this.#journal.draftId);
      this.#journal = null;
    });
  }

  /** What crashes left behind, newest first. Journals without anything to recover are removed. */
  async leftovers(): Promise<readonly DraftEntry[]> {
    const { files, folder } = this.#options;
    const names = await files.list(folder).catch(() => []);
    const entries: DraftEntry[] = [];
    for (const name of names.filter((candidate) => candidate.endsWith(EXTENSION))) {
      const draftId = name.slice(0, -EXTENSION.length);
      const read = await this.#read(draftId).catch(() => null);
      if (read === null || this.#isInUse(draftId, read.owner)) continue;
      if (read.record === null) await files.unlink(join(folder, name)).catch(() => undefined);
      else entries.push({ draftId, title: read.record.project.title, keptAt: read.record.keptAt });
    }
    return entries.sort((one, other) => (one.keptAt < other.keptAt ? 1 : -1));
  }

  /**
   * Takes a draft back. It is in this process's own journal, on the disk, before the old one goes: a second crash loses
   * nothing.
   *
   * @throws LabFailure file/not-found when there is no such draft, or nothing of it can be read.
   */
  async recover(draftId: string): Promise<DraftRecord> {
    await this.#checkLeftover(draftId);
    const { record } = await this.#read(draftId);
    if (record === null) throw new LabFailure("file/not-found", { name: "" });
    this.#waiting = { project: record.project, base: record.base };
    await this.flush();
    await this.discard(draftId);
    return record;
  }

  /** @throws LabFailure file/not-found when there is no such draft. */
  async discard(draftId: string): Promise<void> {
    await this.#checkLeftover(draftId);
    const path = this.#pathOf(draftId);
    await withFileFailures("", () => this.#options.files.unlink(path));
    this.#abandoned.delete(draftId);
  }

  async #checkLeftover(draftId: string): Promise<void> {
    const { owner } = await withFileFailures("", () => this.#read(draftId));
    if (this.#isInUse(draftId, owner)) throw new LabFailure("file/not-found", { name: "" });
  }

  #isInUse(draftId: string, owner: DraftOwner | null): boolean {
    if (draftId === this.#journal?.draftId) return true;
    if (owner === null || this.#abandoned.has(draftId)) return false;
    return isOwnerRunning(owner, this.#options.owner, this.#options.isAlive);
  }

  async #read(draftId: string): Promise<ReturnType<typeof readDraft>> {
    return readDraft(await this.#options.files.read(this.#pathOf(draftId)));
  }

  #writeSoon(): void {
    this.#stopTimer();
    // A disk that takes no drafts shows when saving; the next change tries again.
    void this.#inTurn(() => this.#writeWaiting()).catch(() => undefined);
  }

  async #writeWaiting(): Promise<void> {
    const state = this.#waiting;
    if (state === null) return;
    this.#waiting = null;
    const now = this.#options.now();
    this.#lastWrite = now;
    const line = journalLine({ kind: "draft", keptAt: new Date(now).toISOString(), ...state } satisfies DraftLine);
    try {
      await this.#writeLine(line);
    } catch (error) {
      this.#waiting ??= state;
      throw error;
    }
  }

  async #writeLine(line: Uint8Array): Promise<void> {
    const old = this.#journal;
    if (old !== null && old.size + line.length <= MAX_JOURNAL) {
      const { size } = old;
      // If this fails, half a line may stand there, and what came behind it would be lost with it.
      old.size = Infinity;
      await this.#append(old.draftId, line);
      old.size = size + line.length;
      return;
    }
    this.#journal = await this.#begin(line);
    if (old !== null) await this.#remove(old);
  }

  async #begin(line: Uint8Array): Promise<Journal> {
    const { files, folder, owner } = this.#options;
    await files.makeFolder(folder);
    const draftId = `draft-${randomUUID()}`;
    const head = journalLine({ kind: "owner", owner } satisfies DraftLine);
    try {
      await this.#append(draftId, Buffer.concat([head, line]));
    } catch (error) {
      await files.unlink(this.#pathOf(draftId)).catch(() => undefined);
      throw error;
    }
    await files.syncFolder(folder).catch(() => undefined);
    return { draftId, size: head.length + line.length };
  }

  async #append(draftId: string, bytes: Uint8Array): Promise<void> {
    const handle = await this.#options.files.append(this.#pathOf(draftId), 0o600);
    try {
      await handle.write(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  async #remove(journal: Journal): Promise<void> {
    await this.#options.files.unlink(this.#pathOf(journal.draftId)).catch(() => undefined);
  }

  #pathOf(draftId: string): string {
    return join(this.#options.folder, `${draftId}${EXTENSION}`);
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** One thing at a time, in the order in which it was asked for; a failure does not stop what comes after. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#work.catch(() => undefined).then(work);
    this.#work = turn;
    return turn;
  }
}

/** The journal of the open document; `size` in bytes. */
interface Journal {
  readonly draftId: string;
  size: number;
}
