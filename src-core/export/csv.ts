import { strToU8 } from "fflate";
import { InputError } from "../numerics/index.ts";

/** One column of a table: its heading and one entry per row. */
export interface CsvColumn {
  readonly name: string;
  readonly values: ArrayLike<number> | ArrayLike<string>;
}

export interface CsvOptions {
  /** Begins the file with a byte order mark, without which Excel takes UTF-8 for the system's old encoding. */
  readonly byteOrderMark?: boolean | undefined;
}

/**
 * The bytes of a CSV file in UTF-8 (see csvText).
 *
 * @example Array.from(writeCsv([{ name: "x", values: [1] }])) // => [120, 13, 10, 49, 13, 10]
 */
export function writeCsv(columns: readonly CsvColumn[], options: CsvOptions = {}): Uint8Array {
  return strToU8((options.byteOrderMark === true ? "\uFEFF" : "") + csvText(columns));
}

/**
 * A table as CSV: a row of headings, then one row per entry; comma, CRLF, quotes where needed. Numbers have all their
 * digits and read back to the same bits; non-finite ones are written NaN, Infinity and -Infinity.
 *
 * @throws InputError when the columns are not equally long.
 * @source RFC 4180.
 * @example csvText([{ name: "w, b", values: [0.1, NaN] }]) // => "\"w, b\"\r\n0.1\r\nNaN\r\n"
 */
export function csvText(columns: readonly CsvColumn[]): string {
  const count = columns[0]?.values.length ?? 0;
  for (const [index, column] of columns.entries()) {
    if (column.values.length === count) continue;
    const detail = { path: `columns[${index}]`, found: String(column.values.length), allowed: String(count) };
    throw new InputError({ code: "wrong-length", ...detail });
  }
  const lines = [columns.map((column) => field(column.name)).join(",")];
  for (let row = 0; row < count; row += 1) lines.push(columns.map((column) => entryText(column.values[row])).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function entryText(value: number | string): string {
  if (typeof value === "string") return field(value);
  return Object.is(value, -0) ? "-0" : String(value);
}

function field(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
