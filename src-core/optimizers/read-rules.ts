import { compileRule, parseRule, type CheckedRule, type CompiledRule } from "../expression/index.ts";

/** As many rules as are in play at once: a race's, and the last settings of a slider. */
const CAPACITY = 16;

const parsed = new Map<string, CheckedRule>();
const compiled = new Map<string, CompiledRule>();

/**
 * parseRule, remembering the last texts: a run reads its rule several times (to check, to complete, to compile it).
 *
 * @throws ExpressionError as parseRule does; a wrong rule is not remembered.
 */
export function readRule(text: string): CheckedRule {
  return remembered(parsed, text, () => parseRule(text));
}

/** compileRule, remembering the last rules: the engine need not learn the same code anew for every run of a drag. */
export function readCompiledRule(text: string, options: Readonly<Record<string, number>>): CompiledRule {
  return remembered(compiled, JSON.stringify([text, options]), () => compileRule(readRule(text), options));
}

/** Both are values that keep nothing between two uses, so any number of runs may share them. The one used longest ago leaves. */
function remembered<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.delete(key);
  known.set(key, value);
  for (const oldest of known.keys()) {
    if (known.size <= CAPACITY) break;
    known.delete(oldest);
  }
  return value;
}
