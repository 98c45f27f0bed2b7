/**
 * Python code that is not understood: where, what was found there, what is allowed. Lines and columns count from 1.
 *
 * @example new PythonError({ code: "syntax", line: 2, column: 5, found: "=", allowed: "a value" }).message // => "line 2, column 5: found =, allowed: a value"
 */
export class PythonError extends Error {
  override readonly name: string = "PythonError";
  readonly code: PythonErrorCode;
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly allowed: string;

  constructor({ code, line, column, found, allowed }: PythonErrorDetail) {
    super(`line ${line}, column ${column}: found ${found}, allowed: ${allowed}`);
    this.code = code;
    this.line = line;
    this.column = column;
    this.found = found;
    this.allowed = allowed;
  }
}

/**
 * "syntax": not the Python that is read here; "unknown-name": a class, argument or variable that there is not;
 * "unsupported": one that the lab cannot follow; "wrong-value": an argument that no such schedule has.
 */
export type PythonErrorCode = "syntax" | "unknown-name" | "unsupported" | "wrong-value";

/** A place in the text, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

interface PythonErrorDetail extends Place {
  readonly code: PythonErrorCode;
  readonly found: string;
  readonly allowed: string;
}
