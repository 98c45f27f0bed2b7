import type { PythonError } from "../../src-core/export/index.ts";
import type { Words } from "../text/index.ts";

/** The sentence for Python code that is not understood: where, what was found there, what is allowed. */
export function describePythonError({ code, line, column, found, allowed }: PythonError, words: Words): string {
  const { place, pythonErrors } = words.workbench;
  return place(String(line), String(column)) + pythonErrors[code]({ found, allowed });
}
