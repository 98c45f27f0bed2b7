import type { Failure } from "../../src-core/protocol/index.ts";
import type { Words } from "../text/index.ts";

/** The sentence for a failure in the person's language; an unknown code is said as such, never hidden. */
export function describeFailure(failure: Failure, words: Words): string {
  const sentences: Readonly<Record<string, (values: Failure["values"]) => string>> = words.failures;
  const sentence = sentences[failure.code] ?? words.failures.unknown;
  return sentence({ code: failure.code, ...failure.values });
}
