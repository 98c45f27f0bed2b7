import { checkExpression } from "../expression/index.ts";
import {
  checkBoolean,
  checkInteger,
  checkList,
  checkName,
  checkRange,
  checkText,
  describeValue,
  fieldPath,
  InputError,
  itemPath,
} from "../numerics/index.ts";
import type { Convention, CurvePoint, OptionDescription, OptionValue } from "./optimizer.ts";

// What optimizers and schedules share: the options of a row, described by the catalogues.

/** The options that a row has under a convention, with that convention's defaults. */
export function optionsUnder(
  options: readonly OptionDescription[],
  convention: Convention,
): readonly OptionDescription[] {
  return options
    .filter((option) => option.conventions?.includes(convention) ?? true)
    .map((option) => ({ ...option, default: option.defaults?.[convention] ?? option.default }));
}

/**
 * Every option that a row has under a convention, read from a record and completed with the defaults.
 *
 * @param fields what else the record may hold.
 * @throws InputError as checkOption does; missing-field for a required option, unknown-field, and "unsupported" for an
 *   option that only another convention has.
 */
export function checkOptions(
  options: readonly OptionDescription[],
  convention: Convention,
  record: Readonly<Record<string, unknown>>,
  fields: readonly string[],
  path: string,
): Readonly<Record<string, OptionValue>> {
  const offered = optionsUnder(options, convention);
  for (const name of Object.keys(record)) {
    if (fields.includes(name) || offered.some((option) => option.name === name)) continue;
    const isElsewhere = options.some((option) => option.name === name);
    throw new InputError({
      code: isElsewhere ? "unsupported" : "unknown-field",
      path: fieldPath(path, name),
      found: isElsewhere ? `${name} (convention "${convention}")` : `"${name}"`,
      allowed: [...offered.map((option) => option.name), ...fields.filter((field) => !HEAD.includes(field))].join(", "),
    });
  }
  return Object.fromEntries(
    offered.map((option) => [option.name, readOption(option, record[option.name], fieldPath(path, option.name))]),
  );
}

/** What every spec has; not worth naming among what is allowed. */
const HEAD: readonly string[] = ["name", "convention"];

/**
 * One option's value against its description (which is a range, too). The value is returned as it came, lists as plain
 * arrays.
 *
 * @param path the JSON path of the option, for errors.
 * @throws InputError not-a-number, not-an-integer, out-of-range, wrong-type, wrong-length, too-large, unknown-name,
 *   wrong-formula (with its column) or inconsistent.
 * @example checkOption({ name: "lr", kind: "number", default: 0.1, minimum: 0, slider: null }, 0.5, "optimizer.lr") // => 0.5
 */
export function checkOption(description: OptionDescription, value: unknown, path: string): OptionValue {
  const isList = description.kind === "numbers" || description.kind === "integers";
  if (value === null && description.nullable === true && !isList) return null;
  switch (description.kind) {
    case "boolean":
      return checkBoolean(path, value);
    case "number":
      return checkRange(path, value, description);
    case "integer":
      return checkInteger(path, value, description);
    case "numbers":
    case "integers":
      return checkNumberList(description, value, path);
    case "choice":
      return checkName(path, value, description.choices ?? []);
    case "formula":
      return checkFormula(description, value, path);
    case "points":
      return checkPoints(description, value, path);
  }
}

function readOption(option: OptionDescription, value: unknown, path: string): OptionValue {
  if (value !== undefined) return checkOption(option, value, path);
  if (option.required !== true) return option.default;
  throw new InputError({
    code: "missing-field",
    path,
    found: describeValue(value),
    allowed: `${option.name}, e.g. ${describeValue(option.default)}`,
  });
}

function checkNumberList(description: OptionDescription, value: unknown, path: string): readonly (number | null)[] {
  const checkEntry = description.kind === "integers" ? checkInteger : checkRange;
  const list = checkList(path, value, MAX_LIST_LENGTH).map((entry, i) =>
    entry === null && description.nullable === true ? null : checkEntry(itemPath(path, i), entry, description),
  );
  const { length } = description;
  if (length === undefined ? list.length === 0 : list.length !== length) {
    throw wrongLength(path, list.length, length === undefined ? ">= 1" : `${length}`);
  }
  if (length === undefined) checkNeverFalls(list, path);
  return list;
}

function checkNeverFalls(list: readonly (number | null)[], path: string): void {
  const index = list.findIndex((entry, i) => i > 0 && (entry ?? Infinity) < (list[i - 1] ?? -Infinity));
  if (index === -1) return;
  throw new InputError({
    code: "inconsistent",
    path: itemPath(path, index),
    found: describeValue(list[index]),
    allowed: `>= ${list[index - 1]}`,
  });
}

function checkFormula(description: OptionDescription, value: unknown, path: string): string {
  const text = checkText(path, value);
  const result = checkExpression(text, { parameters: description.variables });
  if (result.ok) return text;
  const { start, found, allowed, suggestion } = result.error;
  const guess = suggestion === null ? allowed : `${suggestion}, ${allowed}`;
  throw new InputError({ code: "wrong-formula", path, column: start + 1, found, allowed: guess });
}

function checkPoints(description: OptionDescription, value: unknown, path: string): readonly CurvePoint[] {
  const list = checkList(path, value, MAX_LIST_LENGTH);
  if (list.length === 0) throw wrongLength(path, 0, ">= 1");
  let least = 0;
  return list.map((entry, i): CurvePoint => {
    const place = itemPath(path, i);
    const point = checkList(place, entry, 2);
    if (point.length !== 2) throw wrongLength(place, point.length, "2");
    const step = checkInteger(itemPath(place, 0), point[0], { minimum: 0 });
    if (step < least) {
      throw new InputError({
        code: "inconsistent",
        path: itemPath(place, 0),
        found: describeValue(step),
        allowed: `>= ${least}`,
      });
    }
    least = step + 1;
    return [step, checkRange(itemPath(place, 1), point[1], description)];
  });
}

function wrongLength(path: string, found: number, allowed: string): InputError {
  return new InputError({ code: "wrong-length", path, found: `${found}`, allowed });
}

/** More milestones than anybody draws; keeps a hostile file from costing time. */
const MAX_LIST_LENGTH = 1000;
