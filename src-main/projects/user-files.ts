import { randomUUID } from "node:crypto";
import { basename, dirname, resolve } from "node:path";
import { LabFailure } from "../failure.ts";
import type { FileLayer } from "./file-layer.ts";

/** A file that a dialog, a drop, the command line or the recent list gave to main. */
export interface UserFile {
  readonly fileId: string;
  /** Absolute, links resolved where the file exists. */
  readonly path: string;
  readonly name: string;
}

/**
 * The files that the page may speak of. It never names a path: it holds ids that were handed out here, one per real
 * path, so that two ways to the same file are the same file.
 */
export class UserFiles {
  readonly #files: FileLayer;
  readonly #byId = new Map<string, UserFile>();
  readonly #idByPath = new Map<string, string>();

  constructor(files: FileLayer) {
    this.#files = files;
  }

  /** The file of a path that came from outside the page. It need not exist (any more): opening it will say so. */
  async grant(path: string): Promise<UserFile> {
    const absolute = resolve(path);
    const real = await this.#files.realpath(absolute).catch(() => absolute);
    const known = this.#idByPath.get(keyOf(real));
    const fileId = known ?? randomUUID();
    const file: UserFile = { fileId, path: real, name: basename(real) };
    this.#byId.set(fileId, file);
    this.#idByPath.set(keyOf(real), fileId);
    return file;
  }

  /** @throws LabFailure for an id that was never handed out. */
  get(fileId: string): UserFile {
    const file = this.#byId.get(fileId);
    if (file === undefined) throw new LabFailure("file/not-found", { name: "" });
    return file;
  }
}

/** The folder of a file as shown to a person. */
export function shownFolder(path: string, home: string): string {
  const folder = dirname(path);
  if (home === "" || folder === home) return folder === home && home !== "" ? "~" : folder;
  const separator = home.includes("\\") ? "\\" : "/";
  return folder.startsWith(`${home}${separator}`) ? `~${folder.slice(home.length)}` : folder;
}

/** macOS delivers names decomposed or composed; both are one name. */
function keyOf(path: string): string {
  return process.platform === "darwin" ? path.normalize("NFC") : path;
}
