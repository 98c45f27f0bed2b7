/**
 * A wrong formula: what is wrong, where, and what is allowed there.
 *
 * `start` and `end` are 0-based, half-open UTF-16 columns of the text with start < end, so that an editor can underline
 * them; an empty text has [0, 0]. In a text of several lines (a rule) they are columns of the line that `line` names; a
 * loss has no lines. The message counts columns from 1, as people do, and so does `line`. `found` and `allowed` are short texts made of symbols
 * and names, `code` is stable: the window writes its own sentence from them. `suggestion` is what to put in place of the
 * marked piece when there is one good guess.
 *
 * @example new ExpressionError({ code: "unknown-name", start: 4, end: 6, found: "pj", allowed: "x pi e", suggestion: "pi" }).message // => "column 5: unknown name, found: pj, allowed: x pi e (did you mean pi?)"
 */
export class ExpressionError extends Error {
  override readonly name: string = "ExpressionError";
  readonly code: ExpressionErrorCode;
  readonly line: number | null;
  readonly start: number;
  readonly end: number;
  readonly found: string;
  readonly allowed: string;
  readonly suggestion: string | null;

  constructor(detail: ExpressionErrorDetail) {
    const suggestion = detail.suggestion ?? null;
    const line = detail.line ?? null;
    const place = `${line === null ? "" : `line ${String(line)}, `}column ${String(detail.start + 1)}`;
    const hint = suggestion === null ? "" : ` (did you mean ${suggestion}?)`;
    super(`${place}: ${ENGLISH[detail.code]}, found: ${detail.found}, allowed: ${detail.allowed}${hint}`);
    this.code = detail.code;
    this.line = line;
    this.start = detail.start;
    this.end = detail.end;
    this.found = detail.found;
    this.allowed = detail.allowed;
    this.suggestion = suggestion;
  }
}

export interface ExpressionErrorDetail {
  readonly code: ExpressionErrorCode;
  readonly line?: number | null;
  readonly start: number;
  readonly end: number;
  readonly found: string;
  readonly allowed: string;
  readonly suggestion?: string | null;
}

/** Every kind of wrong formula; the last three are a rule's. */
export type ExpressionErrorCode = keyof typeof ENGLISH;

const ENGLISH = {
  empty: "no formula",
  "too-long": "the formula is too long",
  "too-nested": "nested too deeply",
  "too-complex": "the formula has too many parts",
  "bad-character": "a character that no formula has",
  "wide-character": "a character of another alphabet in place of a plain one",
  "unclosed-bracket": "a bracket is not closed",
  "unopened-bracket": "a bracket closes nothing",
  syntax: "not a formula",
  "not-supported": "this is not part of a formula",
  unit: "formulas have no units",
  "reserved-name": "this name cannot be used",
  "unknown-name": "unknown name",
  "unknown-function": "unknown function",
  "not-a-function": "this name is not a function",
  "function-without-arguments": "a function needs its arguments",
  "wrong-argument-count": "wrong number of arguments",
  "ambiguous-product": "a product that reads like a call",
  "number-out-of-range": "not a number that float64 holds",
  "no-parameters": "a loss needs at least one parameter",
  "too-many-parameters": "too many parameters",
  "not-an-assignment": "a line of a rule is a name, =, and a formula",
  "given-name": "this name is given and cannot be assigned",
  "never-moves": "the rule never moves theta",
} as const;

/** All codes, for the tables of sentences. */
export const EXPRESSION_ERROR_CODES = Object.keys(ENGLISH) as ExpressionErrorCode[];

/** A piece of the text as it is shown in an error: one line, cut when long. */
export function excerpt(text: string, start: number, end: number): string {
  const piece = text.slice(start, Math.min(end, start + MAX_EXCERPT)).replaceAll(/\p{C}/gu, escapeControl);
  if (piece.length === 0) return "nothing";
  return end - start > MAX_EXCERPT ? `${piece}…` : piece;
}

const MAX_EXCERPT = 40;

/** Control, format, private and half characters would garble a terminal; they are shown by their code. */
function escapeControl(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
