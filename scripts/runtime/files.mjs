/** Whether files changed: quickly by size and time, surely by content. And writing a file so that it is there whole. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "./paths.mjs";

/**
 * All files below a folder or the file itself, relative to the root, in a fixed order.
 *
 * @param {string} place relative to the root
 * @returns {string[]} empty when there is no such place
 */
export function filesBelow(place) {
  const stats = statSync(fromRoot(place), { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (!stats.isDirectory()) return [place];
  return readdirSync(fromRoot(place), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(place, entry.name)) : [join(place, entry.name)]))
    .sort();
}

/**
 * @param {readonly string[]} files relative to the root
 * @returns {string} changes when a name or a byte changes
 */
export function contentHash(files) {
  const hash = createHash("sha256");
  for (const file of files) {
    const bytes = readFileSync(fromRoot(file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

/**
 * @param {readonly string[]} files relative to the root
 * @returns {Record<string, string>} for each file a text that is the same as long as it was most likely not touched
 */
export function fingerprints(files) {
  return Object.fromEntries(
    files.map((file) => {
      const stats = statSync(fromRoot(file), { throwIfNoEntry: false });
      return [file, stats === undefined ? "absent" : `${stats.size} ${stats.mtimeMs}`];
    }),
  );
}

/**
 * Writes beside and renames: whoever reads the file sees the old or the new one, never half of it.
 *
 * @param {string} file
 * @param {string} text
 */
export function writeWhole(file, text) {
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}
