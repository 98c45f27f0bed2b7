import { evaluate, isGenerationAllowed } from "../compile.ts";
import { ruleSource } from "./generate-rule.ts";
import { evaluateRule } from "./interpret-rule.ts";
import type { CheckedRule } from "./parse-rule.ts";
import { ruleProgram, type RuleProgram } from "./rule-program.ts";
import { findTrouble, type FindTrouble } from "./rule-trouble.ts";

/** A rule that can take steps. */
export interface CompiledRule {
  /** What is remembered from step to step: a number for each entry of theta, or one number. */
  readonly states: readonly { readonly name: string; readonly isVector: boolean }[];
  readonly step: RuleStep;
  readonly findTrouble: FindTrouble;
}

/**
 * One step in place: writes theta, the states, and the parts of the step. Where the rule is visibly theta - lr * A / B with a
 * B that is never negative, A is the direction and B the scale; else the direction is the movement divided by the rate
 * (by 1 at a rate of 0) and the scale is 1.
 */
export type RuleStep = (
  theta: Float64Array,
  gradient: Float64Array,
  states: Record<string, number | Float64Array>,
  step: number,
  rate: number,
  loss: number,
  direction: Float64Array,
  scale: Float64Array,
) => void;

/**
 * A rule as generated code. Where the page forbids code generation, interpretRule.
 *
 * @param options one finite number for each of the rule's options. They become part of the code, as a loss's constants do.
 */
export function compileRule(rule: CheckedRule, options: Readonly<Record<string, number>>): CompiledRule {
  if (!isGenerationAllowed()) return interpretRule(rule, options);
  const program = ruleProgram(rule, options);
  return withStep(rule, program, evaluate<RuleStep>(ruleSource(program)));
}

/** A rule evaluated without generated code: the same bits, some hundred times slower. */
export function interpretRule(rule: CheckedRule, options: Readonly<Record<string, number>>): CompiledRule {
  const program = ruleProgram(rule, options);
  return withStep(rule, program, (theta, gradient, states, step, rate, loss, direction, scale) => {
    const value = evaluateRule(program, program.order, { theta, gradient, states, step, rate, loss });
    const { split } = program;
    for (let i = 0; i < theta.length; i++) {
      if (split === null) {
        const next = value(program.theta ?? 0, i);
        direction[i] = (theta[i] - next) / (rate === 0 ? 1 : rate);
        scale[i] = 1;
      } else {
        direction[i] = value(split.direction, i);
        scale[i] = value(split.scale, i);
      }
    }
    const next = Float64Array.from(theta, (_, i) =>
      split === null ? value(program.theta ?? 0, i) : value(split.kept, i) - (rate * direction[i]) / scale[i],
    );
    const nextStates = program.states.map((state) =>
      state.isVector ? Float64Array.from(theta, (_, i) => value(state.next, i)) : value(state.next, 0),
    );
    theta.set(next);
    program.states.forEach(({ name }, index) => {
      const [before, after] = [states[name], nextStates[index]];
      if (typeof before === "number" || typeof after === "number") states[name] = after;
      else before.set(after);
    });
  });
}

function withStep(rule: CheckedRule, program: RuleProgram, step: RuleStep): CompiledRule {
  return { states: program.states, step, findTrouble: (inputs) => findTrouble(rule, program, inputs) };
}
