import { createHash } from "node:crypto";

/**
 * One line of a journal: a checksum, the length and the text itself, as JSON, which holds no line break. A line that a
 * crash cut off, or that a disk spoiled, does not pass for one.
 */
export function journalLine(value: unknown): Uint8Array {
  const json = Buffer.from(JSON.stringify(value), "utf8");
  return Buffer.concat([Buffer.from(`${lineChecksum(json)} ${json.length} `, "utf8"), json, Buffer.from("\n", "utf8")]);
}

/** The values of all whole lines, in order; what is torn or spoiled is left out. */
export function journalValues(bytes: Uint8Array): readonly unknown[] {
  const values: unknown[] = [];
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start);
    if (newline < 0) break;
    const value = lineValue(Buffer.from(bytes.buffer, bytes.byteOffset + start, newline - start));
    if (value !== undefined) values.push(value);
    start = newline + 1;
  }
  return values;
}

const NEWLINE = 0x0a;
const HEAD = /^([0-9a-f]{16}) (\d{1,10}) /;

function lineValue(line: Buffer): unknown {
  const head = HEAD.exec(line.toString("latin1", 0, 28));
  if (head === null) return undefined;
  const json = line.subarray(head[0].length);
  if (json.length !== Number(head[2]) || lineChecksum(json) !== head[1]) return undefined;
  const value: unknown = JSON.parse(json.toString("utf8"));
  return value;
}

/** 64 bits of SHA-256: against accidents, not against forgers. */
function lineChecksum(json: Uint8Array): string {
  return createHash("sha256").update(json).digest("hex").slice(0, 16);
}
