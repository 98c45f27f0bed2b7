import { ExpressionError } from "../expression-error.ts";
import { MAX_RULE_OPTIONS } from "../limits.ts";
import { closestName } from "../names.ts";
import type { Token } from "../scan.ts";
import { GIVEN_NAMES } from "./given-names.ts";
import type { Assignment } from "./rule-lines.ts";

/** The names of a rule by what they are. */
export interface RuleNames {
  /** Read before they are assigned: they remember from step to step. In the order of the lines that assign them. */
  readonly states: readonly string[];
  /** Assigned before they are read: they hold within a step. */
  readonly locals: readonly string[];
  /** Never assigned: their values are options. In the order in which they are read. */
  readonly options: readonly string[];
}

/** An assignment with the names that its formula reads. */
export interface ReadingLine extends Assignment {
  readonly reads: readonly Token[];
}

/**
 * Finds out what each name of a rule is.
 *
 * @throws ExpressionError for a name that is never assigned and looks like a slip of one that is known
 */
export function ruleNames(lines: readonly ReadingLine[]): RuleNames {
  const assigned = new Set(lines.map(({ target }) => target));
  const known = new Set<string>([...GIVEN_NAMES, ...assigned]);
  const states = new Set<string>();
  const options = new Set<string>();
  const done = new Set<string>(GIVEN_NAMES);
  for (const { line, target, reads } of lines) {
    for (const read of reads) {
      if (done.has(read.text)) continue;
      if (assigned.has(read.text)) states.add(read.text);
      else options.add(checkedOption(read, line, known));
      if (options.size > MAX_RULE_OPTIONS) throw wrongName("too-complex", read, line, `<= ${MAX_RULE_OPTIONS}`, null);
    }
    done.add(target);
  }
  const targets = [...assigned].filter((name) => name !== "theta");
  return {
    states: targets.filter((name) => states.has(name)),
    locals: targets.filter((name) => !states.has(name)),
    options: [...options],
  };
}

/**
 * Any name that is never assigned would do as an option, and a slip would quietly become one. So those are refused that
 * differ from a known name in one letter or in capitals; not short ones (m and v, g and G), nor b1 beside b2.
 */
function checkedOption(read: Token, line: number, known: ReadonlySet<string>): string {
  const name = read.text;
  const suggestion = name === "θ" ? "theta" : closestName(name, [...known].filter(isLong), name.length > 2 ? 1 : 0);
  if (suggestion === null || withoutDigits(suggestion) === withoutDigits(name)) return name;
  throw wrongName("unknown-name", read, line, [...known].join(" "), suggestion);
}

function isLong(name: string): boolean {
  return name.length > 1;
}

function withoutDigits(name: string): string {
  return name.replaceAll(/[\d_]/g, "");
}

function wrongName(
  code: ExpressionError["code"],
  { text, start, end }: Token,
  line: number,
  allowed: string,
  suggestion: string | null,
): ExpressionError {
  return new ExpressionError({ code, line, start, end, found: text, allowed, suggestion });
}
