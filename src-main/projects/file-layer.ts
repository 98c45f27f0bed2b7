import { constants } from "node:fs";
import * as fs from "node:fs/promises";

/** What is known of a file without reading it. */
export interface FileFacts {
  readonly isFile: boolean;
  readonly size: number;
  /** Milliseconds; fractions count. */
  readonly modified: number;
  /** Permission bits. */
  readonly mode: number;
}

/** An open file. */
export interface FileHandle {
  /** Writes everything, from the current position on. */
  write(bytes: Uint8Array): Promise<void>;
  chmod(mode: number): Promise<void>;
  /** Resolves when the bytes are on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Every way in which projects and settings touch the disk, in one interface, so that a test can let any single call
 * fail or be the last. Errors are Node's, with their `code`.
 */
export interface FileLayer {
  /** Opens a new file for writing; fails with EEXIST when there is one. */
  create(path: string, mode: number): Promise<FileHandle>;
  /** Opens a file for writing at its end; makes it when there is none. */
  append(path: string, mode: number): Promise<FileHandle>;
  read(path: string): Promise<Uint8Array>;
  facts(path: string): Promise<FileFacts>;
  realpath(path: string): Promise<string>;
  readlink(path: string): Promise<string>;
  rename(from: string, to: string): Promise<void>;
  link(existing: string, path: string): Promise<void>;
  copy(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  list(folder: string): Promise<readonly string[]>;
  makeFolder(folder: string): Promise<void>;
  /** Resolves when the names in the folder are on the disk. */
  syncFolder(folder: string): Promise<void>;
}

export const nodeFileLayer: FileLayer = {
  create: async (path, mode) => handleOf(await fs.open(path, "wx", mode)),
  append: async (path, mode) => handleOf(await fs.open(path, "a", mode)),
  read: async (path) => fs.readFile(path),
  facts: async (path) => {
    const facts = await fs.stat(path);
    return { isFile: facts.isFile(), size: facts.size, modified: facts.mtimeMs, mode: facts.mode & 0o777 };
  },
  realpath: (path) => fs.realpath(path),
  readlink: (path) => fs.readlink(path),
  rename: (from, to) => fs.rename(from, to),
  link: (existing, path) => fs.link(existing, path),
  copy: (from, to) => fs.copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE),
  unlink: (path) => fs.unlink(path),
  list: (folder) => fs.readdir(folder),
  makeFolder: async (folder) => {
    await fs.mkdir(folder, { recursive: true });
  },
  syncFolder: async (folder) => {
    const handle = await fs.open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

function handleOf(handle: fs.FileHandle): FileHandle {
  return {
    write: async (bytes) => {
      await handle.writeFile(bytes);
    },
    chmod: (mode) => handle.chmod(mode),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

/** The code of an error of Node's file functions ("ENOENT"); empty for any other error. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error)) return "";
  return typeof error.code === "string" ? error.code : "";
}
