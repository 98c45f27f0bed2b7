/**
 * Makes a value anew only when one of the parts it depends on is another one (Object.is); otherwise gives back the last
 * value itself, so that whatever watches it sees no change. For what is costly to draw and rebuilt from data that is new
 * at every frame.
 */
export function keepLast<Value>(): (parts: readonly unknown[], make: () => Value) => Value {
  let last: { readonly parts: readonly unknown[]; readonly value: Value } | null = null;
  return (parts, make) => {
    const kept = last;
    if (
      kept !== null &&
      kept.parts.length === parts.length &&
      parts.every((part, index) => Object.is(part, kept.parts[index]))
    ) {
      return kept.value;
    }
    last = { parts, value: make() };
    return last.value;
  };
}
