import { evaluateRule, type RuleInputs } from "./interpret-rule.ts";
import type { CheckedRule } from "./parse-rule.ts";
import type { RuleProgram } from "./rule-program.ts";

/** Where a step of a rule ceased to be finite. */
export interface RuleTrouble {
  /** Counted from 1, as an editor numbers lines. */
  readonly line: number;
  /** The first entry of theta for which it did; null for a line whose value is one number. */
  readonly index: number | null;
  readonly value: number;
}

export type FindTrouble = (inputs: RuleInputs) => RuleTrouble | null;

/** The first line of a step whose value is not finite; null if all are. Looks at one step, changes nothing. */
export function findTrouble(rule: CheckedRule, program: RuleProgram, inputs: RuleInputs): RuleTrouble | null {
  const { graph, isEntrywise, lines } = program;
  const valueOf = evaluateRule(program, graph.reachable(lines), inputs);
  for (const [k, node] of lines.entries()) {
    const count = isEntrywise[node] ? inputs.theta.length : 1;
    for (let i = 0; i < count; i++) {
      const value = valueOf(node, i);
      if (!Number.isFinite(value)) return { line: rule.lines[k].line, index: isEntrywise[node] ? i : null, value };
    }
  }
  return null;
}
