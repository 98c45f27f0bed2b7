import { join } from "node:path";
import type { RecentFile } from "../../src-core/protocol/index.ts";
import type { FileLayer } from "./file-layer.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";
import { shownFolder, type UserFile, type UserFiles } from "./user-files.ts";

/** As many as a menu shows without scrolling. */
const MAX_RECENT = 10;

/**
 * The files last opened or saved, newest first, kept over restarts. Vanished files stay until somebody clicks on them:
 * their disk may only be unplugged.
 */
export class RecentFiles {
  readonly #files: FileLayer;
  readonly #userFiles: UserFiles;
  readonly #path: string;
  readonly #home: string;
  #entries: readonly UserFile[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(files: FileLayer, userFiles: UserFiles, userData: string, home: string) {
    this.#files = files;
    this.#userFiles = userFiles;
    this.#path = join(userData, "recent.json");
    this.#home = home;
  }

  async load(): Promise<void> {
    const paths = (await readJsonFile(this.#files, this.#path, checkPaths)) ?? [];
    this.#entries = await Promise.all(paths.slice(0, MAX_RECENT).map((path) => this.#userFiles.grant(path)));
  }

  list(): readonly RecentFile[] {
    return this.#entries.map(({ fileId, name, path }) => ({ fileId, name, folder: shownFolder(path, this.#home) }));
  }

  async add(file: UserFile): Promise<void> {
    await this.#replace([file, ...this.#without(file)].slice(0, MAX_RECENT));
  }

  async remove(file: UserFile): Promise<void> {
    await this.#replace(this.#without(file));
  }

  async clear(): Promise<void> {
    await this.#replace([]);
  }

  #without(file: UserFile): readonly UserFile[] {
    return this.#entries.filter((other) => other.fileId !== file.fileId);
  }

  /** The list is a convenience: a disk that refuses it must not spoil the opening or saving that it follows. */
  async #replace(entries: readonly UserFile[]): Promise<void> {
    this.#entries = entries;
    const value = { files: entries.map(({ path }) => path) };
    this.#writing = this.#writing.then(() => writeJsonFile(this.#files, this.#path, value).catch(() => undefined));
    await this.#writing;
  }
}

function checkPaths(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null || !("files" in value) || !Array.isArray(value.files)) {
    throw new TypeError("not a list of files");
  }
  return value.files.filter((path): path is string => typeof path === "string" && path !== "");
}
