/**
 * What every part of the core throws when an input is wrong: which field, what was found, what is allowed.
 *
 * `path` is a JSON path ("optimizer.betas[1]"), `code` is stable and translated by the window, `found` and `allowed` are
 * short texts made of values and symbols ("-0.1", "> 0"), so that they need no translation themselves.
 * A loss's formula that is wrong has columns too: see ExpressionError. A formula that is one option among others is a
 * "wrong-formula" with `column`, counted from 1 as people do.
 */
export class InputError extends Error {
  override readonly name: string = "InputError";
  readonly code: string;
  readonly path: string;
  readonly found: string;
  readonly allowed: string;
  readonly column: number | null;

  constructor(detail: InputErrorDetail) {
    const place = detail.column === undefined ? detail.path : `${detail.path}, column ${detail.column}`;
    super(`${place}: found ${detail.found}, allowed: ${detail.allowed}`);
    this.code = detail.code;
    this.path = detail.path;
    this.found = detail.found;
    this.allowed = detail.allowed;
    this.column = detail.column ?? null;
  }
}

export interface InputErrorDetail {
  readonly code: InputErrorCode;
  readonly path: string;
  readonly found: string;
  readonly allowed: string;
  readonly column?: number | undefined;
}

/** The kinds of wrong input; the window has one sentence for each in both languages. */
export type InputErrorCode =
  | "out-of-range"
  | "not-a-number"
  | "not-an-integer"
  | "wrong-type"
  | "wrong-length"
  | "unknown-field"
  | "missing-field"
  | "unknown-name"
  | "unsupported"
  | "too-large"
  | "wrong-formula"
  | "inconsistent"
  | "needs-matrices"
  | "needs-residuals";

/** A value as a person would recognise it in an error: numbers as they read back, text quoted, long things cut. */
export function describeValue(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > MAX_DESCRIPTION ? `${text.slice(0, MAX_DESCRIPTION)}…` : text;
}

/** Errors are one line on a terminal; longer values are cut. */
const MAX_DESCRIPTION = 60;
