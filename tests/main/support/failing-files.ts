import type { FileHandle, FileLayer } from "../../../src-main/projects/file-layer.ts";

/** What happens at the n-th call (from 1): it fails with an error of the disk, or it and all later ones never return. */
export interface Trouble {
  readonly at: number;
  readonly how: "fail" | "stop";
  readonly code?: string;
}

export interface CountedFiles {
  readonly files: FileLayer;
  /** The names of the calls so far. */
  readonly calls: readonly string[];
  /** Resolves when a call was stopped. */
  readonly stopped: Promise<void>;
}

/** A file layer whose calls, those of open files included, are counted, and of which one goes wrong. */
export function withTrouble(inner: FileLayer, trouble: Trouble | null): CountedFiles {
  const calls: string[] = [];
  let tellStopped: () => void;
  const stopped = new Promise<void>((resolve) => (tellStopped = resolve));
  const guard = <Args extends readonly unknown[], Value>(name: string, work: (...args: Args) => Promise<Value>) => {
    return async (...args: Args): Promise<Value> => {
      calls.push(name);
      const isHit =
        trouble !== null && (trouble.how === "fail" ? calls.length === trouble.at : calls.length >= trouble.at);
      if (!isHit) return work(...args);
      if (trouble.how === "fail") throw Object.assign(new Error(`${name} failed`), { code: trouble.code ?? "EIO" });
      tellStopped();
      return new Promise<Value>(() => undefined);
    };
  };
  const guardHandle = (handle: FileHandle): FileHandle => ({
    write: guard("write", (bytes) => handle.write(bytes)),
    chmod: guard("chmod", (mode) => handle.chmod(mode)),
    sync: guard("sync", () => handle.sync()),
    close: guard("close", () => handle.close()),
  });
  const files: FileLayer = {
    create: guard("create", async (path, mode) => guardHandle(await inner.create(path, mode))),
    append: guard("append", async (path, mode) => guardHandle(await inner.append(path, mode))),
    read: guard("read", (path) => inner.read(path)),
    facts: guard("facts", (path) => inner.facts(path)),
    realpath: guard("realpath", (path) => inner.realpath(path)),
    readlink: guard("readlink", (path) => inner.readlink(path)),
    rename: guard("rename", (from, to) => inner.rename(from, to)),
    link: guard("link", (existing, path) => inner.link(existing, path)),
    copy: guard("copy", (from, to) => inner.copy(from, to)),
    unlink: guard("unlink", (path) => inner.unlink(path)),
    list: guard("list", (folder) => inner.list(folder)),
    makeFolder: guard("makeFolder", (folder) => inner.makeFolder(folder)),
    syncFolder: guard("syncFolder", (folder) => inner.syncFolder(folder)),
  };
  return { files, calls, stopped };
}
