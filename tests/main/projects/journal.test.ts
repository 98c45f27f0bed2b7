import { describe, expect, it } from "vitest";
import { journalLine, journalValues } from "../../../src-main/projects/journal.ts";

const values = [{ a: 1 }, { text: "鞍点 \n line" }, [1, 2, 3]];
const whole = Buffer.concat(values.map(journalLine));

describe("a journal", () => {
  it("gives back what was written", () => {
    expect(journalValues(whole)).toEqual(values);
    expect(journalValues(new Uint8Array())).toEqual([]);
  });

  it("cut off anywhere gives the lines that are whole", () => {
    const ends = values.map((_, index) => Buffer.concat(values.slice(0, index + 1).map(journalLine)).length);
    for (let length = 0; length <= whole.length; length++) {
      const complete = ends.filter((end) => end <= length).length;
      expect(journalValues(whole.subarray(0, length))).toEqual(values.slice(0, complete));
    }
  });

  it("with any byte spoiled loses that line at most, and its neighbour when the byte is the break between them", () => {
    for (let index = 0; index < whole.length; index++) {
      const spoiled = Buffer.from(whole);
      spoiled[index] = spoiled[index] ^ 0x01;
      const found = journalValues(spoiled).map((value) => JSON.stringify(value));
      expect(found.length).toBeGreaterThanOrEqual(values.length - 2);
      expect(values.map((value) => JSON.stringify(value))).toEqual(expect.arrayContaining(found));
    }
  });
});
