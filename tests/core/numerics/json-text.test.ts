import { expect, test } from "vitest";
import { createRandom, jsonNumber, jsonText } from "../../../src-core/numerics/index.ts";

test("is what JSON.stringify writes wherever that keeps everything", () => {
  const value = { a: [1, 2.5, -3e-300], b: { c: null, d: true, e: 'quote " and \u2028' }, f: [[], {}], g: undefined };
  expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
  expect(jsonText(value)).toBe(JSON.stringify(value));
});

test("every number reads back to the same bits", () => {
  const random = createRandom(9);
  const bits = new DataView(new ArrayBuffer(8));
  for (let k = 0; k < 5000; k++) {
    bits.setUint32(0, random.uint32());
    bits.setUint32(4, random.uint32());
    const number = bits.getFloat64(0);
    expect(jsonNumber(JSON.parse(jsonText(number)))).toBe(number);
  }
  expect(Object.is(JSON.parse(jsonText(-0)), -0)).toBe(true);
});

test("what JSON cannot hold is text, in lists and typed arrays too", () => {
  expect(jsonText([NaN, Infinity, -Infinity])).toBe('["NaN","Infinity","-Infinity"]');
  expect(jsonText({ v: Float64Array.of(1, NaN) })).toBe('{"v":[1,"NaN"]}');
  expect(["NaN", "Infinity", "-Infinity", 3, "3", null].map(jsonNumber)).toEqual([
    NaN,
    Infinity,
    -Infinity,
    3,
    null,
    null,
  ]);
});

test("indents, with lists of numbers on one line", () => {
  expect(jsonText({ a: 1, list: [1, 2], deep: [{ b: 2 }], empty: {} }, 2)).toBe(
    '{\n  "a": 1,\n  "list": [1,2],\n  "deep": [\n    {\n      "b": 2\n    }\n  ],\n  "empty": {}\n}',
  );
});
