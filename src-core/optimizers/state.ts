import { checkRecord, fieldPath, describeValue, InputError, itemPath, jsonNumber } from "../numerics/index.ts";
import type { OptimizerState } from "./optimizer.ts";

/**
 * A copy that shares nothing with the original: to store, to rewind, to run twice side by side.
 *
 * @example cloneState({ t: 1, m: Float64Array.of(2) }) // => { t: 1, m: [2] }
 */
export function cloneState(state: OptimizerState): OptimizerState {
  return Object.fromEntries(
    Object.entries(state).map(([name, value]) => [name, typeof value === "number" ? value : value.slice()]),
  );
}

/**
 * The state that jsonText() wrote: numbers stay numbers, lists become Float64Arrays again, and "NaN", "Infinity",
 * "-Infinity" are read back.
 *
 * @throws InputError for anything that is not such a state.
 * @example stateFromJson(JSON.parse('{"t":3,"v":[0.5,"Infinity"]}')).v[0] // => 0.5
 */
export function stateFromJson(value: unknown, path = "state"): OptimizerState {
  const state: OptimizerState = {};
  for (const [name, entry] of Object.entries(checkRecord(path, value))) {
    const place = fieldPath(path, name);
    state[name] = Array.isArray(entry)
      ? Float64Array.from(entry, (item: unknown, i) => readNumber(itemPath(place, i), item))
      : readNumber(place, entry);
  }
  return state;
}

function readNumber(path: string, value: unknown): number {
  const number = jsonNumber(value);
  if (number !== null) return number;
  throw new InputError({ code: "not-a-number", path, found: describeValue(value), allowed: "a number" });
}
