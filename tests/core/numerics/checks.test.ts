import { describe, expect, test } from "vitest";
import {
  checkBoolean,
  checkFinite,
  checkInteger,
  checkList,
  checkName,
  checkRange,
  checkRecord,
  checkText,
  describeRange,
  fieldPath,
  InputError,
  itemPath,
} from "../../../src-core/numerics/index.ts";

/** The error that a check throws, as plain data. */
function errorOf(check: () => unknown): Pick<InputError, "code" | "path" | "found" | "allowed"> {
  try {
    check();
  } catch (error) {
    if (error instanceof InputError) {
      const { code, path, found, allowed } = error;
      return { code, path, found, allowed };
    }
    throw error;
  }
  throw new Error("the check let it pass");
}

describe("numbers", () => {
  test("good values come back as they went in", () => {
    expect(checkFinite("x", -0)).toBe(-0);
    expect(checkRange("x", 1, { minimum: 1, maximum: 1 })).toBe(1);
    expect(checkInteger("x", 2 ** 53 - 1)).toBe(2 ** 53 - 1);
  });

  test.each([NaN, Infinity, -Infinity, "1", null, undefined, {}, []])("%s is not a finite number", (value) => {
    expect(errorOf(() => checkFinite("start[0]", value))).toMatchObject({ code: "not-a-number", path: "start[0]" });
    expect(errorOf(() => checkRange("eps", value, { minimum: 0 })).allowed).toBe(">= 0");
  });

  test("both ends of a range are minded, open and closed", () => {
    const half = { minimum: 0, maximum: 1, exclusiveMaximum: true };
    expect(checkRange("beta", 0, half)).toBe(0);
    expect(errorOf(() => checkRange("beta", 1, half))).toEqual({
      code: "out-of-range",
      path: "beta",
      found: "1",
      allowed: "[0, 1)",
    });
    expect(errorOf(() => checkRange("beta", -1e-300, half)).found).toBe("-1e-300");
    expect(errorOf(() => checkRange("limit", 0, { minimum: 0, exclusiveMinimum: true })).allowed).toBe("> 0");
    expect(checkRange("limit", Number.MIN_VALUE, { minimum: 0, exclusiveMinimum: true })).toBe(Number.MIN_VALUE);
  });

  test("integers are those that float64 holds exactly", () => {
    expect(errorOf(() => checkInteger("seed", 0.5)).code).toBe("not-an-integer");
    expect(errorOf(() => checkInteger("seed", 2 ** 53)).code).toBe("not-an-integer");
    expect(errorOf(() => checkInteger("steps", "5", { minimum: 0, maximum: 9 })).allowed).toBe("an integer [0, 9]");
    expect(errorOf(() => checkInteger("steps", 10, { minimum: 0, maximum: 9 })).code).toBe("out-of-range");
  });

  test("a range says what it allows", () => {
    expect(describeRange({ minimum: 0, exclusiveMinimum: true, maximum: 1 })).toBe("(0, 1]");
    expect(describeRange({ maximum: 3 })).toBe("<= 3");
    expect(describeRange({ maximum: 3, exclusiveMaximum: true })).toBe("< 3");
    expect(describeRange({})).toBe("a finite number");
  });
});

describe("other kinds", () => {
  test("texts, truths and names", () => {
    expect(checkText("t", "")).toBe("");
    expect(errorOf(() => checkText("t", 3)).code).toBe("wrong-type");
    expect(checkBoolean("b", false)).toBe(false);
    expect(errorOf(() => checkBoolean("b", 0)).code).toBe("wrong-type");
    expect(checkName("n", "b", ["a", "b"])).toBe("b");
    expect(errorOf(() => checkName("n", "c", ["a", "b"]))).toEqual({
      code: "unknown-name",
      path: "n",
      found: '"c"',
      allowed: "a, b",
    });
    expect(errorOf(() => checkName("n", undefined, ["a"])).code).toBe("missing-field");
    expect(errorOf(() => checkName("n", 1, ["a"])).code).toBe("wrong-type");
  });

  test("lists have a longest length, and typed arrays are lists", () => {
    expect(checkList("l", Float64Array.of(1, 2), 2)).toEqual([1, 2]);
    expect(errorOf(() => checkList("l", [1, 2, 3], 2))).toMatchObject({
      code: "too-large",
      found: "3",
      allowed: "<= 2",
    });
    expect(errorOf(() => checkList("l", { length: 1 }, 2)).code).toBe("wrong-type");
  });

  test("unknown fields are found, with their path, even if they look like something of the language's", () => {
    expect(errorOf(() => checkRecord("stop", { gradientnorm: 1 }, ["gradientNorm"]))).toEqual({
      code: "unknown-field",
      path: "stop.gradientnorm",
      found: '"gradientnorm"',
      allowed: "gradientNorm",
    });
    expect(errorOf(() => checkRecord("", JSON.parse('{"__proto__": 1}'), ["a"])).path).toBe("__proto__");
    expect(errorOf(() => checkRecord("", { "a b": 1 }, [])).path).toBe('["a b"]');
    for (const value of [null, 1, "x", [], new Float64Array(1)]) {
      expect(errorOf(() => checkRecord("", value)).code).toBe("wrong-type");
    }
  });

  test("paths are JSON paths", () => {
    expect(itemPath(fieldPath(fieldPath("", "optimizer"), "betas"), 1)).toBe("optimizer.betas[1]");
  });
});
