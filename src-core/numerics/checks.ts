import { describeValue, InputError } from "./input-error.ts";

/** An interval of allowed numbers; an end left out is open to infinity, an exclusive end is not allowed itself. */
export interface Range {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: boolean | undefined;
  readonly exclusiveMaximum?: boolean | undefined;
}

/**
 * A range as symbols: "> 0", "<= 10", "[0, 1)".
 *
 * @example describeRange({ minimum: 0, maximum: 1, exclusiveMaximum: true }) // => "[0, 1)"
 */
export function describeRange(range: Range): string {
  const { minimum, maximum } = range;
  if (minimum !== undefined && maximum !== undefined) {
    const open = range.exclusiveMinimum === true ? "(" : "[";
    const close = range.exclusiveMaximum === true ? ")" : "]";
    return `${open}${minimum}, ${maximum}${close}`;
  }
  if (minimum !== undefined) return `${range.exclusiveMinimum === true ? ">" : ">="} ${minimum}`;
  if (maximum !== undefined) return `${range.exclusiveMaximum === true ? "<" : "<="} ${maximum}`;
  return "a finite number";
}

/**
 * A finite number, returned as it came.
 *
 * @throws InputError not-a-number with the JSON path.
 * @example checkFinite("start[0]", 0.5) // => 0.5
 */
export function checkFinite(path: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new InputError({
    code: "not-a-number",
    path,
    found: describeValue(value),
    allowed: "a finite number",
  });
}

/**
 * A finite number within a range, returned as it came.
 *
 * @throws InputError not-a-number or out-of-range.
 * @example checkRange("optimizer.eps", 1e-8, { minimum: 0 }) // => 1e-8
 */
export function checkRange(path: string, value: unknown, range: Range): number {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new InputError({
      code: "not-a-number",
      path,
      found: describeValue(value),
      allowed: describeRange(range),
    });
  }
  if (!isWithin(value, range)) {
    throw new InputError({ code: "out-of-range", path, found: describeValue(value), allowed: describeRange(range) });
  }
  return value;
}

/**
 * A whole number (of those that float64 holds exactly) within a range, returned as it came.
 *
 * @throws InputError not-an-integer or out-of-range.
 * @example checkInteger("steps", 100, { minimum: 0 }) // => 100
 */
export function checkInteger(path: string, value: unknown, range: Range = {}): number {
  if (!Number.isSafeInteger(value)) {
    const bounds = range.minimum === undefined && range.maximum === undefined ? "" : ` ${describeRange(range)}`;
    throw new InputError({
      code: "not-an-integer",
      path,
      found: describeValue(value),
      allowed: `an integer${bounds}`,
    });
  }
  return checkRange(path, value, range);
}

/**
 * true or false, returned as it came.
 *
 * @throws InputError wrong-type.
 * @example checkBoolean("optimizer.amsgrad", true) // => true
 */
export function checkBoolean(path: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new InputError({ code: "wrong-type", path, found: describeValue(value), allowed: "true, false" });
}

/**
 * A text, returned as it came.
 *
 * @throws InputError wrong-type.
 * @example checkText("problem.expression", "x^2") // => "x^2"
 */
export function checkText(path: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw new InputError({ code: "wrong-type", path, found: describeValue(value), allowed: '"…"' });
}

/**
 * One of a list of names.
 *
 * @throws InputError missing-field, wrong-type or unknown-name with the names that there are.
 * @example checkName("clip.kind", "norm", ["norm", "value"]) // => "norm"
 */
export function checkName<Name extends string>(path: string, value: unknown, names: readonly Name[]): Name {
  const known = names.find((name) => name === value);
  if (known !== undefined) return known;
  throw new InputError({
    code: value === undefined ? "missing-field" : typeof value === "string" ? "unknown-name" : "wrong-type",
    path,
    found: describeValue(value),
    allowed: names.join(", "),
  });
}

/**
 * An array (typed arrays count too, as a list of numbers) with at most `maximumLength` entries.
 *
 * @throws InputError wrong-type or too-large.
 * @example checkList("start", [1, 2], 50) // => [1, 2]
 */
export function checkList(path: string, value: unknown, maximumLength: number): readonly unknown[] {
  const list = value instanceof Float64Array ? Array.from(value) : value;
  if (!Array.isArray(list)) {
    throw new InputError({ code: "wrong-type", path, found: describeValue(value), allowed: "[…]" });
  }
  if (list.length > maximumLength) {
    throw new InputError({ code: "too-large", path, found: `${list.length}`, allowed: `<= ${maximumLength}` });
  }
  return list;
}

/**
 * A plain object none of whose fields is unknown: a misspelt option must never be ignored.
 *
 * @param fields the names allowed; left out, any name is.
 * @throws InputError wrong-type, or unknown-field with the path of the first unknown one.
 * @example checkRecord("clip", { kind: "norm", limit: 1 }, ["kind", "limit"]).limit // => 1
 */
export function checkRecord(
  path: string,
  value: unknown,
  fields?: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    throw new InputError({ code: "wrong-type", path: path || "$", found: describeValue(value), allowed: "{…}" });
  }
  const unknown = fields && Object.keys(value).find((name) => !fields.includes(name));
  if (unknown !== undefined) {
    throw new InputError({
      code: "unknown-field",
      path: fieldPath(path, unknown),
      found: describeValue(unknown),
      allowed: fields?.join(", ") ?? "",
    });
  }
  // Safe: every own enumerable field of an object can be read by its name.
  return value as Readonly<Record<string, unknown>>;
}

/**
 * The JSON path of a field: fieldPath("optimizer", "lr") is "optimizer.lr"; at the top it is the name alone. A name that
 * is no identifier is quoted.
 *
 * @example fieldPath("", "steps") // => "steps"
 */
export function fieldPath(path: string, name: string): string {
  if (!IDENTIFIER.test(name)) return `${path}[${describeValue(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}

/**
 * The JSON path of an entry of a list.
 *
 * @example itemPath("optimizer.betas", 1) // => "optimizer.betas[1]"
 */
export function itemPath(path: string, index: number): string {
  return `${path}[${index}]`;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

function isWithin(value: number, range: Range): boolean {
  const { minimum = -Infinity, maximum = Infinity } = range;
  if (range.exclusiveMinimum === true ? value <= minimum : value < minimum) return false;
  return range.exclusiveMaximum === true ? value < maximum : value <= maximum;
}
