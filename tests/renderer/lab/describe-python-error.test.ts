import { expect, it } from "vitest";
import { importTorchSchedule, PythonError } from "../../../src-core/export/index.ts";
import { describePythonError } from "../../../src-renderer/lab/describe-python-error.ts";
import { WORDS } from "../../../src-renderer/text/index.ts";

function errorOf(text: string): PythonError {
  try {
    importTorchSchedule(text);
  } catch (error) {
    if (error instanceof PythonError) return error;
  }
  throw new Error("the code is understood");
}

it("names line, column, what was found and what is allowed, in the person's language", () => {
  const error = errorOf("a = 1\ns = StepLR(optimizer, step_size=-3)");
  const english = describePythonError(error, WORDS.en);
  expect(english).toMatch(/^Line 2, column \d+: step_size -3 is not allowed; it should be >= 1\.$/);
  expect(describePythonError(error, WORDS["zh-CN"])).toMatch(/^第 2 行第 \d+ 列：不能取 step_size -3，应当是 >= 1。$/);
  expect(describePythonError(errorOf("s = FooLR(optimizer)"), WORDS.en)).toContain("there is no FooLR here");
});
