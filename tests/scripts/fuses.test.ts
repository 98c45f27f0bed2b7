import { describe, expect, it } from "vitest";
import { setTestFuses } from "../../scripts/runtime/fuses.mjs";

const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

/** An executable with the given fuses between some other bytes. */
function executable(fuses: string, { version = 1, length = 8 } = {}): Buffer {
  return Buffer.concat([
    Buffer.from("\x7fELF before "),
    Buffer.from(SENTINEL),
    Buffer.from([version, length]),
    Buffer.from(fuses),
    Buffer.from(" after"),
  ]);
}

describe("fuses", () => {
  it("turn the inspector on and the browser's snapshot off, and nothing else", () => {
    const bytes = executable("10100011");
    const changes = setTestFuses(bytes);
    expect(bytes).toEqual(executable("10110001"));
    expect(changes.map(({ value }) => String.fromCharCode(value))).toEqual(["1", "0"]);
    expect(changes.map(({ offset }) => bytes[offset])).toEqual(changes.map(({ value }) => value));
  });

  it("that stand right already change nothing", () => {
    expect(setTestFuses(executable("10110001"))).toEqual([]);
  });

  it("refuse what they do not know", () => {
    expect(() => setTestFuses(Buffer.from("no fuses here"))).toThrow("no fuse sentinel");
    expect(() => setTestFuses(Buffer.concat([executable("10100011"), executable("10100011")]))).toThrow(
      "more than one",
    );
    expect(() => setTestFuses(executable("10100011", { version: 2 }))).toThrow("version 2");
    expect(() => setTestFuses(executable("101000111", { length: 9 }))).toThrow("length 9");
    expect(() => setTestFuses(executable("101r0011"))).toThrow("neither on nor off");
  });
});
