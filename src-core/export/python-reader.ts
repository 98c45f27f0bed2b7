import { PythonError, type PythonErrorCode } from "./python-error.ts";
import type { PythonToken } from "./python-tokens.ts";

/** Walks over the words of a piece of Python, one by one. */
export class PythonReader {
  readonly #tokens: readonly PythonToken[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly PythonToken[]) {
    this.#tokens = tokens;
  }

  /** The next word, or the one `ahead` of it. */
  peek(ahead = 0): PythonToken {
    // The last word is the end, which is never taken.
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
  }

  take(): PythonToken {
    const token = this.peek();
    if (token.kind !== "end") this.#at += 1;
    return token;
  }

  /** Whether a name or sign comes next. */
  sees(...texts: readonly string[]): boolean {
    const { kind, text } = this.peek();
    return (kind === "sign" || kind === "name") && texts.includes(text);
  }

  /** Takes a name or sign if it comes next. */
  accepts(text: string): boolean {
    if (!this.sees(text)) return false;
    this.take();
    return true;
  }

  expect(text: string): PythonToken {
    if (!this.sees(text)) throw this.error("syntax", text);
    return this.take();
  }

  expectName(): PythonToken {
    if (this.peek().kind !== "name") throw this.error("syntax", "a name");
    return this.take();
  }

  /** Reads what lies inside something else; brackets in brackets without end would overflow the stack. */
  within<Result>(read: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > MAX_NESTING) throw this.error("syntax", `<= ${MAX_NESTING} brackets in one another`);
    const result = read();
    this.#depth -= 1;
    return result;
  }

  error(code: PythonErrorCode, allowed: string, token: PythonToken = this.peek()): PythonError {
    const { line, column } = token;
    return new PythonError({ code, line, column, found: shown(token), allowed });
  }
}

function shown({ kind, text }: PythonToken): string {
  if (kind === "end" || kind === "line-end") return "nothing";
  return kind === "string" ? JSON.stringify(text) : text;
}

const MAX_NESTING = 50;
