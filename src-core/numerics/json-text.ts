/**
 * A value as JSON text from which every number reads back to the same bits. Beyond JSON.stringify: typed arrays are
 * lists, -0 keeps its sign, and numbers that JSON cannot hold are the texts "NaN", "Infinity", "-Infinity".
 * Fields stand in the order in which they were set; undefined ones are left out.
 *
 * @param indent spaces a level; 0 for one line. Lists of plain numbers always stay on one line.
 * @example jsonText({ theta: Float64Array.of(-0, 0.1), loss: Infinity }) // => '{"theta":[-0,0.1],"loss":"Infinity"}'
 */
export function jsonText(value: unknown, indent = 0): string {
  return write(value, indent, "\n");
}

/**
 * The number that jsonText wrote as a number or as "NaN", "Infinity", "-Infinity"; null for anything else.
 *
 * @example jsonNumber("-Infinity") === -Infinity // => true
 */
export function jsonNumber(value: unknown): number | null {
  if (typeof value === "number") return value;
  if (value === "NaN") return NaN;
  if (value === "Infinity") return Infinity;
  return value === "-Infinity" ? -Infinity : null;
}

function write(value: unknown, indent: number, newline: string): string {
  if (typeof value === "number") return writeNumber(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    // Every view but a DataView is an iterable list of numbers.
    return writeNumbers(Array.from(value as unknown as Iterable<number>));
  }
  if (Array.isArray(value)) {
    if (value.every((entry) => typeof entry === "number")) return writeNumbers(value);
    return writeItems(
      "[",
      "]",
      value.map((entry) => (inner: string) => write(entry, indent, inner)),
      indent,
      newline,
    );
  }
  const fields = Object.entries(value).filter(([, entry]) => entry !== undefined);
  const separator = indent > 0 ? ": " : ":";
  const items = fields.map(
    ([name, entry]) =>
      (inner: string) =>
        `${JSON.stringify(name)}${separator}${write(entry, indent, inner)}`,
  );
  return writeItems("{", "}", items, indent, newline);
}

function writeItems(
  open: string,
  close: string,
  items: readonly ((inner: string) => string)[],
  indent: number,
  newline: string,
): string {
  if (items.length === 0) return open + close;
  const inner = newline + " ".repeat(indent);
  const texts = items.map((item) => item(inner));
  return indent > 0
    ? `${open}${inner}${texts.join(`,${inner}`)}${newline}${close}`
    : `${open}${texts.join(",")}${close}`;
}

function writeNumbers(values: readonly number[]): string {
  return `[${values.map(writeNumber).join(",")}]`;
}

function writeNumber(value: number): string {
  if (!Number.isFinite(value)) return `"${value}"`;
  return Object.is(value, -0) ? "-0" : String(value);
}
