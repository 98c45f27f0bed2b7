import { UsageError } from "./errors.ts";

/**
 * Reads JSON from outside and says where it is wrong: line and column of the first fault. Stricter than JSON.parse in one
 * point: a name that stands twice in one object is an error, since one of the two values would be ignored.
 *
 * @throws UsageError "line 3, column 7: ...".
 */
export function parseJsonInput(text: string): unknown {
  const fault = findFault(text);
  if (fault === null) return JSON.parse(text);
  const before = text.slice(0, fault.position).split("\n");
  const column = (before.at(-1)?.length ?? 0) + 1;
  throw new UsageError(
    `the input is not JSON at line ${before.length}, column ${column}: ${fault.found}, allowed: ${fault.allowed}`,
  );
}

/** Bytes as UTF-8; a byte order mark in front is skipped. */
export function decodeInput(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError("the input is not text in UTF-8");
  }
}

interface Fault {
  readonly position: number;
  readonly found: string;
  readonly allowed: string;
}

/** Inputs of this command are three or four levels deep. */
const MAX_DEPTH = 64;

const SPACE = /[ \t\r\n]*/y;
/** Any character from the space on, but for the quote and the backslash; or an escape. */
const STRING = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const WORD = /(?:true|false|null)(?!\w)/y;

class FaultFound extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.found);
    this.fault = fault;
  }
}

function findFault(text: string): Fault | null {
  const scanner = new Scanner(text);
  try {
    scanner.value(0);
    scanner.end();
    return null;
  } catch (error) {
    if (error instanceof FaultFound) return error.fault;
    throw error;
  }
}

/** Walks over the text by the grammar of RFC 8259 without building anything. */
class Scanner {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): void {
    this.#take(SPACE);
    if (depth > MAX_DEPTH) this.#fail(`at most ${MAX_DEPTH} levels of lists and objects`);
    if (this.#text[this.#position] === "{") this.#members(depth);
    else if (this.#text[this.#position] === "[") this.#entries(depth);
    else if (this.#take(STRING) === null && this.#take(NUMBER) === null && this.#take(WORD) === null)
      this.#fail("a value");
    this.#take(SPACE);
  }

  end(): void {
    if (this.#position < this.#text.length) this.#fail("the end of the input");
  }

  #members(depth: number): void {
    const names = new Set<string>();
    this.#position += 1;
    this.#take(SPACE);
    if (this.#skip("}")) return;
    do {
      this.#take(SPACE);
      const before = this.#position;
      const name = this.#take(STRING) ?? this.#fail('a name in "quotes"');
      const plain = String(JSON.parse(name));
      if (names.has(plain))
        throw new FaultFound({ position: before, found: `${name} again`, allowed: "every name once" });
      names.add(plain);
      this.#take(SPACE);
      if (!this.#skip(":")) this.#fail(":");
      this.value(depth + 1);
    } while (this.#skip(","));
    if (!this.#skip("}")) this.#fail(", or }");
  }

  #entries(depth: number): void {
    this.#position += 1;
    this.#take(SPACE);
    if (this.#skip("]")) return;
    do this.value(depth + 1);
    while (this.#skip(","));
    if (!this.#skip("]")) this.#fail(", or ]");
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text);
    if (match === null) return null;
    this.#position = pattern.lastIndex;
    return match[0];
  }

  #skip(character: string): boolean {
    if (this.#text[this.#position] !== character) return false;
    this.#position += 1;
    return true;
  }

  #fail(allowed: string): never {
    const piece = /^[\w.+-]{1,20}|^[^]/u.exec(this.#text.slice(this.#position, this.#position + 24))?.[0];
    throw new FaultFound({
      position: this.#position,
      found: piece === undefined ? "the end" : JSON.stringify(piece),
      allowed,
    });
  }
}
