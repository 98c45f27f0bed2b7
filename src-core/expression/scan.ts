import { ExpressionError, excerpt } from "./expression-error.ts";
import { MAX_BRACKET_NESTING, MAX_TEXT_LENGTH } from "./limits.ts";

/** A piece of a formula with its columns. The cuts are the same as mathjs makes, so the k-th name or number is mathjs' k-th leaf. */
export interface Token {
  readonly kind: "number" | "name" | "operator";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** For a bracket: the index of its partner among the tokens. */
  partner: number;
}

/**
 * Cuts a formula into tokens and refuses, with exact columns, everything that no loss has: texts too long or too deep,
 * control characters, comments, strings, units (`to`), matrices, objects, ranges, property access, assignments, bitwise
 * operators, factorial, percentages, several lines joined by `;`.
 *
 * One pass, linear in the length, no recursion: this is what keeps hostile texts from reaching the parser. Line breaks and tabs are
 * spaces. Full-width punctuation (`（ ） ， ×`) is not replaced silently but refused with the plain character as suggestion, so that
 * a saved formula means the same in every other program.
 *
 * @throws ExpressionError
 */
export function scanFormula(text: string): Token[] {
  if (text.length > MAX_TEXT_LENGTH) {
    throw new ExpressionError({
      code: "too-long",
      start: MAX_TEXT_LENGTH,
      end: text.length,
      found: `${String(text.length)} characters`,
      allowed: `<= ${String(MAX_TEXT_LENGTH)}`,
    });
  }
  const tokens: Token[] = [];
  const brackets = new BracketStack(text, tokens);
  let at = 0;
  while (at < text.length) {
    const character = text[at];
    if (isSpace(character)) {
      at += 1;
      continue;
    }
    const token = readToken(text, at);
    brackets.visit(token);
    tokens.push(token);
    at = token.end;
  }
  if (tokens.length === 0) {
    throw new ExpressionError({
      code: "empty",
      start: 0,
      end: text.length,
      found: "nothing",
      allowed: "(1 - w1*w2)^2",
    });
  }
  brackets.finish();
  return tokens;
}

/** Whether a text is one name: a letter or underscore, then letters, digits, underscores; Latin and Greek letters. */
export function isName(text: string): boolean {
  return text.length > 0 && !isDigit(text[0]) && nameEnd(text, 0) === text.length;
}

function readToken(text: string, at: number): Token {
  const character = text[at];
  if (isDigit(character) || (character === "." && isDigit(text[at + 1]))) return readNumber(text, at);
  if (isNameCharacter(character)) {
    const end = nameEnd(text, at);
    const name = text.slice(at, end);
    // mathjs' unit conversion: "2 inch to cm", "2 inch in cm".
    if (name === "to" || name === "in") {
      throw new ExpressionError({ code: "not-supported", start: at, end, found: name, allowed: ALLOWED_SIGNS });
    }
    return { kind: "name", text: name, start: at, end, partner: -1 };
  }
  const operator = OPERATORS.find((candidate) => text.startsWith(candidate, at));
  const refused = REFUSED.find(([candidate]) => text.startsWith(candidate, at));
  // The longer wins: "==" is a comparison though "=" is refused, "<<" is refused though "<" is a comparison.
  if (refused !== undefined && refused[0].length > (operator?.length ?? 0)) {
    const [piece, suggestion] = refused;
    throw new ExpressionError({
      code: "not-supported",
      start: at,
      end: at + piece.length,
      found: piece,
      allowed: ALLOWED_SIGNS,
      suggestion,
    });
  }
  if (operator === undefined) throw strangeCharacter(text, at);
  return { kind: "operator", text: operator, start: at, end: at + operator.length, partner: -1 };
}

function readNumber(text: string, at: number): Token {
  if (text[at] === "0" && /[xbo]/.test(text[at + 1] ?? "")) {
    const end = nameEnd(text, at);
    throw new ExpressionError({
      code: "number-out-of-range",
      start: at,
      end,
      found: excerpt(text, at, end),
      allowed: "12 0.5 1e-3",
    });
  }
  let end = skipDigits(text, at);
  // As in mathjs, the dot of `2.*x` is not a decimal mark; `.*` is refused later.
  if (text[end] === "." && !/[*/^]/.test(text[end + 1] ?? "")) end = skipDigits(text, end + 1);
  const exponent = /^[eE](?:[+-]|(?=\d))/.exec(text.slice(end, end + 3));
  if (exponent !== null) end = skipDigits(text, end + exponent[0].length);
  const piece = text.slice(at, end);
  const value = Number(piece);
  if (!Number.isFinite(value)) {
    throw new ExpressionError({
      code: Number.isNaN(value) ? "syntax" : "number-out-of-range",
      start: at,
      end,
      found: excerpt(text, at, end),
      allowed: Number.isNaN(value) ? "12 0.5 1e-3" : `<= ${String(Number.MAX_VALUE)}`,
    });
  }
  return { kind: "number", text: piece, start: at, end, partner: -1 };
}

