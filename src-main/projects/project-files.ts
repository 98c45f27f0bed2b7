import { dirname } from "node:path";
import { MAX_FILE_BYTES, type ProjectContent } from "../../src-core/project/index.ts";
import type { OpenedProject, SavedProject } from "../../src-core/protocol/index.ts";
import { LabFailure } from "../failure.ts";
import type { Archivist } from "../jobs/archivist.ts";
import { writeAtomically } from "./atomic-write.ts";
import type { DraftBase } from "./draft-record.ts";
import { hasChanged, identityOf, type FileIdentity } from "./file-identity.ts";
import { fileFailure, withFileFailures } from "./file-failure.ts";
import type { FileLayer } from "./file-layer.ts";
import type { RecentFiles } from "./recent-files.ts";
import { isRunning, sweepStaleFiles } from "./stale-files.ts";
import type { UserFile, UserFiles } from "./user-files.ts";

export interface ProjectFilesOptions {
  readonly files: FileLayer;
  readonly userFiles: UserFiles;
  readonly recent: RecentFiles;
  readonly archivist: Archivist;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Opens and saves `.saddle` files, and knows what each was when it was last seen. */
export class ProjectFiles {
  readonly #options: ProjectFilesOptions;
  readonly #seen = new Map<string, FileIdentity>();
  #work: Promise<unknown> = Promise.resolve();

  constructor(options: ProjectFilesOptions) {
    this.#options = options;
  }

  /** @throws LabFailure file/not-found, file/no-permission, file/not-a-project, file/too-new, file/too-large, file/damaged. */
  open(file: UserFile): Promise<OpenedProject> {
    return this.#inTurn(() => this.#open(file));
  }

  /**
   * Writes the project over the file.
   *
   * @throws LabFailure file/changed-on-disk when the file is not what it was when it was opened or saved here, unless
   *   `overwriteChanged`; file/no-space, file/no-permission, ...; the old file is whole in every case.
   */
  save(file: UserFile, content: ProjectContent, overwriteChanged: boolean): Promise<SavedProject> {
    return this.#inTurn(() => this.#save(file, content, overwriteChanged));
  }

  /** What a draft must remember of the file it was made from. */
  baseOf(fileId: string | null): DraftBase | null {
    if (fileId === null) return null;
    const identity = this.#seen.get(fileId);
    return identity === undefined ? null : { path: this.#options.userFiles.get(fileId).path, identity };
  }

  /** The file of a recovered draft, as if it had been opened when the draft was begun. */
  async resume(base: DraftBase): Promise<UserFile> {
    const file = await this.#options.userFiles.grant(base.path);
    this.#seen.set(file.fileId, base.identity);
    return file;
  }

  async #open(file: UserFile): Promise<OpenedProject> {
    const { files, archivist, recent } = this.#options;
    const { path, name, fileId } = file;
    try {
      const facts = await files.facts(path);
      if (!facts.isFile) throw new LabFailure("file/not-a-project", { name });
      if (facts.size > MAX_FILE_BYTES) {
        throw new LabFailure("file/too-large", { name, found: facts.size, allowed: MAX_FILE_BYTES });
      }
      const { read, checksum } = await archivist.unpack(await files.read(path));
      if (!read.ok) throw new LabFailure(read.failure.code, { name, ...read.failure.values });
      this.#seen.set(fileId, identityOf(facts, checksum));
      await recent.add(file);
      void this.#sweep(path);
      return { fileId, name, content: read.content, damage: read.damage };
    } catch (error) {
      const failure = fileFailure(error, path);
      if (failure.failure.code === "file/not-found") await recent.remove(file);
      throw failure;
    }
  }

  async #save(file: UserFile, content: ProjectContent, overwriteChanged: boolean): Promise<SavedProject> {
    const { files, archivist, recent, userFiles } = this.#options;
    const { bytes, checksum } = await archivist.pack(content);
    const saved = await withFileFailures(file.path, async () => {
      const known = this.#seen.get(file.fileId);
      const isChanged =
        known !== undefined && (await hasChanged(files, file.path, known, (old) => archivist.checksum(old)));
      if (isChanged && !overwriteChanged) throw new LabFailure("file/changed-on-disk", { name: file.name });
      const written = await writeAtomically(files, file.path, bytes, { backup: true });
      // A new file may have come to lie behind a link; from now on it is known by its real path.
      const real = await userFiles.grant(written.path);
      this.#seen.set(real.fileId, identityOf(written.facts, checksum));
      return real;
    });
    await recent.add(saved);
    void this.#sweep(saved.path);
    return { fileId: saved.fileId, name: saved.name };
  }

  async #sweep(path: string): Promise<void> {
    await sweepStaleFiles(this.#options.files, dirname(path), { now: this.#options.now(), isRunning });
  }

  /** Two saves of a file must not overtake each other. */
  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#work.then(work, work);
    this.#work = turn;
    return turn;
  }
}
