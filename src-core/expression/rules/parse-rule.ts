import { ExpressionError } from "../expression-error.ts";
import { freeNames } from "../free-names.ts";
import { Graph } from "../graph.ts";
import { MAX_WHOLE_VECTOR_CALLS } from "../limits.ts";
import { lowerTree } from "../lower.ts";
import { closestName } from "../names.ts";
import { namedNumbers } from "../named-numbers.ts";
import type { Operation } from "../operations.ts";
import { parseTokens } from "../parse-tokens.ts";
import { scanFormula, type Token } from "../scan.ts";
import { RULE_FUNCTIONS } from "./rule-functions.ts";
import { ruleLines, type Assignment } from "./rule-lines.ts";
import { ruleNames, type ReadingLine } from "./rule-names.ts";

/** A rule that was understood: what each name is, and each line's formula in one graph. It holds no functions; see compileRule. */
export interface CheckedRule {
  readonly text: string;
  readonly lines: readonly RuleLine[];
  /** Names that remember from step to step; see RuleNames. */
  readonly states: readonly string[];
  /** Names whose values are options. */
  readonly options: readonly string[];
  /** Whether some line reads lr; if not, the schedule changes nothing. */
  readonly readsRate: boolean;
  /** The formulas as typed, with shared parts. Its parameters are `variables`, its constants are `constants`. */
  readonly graph: Graph;
  /** theta, g, t, loss, then what the lines assign. */
  readonly variables: readonly string[];
  /** lr, then the options. */
  readonly constants: readonly string[];
}

export interface RuleLine {
  /** Counted from 1, as an editor numbers lines. */
  readonly line: number;
  /** The name that the line assigns. */
  readonly target: string;
  /** The node of its formula in the rule's graph. */
  readonly root: number;
}

/**
 * Understands an optimizer written as a few lines, one step of it from top to bottom:
 *
 *   m = beta*m + (1 - beta)*g                # one assignment a line, comments after #
 *   theta = theta - lr*m
 *
 * The right side of = is a formula as losses have it (parseExpression), entry by entry, with norm, maxnorm, dot, sum and
 * mean over all entries (WHOLE_VECTOR_FUNCTIONS). Given are theta, g, t = 1, 2, ..., lr and loss (GIVEN_NAMES), pi and e.
 * Every other name is found: one that is read before a line assigns it remembers from step to step (a state), one that is
 * assigned first holds within the step, one that is never assigned is an option. A name that is assigned twice has from
 * there on its second value; theta too.
 *
 * Nothing of the text is run or reaches generated code; any text is answered within a moment.
 *
 * @throws ExpressionError for a wrong rule, with line and columns
 * @example parseRule("m = beta*m + g\ntheta = theta - lr*m").states // => ["m"]
 * @example parseRule("m = beta*m + g\ntheta = theta - lr*m").options // => ["beta"]
 */
export function parseRule(text: string): CheckedRule {
  const lines = ruleLines(text).map((assignment) => atLine(assignment.line, () => readFormula(assignment)));
  const { states, locals, options } = ruleNames(lines);
  checkThetaIsAssigned(lines);

  const graph = new Graph({ isExact: true });
  const variables = ["theta", "g", "t", "loss", ...states, ...locals];
  const constants = ["lr", ...options];
  const names = namedNumbers(graph, text);
  variables.forEach((name, index) => names.set(name, graph.make("parameter", [], index)));
  constants.forEach((name, index) => names.set(name, graph.make("constant", [], index)));
  const lowered = lines.map(({ line, target, formula, tokens }) => {
    const tree = atLine(line, () => parseTokens(formula, tokens));
    const context = { text: formula, tokens, graph, names, functions: RULE_FUNCTIONS };
    return { line, target, root: atLine(line, () => lowerTree(tree, context)) };
  });
  checkThetaMoves(lowered, lines, graph);
  checkWholeVectorCalls(lowered, lines, graph);
  const readsRate = lines.some(({ reads }) => reads.some((read) => read.text === "lr"));
  return { text, lines: lowered, states, options, readsRate, graph, variables, constants };
}

/**
 * parseRule with the error as a result, for checking while someone types.
 *
 * @example checkRule("m = 0.9*m + sqr(g)").error.line // => 1
 */
export function checkRule(
  text: string,
): { readonly ok: true; readonly rule: CheckedRule } | { readonly ok: false; readonly error: ExpressionError } {
  try {
    return { ok: true, rule: parseRule(text) };
  } catch (error) {
    if (error instanceof ExpressionError) return { ok: false, error };
    throw error;
  }
}

interface ScannedLine extends ReadingLine {
  readonly tokens: readonly Token[];
}

function readFormula(assignment: Assignment): ScannedLine {
  const tokens = scanFormula(assignment.formula);
  const given = new Set<string>();
  return { ...assignment, tokens, reads: freeNames(assignment.formula, tokens, RULE_FUNCTIONS, given) };
}

/** Gives the errors of one line's formula the number of the line. */
function atLine<Value>(line: number, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { code, start, end, found, allowed, suggestion } = error;
    throw new ExpressionError({ code, line, start, end, found, allowed, suggestion });
  }
}

function checkThetaIsAssigned(lines: readonly ScannedLine[]): void {
  if (lines.some(({ target }) => target === "theta")) return;
  const slip = lines.find(({ target }) => target === "θ" || closestName(target, ["theta"]) !== null);
  if (slip !== undefined) throw neverMoves(slip, "theta");
  throw neverMoves(lines[lines.length - 1], null);
}

/** theta = theta, and nothing else. */
function checkThetaMoves(lowered: readonly RuleLine[], lines: readonly ScannedLine[], graph: Graph): void {
  const theta = graph.find("parameter", []);
  const moves = lowered.some(({ target, root }) => target === "theta" && root !== theta);
  if (!moves) throw neverMoves(lines[lowered.findLastIndex(({ target }) => target === "theta")], null);
}

function neverMoves({ line, target, start, end }: ScannedLine, suggestion: string | null): ExpressionError {
  const allowed = "theta = theta - lr*g";
  return new ExpressionError({ code: "never-moves", line, start, end, found: target, allowed, suggestion });
}

function checkWholeVectorCalls(lowered: readonly RuleLine[], lines: readonly ScannedLine[], graph: Graph): void {
  let count = 0;
  for (const [index, { line, root }] of lowered.entries()) {
    count += graph.reachable([root]).filter((id) => WHOLE_VECTOR.has(graph.node(id).operation)).length;
    if (count <= MAX_WHOLE_VECTOR_CALLS) continue;
    const { formula } = lines[index];
    const start = formula.length - formula.trimStart().length;
    const [found, allowed] = [`${count} norm( dot( sum( ...`, `<= ${MAX_WHOLE_VECTOR_CALLS}`];
    const end = formula.trimEnd().length;
    throw new ExpressionError({ code: "too-complex", line, start, end, found, allowed });
  }
}

const WHOLE_VECTOR: ReadonlySet<Operation> = new Set(["norm", "maxNorm", "dot", "sum", "mean"]);
