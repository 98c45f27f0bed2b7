/*
 * The markup of lessons, as small as their texts need it:
 *
 *   a blank line         between blocks
 *   $...$                a formula in TeX, in the line
 *   $$...$$              a block that is one formula
 *   *...*                emphasis
 *   | a | b |            every line of a block like this: a table, its first line the heads of its columns
 *
 * Line breaks inside a paragraph are those of the source: one counts as a space, but as nothing between two Chinese
 * characters and next to a Chinese mark. The signs $, * and | have no other use in a text; in a formula only $ has.
 */

export type TextBlock =
  | { readonly kind: "paragraph"; readonly spans: readonly TextSpan[] }
  | { readonly kind: "formula"; readonly tex: string }
  | {
      readonly kind: "table";
      readonly head: readonly (readonly TextSpan[])[];
      readonly rows: readonly (readonly (readonly TextSpan[])[])[];
    };

export interface TextSpan {
  readonly kind: "text" | "emphasis" | "formula";
  /** Plain text, or TeX. */
  readonly content: string;
}

/**
 * A lesson's text as blocks.
 *
 * @throws Error where a sign has no partner, or the lines of a table differ in length: texts are ours, so a test finds it.
 * @example parseLessonText("At $w = 0$ it *turns*.")[0].kind // => "paragraph"
 */
export function parseLessonText(text: string): readonly TextBlock[] {
  return text
    .split(/\n[^\S\n]*\n/)
    .map((block) =>
      block
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== ""),
    )
    .filter((lines) => lines.length > 0)
    .map(parseBlock);
}

/**
 * The spans of one line of text.
 *
 * @throws Error where a sign has no partner.
 * @example parseSpans("a *b*").map(({ kind }) => kind) // => ["text", "emphasis"]
 */
export function parseSpans(line: string): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  let rest = line;
  while (rest !== "") {
    const sign = rest.search(/[$*]/);
    if (sign !== 0) spans.push({ kind: "text", content: sign < 0 ? rest : rest.slice(0, sign) });
    if (sign < 0) break;
    const end = rest.indexOf(rest[sign], sign + 1);
    if (end <= sign + 1) throw new Error(`"${rest[sign]}" without its partner, or with nothing between, in: ${line}`);
    spans.push({ kind: rest[sign] === "$" ? "formula" : "emphasis", content: rest.slice(sign + 1, end) });
    rest = rest.slice(end + 1);
  }
  return spans;
}

function parseBlock(lines: readonly string[]): TextBlock {
  if (lines.every((line) => line.startsWith("|"))) return parseTable(lines);
  const text = lines.reduce(joined);
  const formula = /^\$\$(.+)\$\$$/s.exec(text);
  return formula === null
    ? { kind: "paragraph", spans: parseSpans(text) }
    : { kind: "formula", tex: formula[1].trim() };
}

function parseTable(lines: readonly string[]): TextBlock {
  const [head, ...rows] = lines.map((line) =>
    line
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => parseSpans(cell.trim())),
  );
  const uneven = rows.findIndex((row) => row.length !== head.length);
  if (uneven >= 0) throw new Error(`A table of ${head.length} columns has the line: ${lines[uneven + 1]}`);
  return { kind: "table", head, rows };
}

function joined(before: string, line: string): string {
  const sides = [before.slice(-1), line[0]];
  const isChinese =
    sides.some((side) => CHINESE_MARK.test(side)) ||
    (sides.some((side) => HAN.test(side)) && sides.every((side) => HAN.test(side) || SHARED_MARK.test(side)));
  return `${before}${isChinese ? "" : " "}${line}`;
}

const HAN = /\p{Script=Han}/u;
const CHINESE_MARK = /[\u3000-\u303f\uff00-\uffef]/u;
/** Marks of both languages: Chinese where they touch a Chinese character. */
const SHARED_MARK = /[“”‘’—…]/u;
