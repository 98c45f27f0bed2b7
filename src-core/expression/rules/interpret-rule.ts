import { powersOf } from "../../numerics/index.ts";
import { isComputed, OPERATION_FORMS } from "../operations.ts";
import { INPUTS, type RuleProgram } from "./rule-program.ts";

/** What one step of a rule starts from. */
export interface RuleInputs {
  readonly theta: Float64Array;
  readonly gradient: Float64Array;
  /** A vector as long as theta, or one number, as the program says. */
  readonly states: Readonly<Record<string, number | Float64Array>>;
  /** 1, 2, ... */
  readonly step: number;
  readonly rate: number;
  readonly loss: number;
}

/** The value of a node: for an entry of theta; nodes that are one number have it for every entry. */
export type RuleValues = (id: number, entry: number) => number;

/**
 * Evaluates nodes of a rule without generated code, one after the other, each for all entries: for pages that forbid code
 * generation, for looking into a step, and as the generator's oracle. The same operations in the same order, so the same
 * bits.
 */
export function evaluateRule(program: RuleProgram, ids: readonly number[], inputs: RuleInputs): RuleValues {
  const { graph, isEntrywise, states } = program;
  const { length } = inputs.theta;
  const cells = new Map<number, Float64Array>();
  const at: RuleValues = (id, entry) => {
    const values = cells.get(id) ?? NOTHING;
    return values[isEntrywise[id] ? entry : 0];
  };
  for (const id of ids) cells.set(id, valuesOf(id));
  return at;

  function valuesOf(id: number): Float64Array {
    const { operation, operands, value } = graph.node(id);
    if (operation === "number") return Float64Array.of(value);
    if (operation === "parameter") return inputValues(value);
    if (operation === "stepPower") return Float64Array.of(powersOf(value)(inputs.step));
    const out = new Float64Array(isEntrywise[id] ? length : 1);
    if (operation === "sum") {
      for (let i = 0; i < length; i++) out[0] += at(operands[0], i);
    } else if (operation === "largest") {
      out[0] = -Infinity;
      for (let i = 0; i < length; i++) out[0] = Math.max(out[0], at(operands[0], i));
    } else if (isComputed(operation)) {
      const { evaluate } = OPERATION_FORMS[operation];
      for (let i = 0; i < out.length; i++) out[i] = evaluate(...operands.map((operand) => at(operand, i)));
    }
    return out;
  }

  function inputValues(input: number): Float64Array {
    switch (input) {
      case INPUTS.theta:
        return inputs.theta;
      case INPUTS.gradient:
        return inputs.gradient;
      case INPUTS.step:
        return Float64Array.of(inputs.step);
      case INPUTS.rate:
        return Float64Array.of(inputs.rate);
      case INPUTS.loss:
        return Float64Array.of(inputs.loss);
      default: {
        const state = inputs.states[states[input - INPUTS.states].name];
        return typeof state === "number" ? Float64Array.of(state) : state;
      }
    }
  }
}

const NOTHING = new Float64Array(1);
