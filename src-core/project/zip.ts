import { inflateSync } from "fflate";
import { crc32 } from "./crc32.ts";

/*
 * Reading zip files that strangers may have made: sizes are known and checked before anything is unpacked, no entry
 * grows beyond what it declared, and one broken entry does not spoil the others. Only what our own files use is read:
 * stored and deflated entries, no encryption, no zip64, no parts.
 */

export interface ZipLimits {
  readonly entries: number;
  /** Bytes of all entries together, unpacked. */
  readonly unpacked: number;
}

export interface ZipEntry {
  readonly name: string;
  /** Unpacked bytes, as declared. */
  readonly size: number;
  readonly packedSize: number;
  readonly method: number;
  readonly crc: number;
  readonly encrypted: boolean;
  /** Where its local header begins. */
  readonly offset: number;
}

export interface ZipListing {
  readonly entries: readonly ZipEntry[];
  /** The end is missing: the entries were found one by one from the front. */
  readonly truncated: boolean;
}

/** Lists the entries of a zip file, or says why it cannot be one that we read. */
export function listZip(bytes: Uint8Array, limits: ZipLimits): ZipListing | "not-a-zip" | "too-large" {
  if (bytes.length < END_SIZE || !(hasSignature(bytes, 0, LOCAL_SIGNATURE) || hasSignature(bytes, 0, END_SIGNATURE))) {
    return "not-a-zip";
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = listCentralDirectory(bytes, view);
  const listing =
    entries === null
      ? { entries: listLocalHeaders(bytes, view, limits), truncated: true }
      : { entries, truncated: false };
  const unpacked = listing.entries.reduce((sum, entry) => sum + entry.size, 0);
  return listing.entries.length > limits.entries || unpacked > limits.unpacked ? "too-large" : listing;
}

/** Unpacks one entry and verifies its size and checksum; otherwise says what is wrong with it. */
export function readZipEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array | { readonly problem: string } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset } = entry;
  if (offset + LOCAL_SIZE > bytes.length || !hasSignature(bytes, offset, LOCAL_SIGNATURE))
    return { problem: "no header" };
  const begin = offset + LOCAL_SIZE + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const end = begin + entry.packedSize;
  if (end > bytes.length) return { problem: "cut off" };
  if (entry.encrypted) return { problem: "encrypted" };
  const packed = bytes.subarray(begin, end);
  const unpacked = unpack(packed, entry);
  if (unpacked === null) return { problem: "cannot be unpacked" };
  if (unpacked.length !== entry.size) return { problem: "size differs" };
  return crc32(unpacked) === entry.crc ? unpacked : { problem: "checksum differs" };
}

/** Whether a name could lead out of the archive, or to two places on two systems. */
export function isUnsafeName(name: string): boolean {
  return name.split("/").some((part) => part === ".." || part === ".") || /^\/|\\|^[A-Za-z]:|\p{Cc}/u.test(name);
}

const LOCAL_SIGNATURE = 0x04034b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;
/** The end record is followed by a comment of at most this many bytes. */
const MAX_COMMENT = 65_535;
const ENCRYPTED_FLAG = 1;
/** Sizes follow the data instead of preceding it: without a central directory such an entry has no known end. */
const STREAMED_FLAG = 8;
const STORED = 0;
const DEFLATED = 8;

function unpack(packed: Uint8Array, entry: ZipEntry): Uint8Array | null {
  if (entry.method === STORED) return packed;
  if (entry.method !== DEFLATED) return null;
  try {
    // One byte more than declared: output that does not end where it should is seen, and never grows beyond it.
    return inflateSync(packed, { out: new Uint8Array(entry.size + 1) });
  } catch {
    return null;
  }
}

/** Null when the file has no whole central directory: it was cut off. */
function listCentralDirectory(bytes: Uint8Array, view: DataView): ZipEntry[] | null {
  const end = findEnd(bytes, view);
  if (end === null) return null;
  const count = view.getUint16(end + 10, true);
  let position = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (position + CENTRAL_SIZE > end || !hasSignature(bytes, position, CENTRAL_SIGNATURE)) return null;
    const nameLength = view.getUint16(position + 28, true);
    const next =
      position + CENTRAL_SIZE + nameLength + view.getUint16(position + 30, true) + view.getUint16(position + 32, true);
    if (next > end) return null;
    entries.push({
      name: decodeName(bytes.subarray(position + CENTRAL_SIZE, position + CENTRAL_SIZE + nameLength)),
      method: view.getUint16(position + 10, true),
      crc: view.getUint32(position + 16, true),
      packedSize: view.getUint32(position + 20, true),
      size: view.getUint32(position + 24, true),
      encrypted: (view.getUint16(position + 8, true) & ENCRYPTED_FLAG) !== 0,
      offset: view.getUint32(position + 42, true),
    });
    position = next;
  }
  return entries;
}

/** The end record is the last thing in the file but for a comment whose length it states. */
function findEnd(bytes: Uint8Array, view: DataView): number | null {
  const lowest = Math.max(0, bytes.length - END_SIZE - MAX_COMMENT);
  for (let position = bytes.length - END_SIZE; position >= lowest; position -= 1) {
    if (!hasSignature(bytes, position, END_SIGNATURE)) continue;
    if (position + END_SIZE + view.getUint16(position + 20, true) === bytes.length) return position;
  }
  return null;
}

/** What can be found from the front of a file whose end is missing. The last entry may be cut off; reading it will say so. */
function listLocalHeaders(bytes: Uint8Array, view: DataView, limits: ZipLimits): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let position = 0;
  while (position + LOCAL_SIZE <= bytes.length && hasSignature(bytes, position, LOCAL_SIGNATURE)) {
    const flags = view.getUint16(position + 6, true);
    if ((flags & STREAMED_FLAG) !== 0 || entries.length > limits.entries) break;
    const packedSize = view.getUint32(position + 18, true);
    const nameLength = view.getUint16(position + 26, true);
    const name = position + LOCAL_SIZE;
    entries.push({
      name: decodeName(bytes.subarray(name, name + nameLength)),
      method: view.getUint16(position + 8, true),
      crc: view.getUint32(position + 14, true),
      packedSize,
      size: view.getUint32(position + 22, true),
      encrypted: (flags & ENCRYPTED_FLAG) !== 0,
      offset: position,
    });
    position = name + nameLength + view.getUint16(position + 28, true) + packedSize;
  }
  return entries;
}

function hasSignature(bytes: Uint8Array, position: number, signature: number): boolean {
  return (
    bytes[position] === (signature & 255) &&
    bytes[position + 1] === ((signature >> 8) & 255) &&
    bytes[position + 2] === ((signature >> 16) & 255) &&
    bytes[position + 3] === ((signature >> 24) & 255)
  );
}

/** Names of ours are ASCII; any other byte stands for itself, which no name of ours contains. */
function decodeName(bytes: Uint8Array): string {
  let name = "";
  for (const byte of bytes) name += String.fromCharCode(byte);
  return name;
}
