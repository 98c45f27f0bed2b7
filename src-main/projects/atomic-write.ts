import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { errorCode, type FileFacts, type FileLayer } from "./file-layer.ts";
import { temporaryName } from "./stale-files.ts";

export interface WriteOptions {
  /** Keeps the file that is replaced as `<name>.bak` beside it. */
  readonly backup: boolean;
  /** Permission bits of a file that is new, before the umask; a file that is replaced passes its own on. */
  readonly mode?: number;
}

/**
 * Writes a file so that at every moment, power cuts included, its name leads to the whole old or the whole new content.
 *
 * The bytes go to a temporary file in the same folder, onto the disk, and by a rename over the old file; then the folder
 * goes onto the disk too. Resolves after the last of these: what is reported as saved is saved. A symbolic link stays and
 * what it leads to is replaced.
 *
 * @returns the path that was written, links resolved, and what is now known of the file.
 * @throws Node's error of the step that failed; the old content is then still there, and no temporary file is left
 *   unless removing it failed as well.
 */
export async function writeAtomically(
  files: FileLayer,
  path: string,
  bytes: Uint8Array,
  options: WriteOptions,
): Promise<{ readonly path: string; readonly facts: FileFacts }> {
  const target = await resolveTarget(files, path);
  const folder = dirname(target);
  const old = await factsOrNull(files, target);
  const temporary = join(folder, temporaryName());
  await writeTemporary(files, temporary, bytes, old?.mode ?? null, options.mode ?? 0o666);
  try {
    if (old !== null && options.backup) await keepBackup(files, target);
    await renameOver(files, temporary, target);
  } catch (error) {
    await removeQuietly(files, temporary);
    throw error;
  }
  await syncFolder(files, folder);
  return { path: target, facts: await files.facts(target) };
}

/** Where the bytes must go: the end of all symbolic links, which need not exist yet. */
async function resolveTarget(files: FileLayer, path: string): Promise<string> {
  let current = resolve(path);
  for (let links = 0; links < MAX_LINKS; links++) {
    try {
      return await files.realpath(current);
    } catch (error) {
      if (errorCode(error) !== "ENOENT") throw error;
    }
    const next = await linkTarget(files, current);
    if (next === null) return join(await files.realpath(dirname(current)), basename(current));
    current = resolve(dirname(current), next);
  }
  throw Object.assign(new Error("too many symbolic links"), { code: "ELOOP" });
}

/** As many as Linux follows. */
const MAX_LINKS = 40;

async function linkTarget(files: FileLayer, path: string): Promise<string | null> {
  try {
    return await files.readlink(path);
  } catch (error) {
    // EINVAL: there is a file, but not a link (it appeared just now). UNKNOWN: the same on Windows.
    if (["ENOENT", "EINVAL", "UNKNOWN"].includes(errorCode(error))) return null;
    throw error;
  }
}

async function factsOrNull(files: FileLayer, path: string): Promise<FileFacts | null> {
  try {
    const facts = await files.facts(path);
    if (!facts.isFile) throw Object.assign(new Error("not a file"), { code: "EISDIR" });
    return facts;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

async function writeTemporary(
  files: FileLayer,
  path: string,
  bytes: Uint8Array,
  oldMode: number | null,
  newMode: number,
): Promise<void> {
  const handle = await files.create(path, oldMode ?? newMode);
  try {
    try {
      // The umask may have taken away what the old file allowed.
      if (oldMode !== null) await quietly(() => handle.chmod(oldMode), NO_MODES);
      await handle.write(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await removeQuietly(files, path);
    throw error;
  }
}

/**
 * The old file under a second name, without a moment in which the earlier backup is gone and this one is not there yet.
 * Where the disk has no hard links it is copied. A backup that cannot be made (no space for a copy) does not keep anybody
 * from saving: the earlier backup then stays.
 */
async function keepBackup(files: FileLayer, target: string): Promise<void> {
  const temporary = join(dirname(target), temporaryName());
  try {
    try {
      await files.link(target, temporary);
    } catch {
      await files.copy(target, temporary);
    }
    await renameOver(files, temporary, `${target}.bak`);
  } catch {
    await removeQuietly(files, temporary);
  }
}

/** On Windows a virus scanner or a synchroniser may hold the old file open for a moment. */
async function renameOver(files: FileLayer, from: string, to: string): Promise<void> {
  for (const wait of RENAME_WAITS) {
    try {
      await files.rename(from, to);
      return;
    } catch (error) {
      if (!HELD.includes(errorCode(error)) || process.platform !== "win32") throw error;
      await pause(wait);
    }
  }
  await files.rename(from, to);
}

const HELD = ["EPERM", "EACCES", "EBUSY"];
/** Milliseconds; three seconds in all. */
const RENAME_WAITS = [20, 40, 80, 160, 300, 600, 800, 1000];

/** Some file systems (network, FUSE, Windows) cannot sync a folder, and some folders may be written but not read. */
async function syncFolder(files: FileLayer, folder: string): Promise<void> {
  await quietly(() => files.syncFolder(folder), NO_FOLDER_SYNC);
}

const NO_FOLDER_SYNC = ["EINVAL", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EISDIR", "EPERM", "EACCES", "EBADF"];
/** File systems without permission bits. */
const NO_MODES = ["EPERM", "EINVAL", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

async function quietly(work: () => Promise<void>, harmless: readonly string[]): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!harmless.includes(errorCode(error))) throw error;
  }
}

async function removeQuietly(files: FileLayer, path: string): Promise<void> {
  await files.unlink(path).catch(() => undefined);
}