/** Checks brackets and the colons of conditionals while tokens go by. */
class BracketStack {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #open: { readonly index: number; questions: number }[] = [{ index: -1, questions: 0 }];

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  visit(token: Token): void {
    const level = this.#open[this.#open.length - 1];
    switch (token.text) {
      case "(":
        if (this.#open.length > MAX_BRACKET_NESTING) {
          throw new ExpressionError({
            code: "too-nested",
            start: token.start,
            end: token.end,
            found: `> ${String(MAX_BRACKET_NESTING)} ( ( (`,
            allowed: `<= ${String(MAX_BRACKET_NESTING)}`,
          });
        }
        this.#open.push({ index: this.#tokens.length, questions: 0 });
        break;
      case ")":
        if (this.#open.length === 1) {
          throw new ExpressionError({
            code: "unopened-bracket",
            start: token.start,
            end: token.end,
            found: ")",
            allowed: "( ... )",
          });
        }
        token.partner = level.index;
        this.#tokens[level.index].partner = this.#tokens.length;
        this.#open.pop();
        break;
      case "?":
        level.questions += 1;
        break;
      case ":":
        // A colon without its question mark is mathjs' range.
        if (level.questions === 0) {
          throw new ExpressionError({
            code: "not-supported",
            start: token.start,
            end: token.end,
            found: ":",
            allowed: "a ? b : c",
          });
        }
        level.questions -= 1;
        break;
      default:
    }
  }

  finish(): void {
    if (this.#open.length === 1) return;
    const token = this.#tokens[this.#open[this.#open.length - 1].index];
    throw new ExpressionError({
      code: "unclosed-bracket",
      start: token.start,
      end: token.end,
      found: excerpt(this.#text, token.start, this.#text.length),
      allowed: "( ... )",
    });
  }
}

function strangeCharacter(text: string, at: number): ExpressionError {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const end = at + character.length;
  const plain = plainCharacter(character);
  if (plain !== null) {
    return new ExpressionError({
      code: "wide-character",
      start: at,
      end,
      found: character,
      allowed: ALLOWED_SIGNS,
      suggestion: plain,
    });
  }
  return new ExpressionError({
    code: "bad-character",
    start: at,
    end,
    found: excerpt(text, at, end),
    allowed: `a-z A-Z 0-9 _ α-ω ${ALLOWED_SIGNS}`,
  });
}

/** The ASCII character that was meant by one of an input method or a copied paper, or null. */
function plainCharacter(character: string): string | null {
  const known = LOOKALIKES.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  // The full-width block repeats ASCII 33..126 in order.
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : null;
}

const LOOKALIKES = new Map([
  ["×", "*"],
  ["·", "*"],
  ["⋅", "*"],
  ["∗", "*"],
  ["÷", "/"],
  ["∕", "/"],
  ["−", "-"],
  ["–", "-"],
  ["—", "-"],
  ["，", ","],
  ["、", ","],
  ["。", "."],
  ["（", "("],
  ["）", ")"],
  ["【", "("],
  ["】", ")"],
  ["？", "?"],
  ["：", ":"],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
  ["²", "^2"],
  ["³", "^3"],
  ["√", "sqrt"],
  ["\u3000", " "],
]);

/** Longest first, so that the first match is the right one. */
const OPERATORS = ["==", "!=", "<=", ">=", "+", "-", "*", "/", "^", "(", ")", ",", "?", ":", "<", ">"];

const ALLOWED_SIGNS = "+ - * / ^ ( ) , ? : < <= > >= == !=";

/** What mathjs would read and no loss has, with what was probably meant. Longest first. */
const REFUSED: readonly (readonly [string, string | null])[] = [
  [">>>", null],
  ["<<", null],
  [">>", null],
  ["**", "^"],
  [".*", "*"],
  ["./", "/"],
  [".^", "^"],
  ["^|", "xor"],
  ["&&", "and"],
  ["||", "or"],
  ["??", null],
  ["?.", null],
  ["=", "=="],
  ["&", "and"],
  ["|", "or"],
  ["~", "not"],
  ["!", null],
  ["%", "mod"],
  [".", null],
  [";", null],
  ["'", null],
  ['"', null],
  ["`", null],
  ["[", "("],
  ["]", ")"],
  ["{", "("],
  ["}", ")"],
  ["#", null],
  ["$", null],
  ["@", null],
  ["\\", null],
];

function isSpace(character: string): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r" || character === "\u00A0";
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

/**
 * A letter of a name: those of mathjs but for the dollar, letter-like symbols and mathematical alphabets, and without the signs
 * that lie between the letters (the multiplication sign among them).
 */
function isNameCharacter(character: string | undefined): boolean {
  if (character === undefined) return false;
  return /^[A-Za-z_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02AF\u0370-\u0373\u0376\u0377\u037B-\u037D\u037F\u0386\u0388-\u03FF]$/.test(
    character,
  );
}

function nameEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && (isNameCharacter(text[end]) || isDigit(text[end]))) end += 1;
  return end;
}

function skipDigits(text: string, at: number): number {
  let end = at;
  while (isDigit(text[end])) end += 1;
  return end;
}
