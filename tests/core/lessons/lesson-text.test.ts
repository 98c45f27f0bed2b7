import { describe, expect, it } from "vitest";
import { parseLessonText, parseSpans } from "../../../src-core/lessons/index.ts";

describe("the markup of lessons", () => {
  it("has paragraphs, formulas and tables, with blank lines between", () => {
    const blocks = parseLessonText(`
      One *two* $x^2$.

      $$
        y = |x|
      $$

      | a | $b$ |
      | 1 | |
    `);
    expect(blocks).toEqual([
      {
        kind: "paragraph",
        spans: [
          { kind: "text", content: "One " },
          { kind: "emphasis", content: "two" },
          { kind: "text", content: " " },
          { kind: "formula", content: "x^2" },
          { kind: "text", content: "." },
        ],
      },
      { kind: "formula", tex: "y = |x|" },
      {
        kind: "table",
        head: [[{ kind: "text", content: "a" }], [{ kind: "formula", content: "b" }]],
        rows: [[[{ kind: "text", content: "1" }], []]],
      },
    ]);
  });

  it("joins lines by a space, but not between Chinese characters or next to a Chinese mark", () => {
    const text = (source: string) => parseLessonText(source).flatMap((block) => ("spans" in block ? block.spans : []));
    expect(text("a\n  b")).toEqual([{ kind: "text", content: "a b" }]);
    expect(text("学习率\n很大，\na\n大")).toEqual([{ kind: "text", content: "学习率很大，a 大" }]);
    expect(text("突然\n“爆炸”\na\n“b”")).toEqual([{ kind: "text", content: "突然“爆炸” a “b”" }]);
  });

  it("leaves a star inside a formula alone", () => {
    expect(parseSpans("$a * b$ *c*").map(({ kind, content }) => [kind, content])).toEqual([
      ["formula", "a * b"],
      ["text", " "],
      ["emphasis", "c"],
    ]);
  });

  it("gives nothing for nothing", () => {
    expect(parseLessonText(" \n\n ")).toEqual([]);
    expect(parseSpans("")).toEqual([]);
  });

  it.each(["a $b", "a *b", "$$a", "| a | b |\n| c |"])("refuses %j", (text) => {
    expect(() => parseLessonText(text)).toThrow(/partner|columns/);
  });
});
