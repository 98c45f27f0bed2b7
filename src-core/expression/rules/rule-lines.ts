import { ExpressionError, excerpt } from "../expression-error.ts";
import { MAX_NAME_LENGTH, MAX_RULE_LINES, MAX_TEXT_LENGTH } from "../limits.ts";
import { isReservedName, NAMED_NUMBERS, NUMBER_SYMBOLS } from "../names.ts";
import { isName } from "../scan.ts";
import { GIVEN_NAMES } from "./given-names.ts";
import { RULE_FUNCTIONS } from "./rule-functions.ts";

/** One `name = formula` of a rule. */
export interface Assignment {
  /** Counted from 1, blank lines and comments too: the number that an editor shows. */
  readonly line: number;
  readonly target: string;
  /** Columns of the name in its line. */
  readonly start: number;
  readonly end: number;
  /** The line with spaces in place of everything but the formula, so that the formula's columns are the line's. */
  readonly formula: string;
}

/**
 * Cuts a rule into its assignments. A `#` begins a comment, which ends with the line.
 *
 * @throws ExpressionError with line and columns
 */
export function ruleLines(text: string): readonly Assignment[] {
  if (text.length > MAX_TEXT_LENGTH) {
    throw new ExpressionError({
      code: "too-long",
      line: 1,
      start: 0,
      end: 1,
      found: `${text.length} characters`,
      allowed: `<= ${MAX_TEXT_LENGTH}`,
    });
  }
  const assignments: Assignment[] = [];
  for (const [index, whole] of text.split(/\r\n|\r|\n/).entries()) {
    const [code = ""] = whole.split("#", 1);
    if (code.trim() === "") continue;
    if (assignments.length === MAX_RULE_LINES) {
      throw wrong("too-long", index + 1, 0, code.length, `> ${MAX_RULE_LINES}`, `<= ${MAX_RULE_LINES}`);
    }
    assignments.push(readLine(code, index + 1));
  }
  if (assignments.length === 0) throw wrong("empty", 1, 0, 0, "nothing", EXAMPLE);
  return assignments;
}

const EXAMPLE = "theta = theta - lr*g";

function readLine(code: string, line: number): Assignment {
  const at = code.search(SINGLE_EQUALS);
  const left = at < 0 ? code : code.slice(0, at);
  const target = left.trim();
  const start = left.length - left.trimStart().length;
  const end = start + target.length;
  if (at < 0) throw wrong("not-an-assignment", line, start, end, excerpt(code, start, end), "m = ...");
  if (target === "") throw wrong("not-an-assignment", line, at, at + 1, "=", "m = ...");
  if (!isName(target) || target.length > MAX_NAME_LENGTH) {
    const compound = /^(\S+?)\s*([-+*/^])$/.exec(target);
    const isCompound = compound !== null && isName(compound[1]);
    const suggestion = isCompound ? `${compound[1]} = ${compound[1]} ${compound[2]}` : null;
    throw wrong("not-an-assignment", line, start, end, excerpt(code, start, end), "m = ...", suggestion);
  }
  if (isGiven(target)) throw wrong("given-name", line, start, end, target, "m v step");
  if (isReservedName(target) || RULE_FUNCTIONS.has(target)) {
    throw wrong("reserved-name", line, start, end, target, "m v step");
  }
  if (code.slice(at + 1).trim() === "") throw wrong("empty", line, at, at + 1, "nothing", `${target} = ...`);
  return { line, target, start, end, formula: " ".repeat(at + 1) + code.slice(at + 1) };
}

/** The = of an assignment, not that of a comparison. */
const SINGLE_EQUALS = /(?<![<>=!])=(?!=)/;

function isGiven(name: string): boolean {
  const isNumber = (NAMED_NUMBERS as readonly string[]).includes(name) || NUMBER_SYMBOLS.has(name);
  return isNumber || (name !== "theta" && (GIVEN_NAMES as readonly string[]).includes(name));
}

function wrong(
  code: ExpressionError["code"],
  line: number,
  start: number,
  end: number,
  found: string,
  allowed: string,
  suggestion: string | null = null,
): ExpressionError {
  return new ExpressionError({ code, line, start, end, found, allowed, suggestion });
}
