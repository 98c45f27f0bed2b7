import type { FileFacts, FileLayer } from "./file-layer.ts";
import { errorCode } from "./file-layer.ts";

/** What a file was when it was last read or written by us. */
export interface FileIdentity {
  readonly size: number;
  /** Milliseconds, as the disk tells them. */
  readonly modified: number;
  /** SHA-256 in hexadecimal. */
  readonly checksum: string;
}

export function identityOf(facts: FileFacts, checksum: string): FileIdentity {
  return { size: facts.size, modified: facts.modified, checksum };
}

/**
 * Whether another program has put other content at the path. A new time alone is not a change (copying back and forth
 * and some synchronisers touch files): then the content decides. A file that is gone is not a change either; saving puts
 * it back.
 */
export async function hasChanged(
  files: FileLayer,
  path: string,
  known: FileIdentity,
  checksumOf: (bytes: Uint8Array) => Promise<string>,
): Promise<boolean> {
  try {
    const facts = await files.facts(path);
    if (facts.size !== known.size) return true;
    if (facts.modified === known.modified) return false;
    return (await checksumOf(await files.read(path))) !== known.checksum;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}
