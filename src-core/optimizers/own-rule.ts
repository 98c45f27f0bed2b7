import type { Optimizer, OptimizerState } from "./optimizer.ts";
import { readCompiledRule } from "./read-rules.ts";

export interface OwnRuleOptions {
  /** The lines; what they may hold is told by parseRule. */
  readonly rule: string;
  /** One number for each of the rule's options. */
  readonly options: Readonly<Record<string, number>>;
  /** What each state is before the first step; a state that is a vector starts with the same number in every entry. */
  readonly start: Readonly<Record<string, number>>;
}

/**
 * An optimizer that a person wrote, line by line (parseRule): its states are the rule's own, under the rule's names.
 *
 *   direction, scale   A and B of a rule that is visibly theta - lr * A / B with a B that is never negative; kept apart from
 *                      them is a decoupled decay, (a number) * theta - lr * A / B
 *                      any other rule: (theta before - theta after) / lr and 1; at a rate of exactly 0 the movement itself
 *
 * Unlike the built-in methods a rule has no protection of its own: 0 / 0 is NaN, and ends the run with its line.
 */
export function ownRule({ rule, options, start }: OwnRuleOptions): Optimizer<OwnRuleState> {
  const { states, step, findTrouble } = readCompiledRule(rule, options);
  return {
    init(theta) {
      const state: OwnRuleState = { t: 0 };
      for (const { name, isVector } of states) {
        state[name] = isVector ? new Float64Array(theta.length).fill(start[name]) : start[name];
      }
      return state;
    },
    update(theta, gradient, state, rate, parts, context) {
      state.t += 1;
      step(theta, gradient, state, state.t, rate, context.loss, parts.direction, parts.scale);
    },
    findTrouble: (theta, gradient, states, rate, { loss }) =>
      findTrouble({ theta, gradient, states, step: states.t + 1, rate, loss }),
  };
}

type OwnRuleState = OptimizerState & { t: number };
