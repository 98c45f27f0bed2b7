import {
  checkBoolean,
  checkInteger,
  checkList,
  checkRange,
  describeValue,
  InputError,
  itemPath,
} from "../numerics/index.ts";
import type { OptionDescription, OptionValue } from "./optimizer.ts";

/**
 * One option's value against its description (which is a range, too). The value is returned as it came, lists as plain
 * arrays. Optimizers and schedules share this.
 *
 * @param path the JSON path of the option, for errors.
 * @throws InputError not-a-number, not-an-integer, out-of-range, wrong-type, wrong-length, too-large or inconsistent.
 * @example checkOption({ name: "lr", kind: "number", default: 0.1, minimum: 0, slider: null }, 0.5, "optimizer.lr") // => 0.5
 */
export function checkOption(description: OptionDescription, value: unknown, path: string): OptionValue {
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
  }
}

function checkNumberList(description: OptionDescription, value: unknown, path: string): readonly number[] {
  const checkEntry = description.kind === "integers" ? checkInteger : checkRange;
  const list = checkList(path, value, MAX_LIST_LENGTH).map((entry, i) =>
    checkEntry(itemPath(path, i), entry, description),
  );
  const { length } = description;
  if (length === undefined ? list.length === 0 : list.length !== length) {
    throw new InputError({
      code: "wrong-length",
      path,
      found: `${list.length}`,
      allowed: length === undefined ? ">= 1" : `${length}`,
    });
  }
  if (length === undefined) checkNeverFalls(list, path);
  return list;
}

function checkNeverFalls(list: readonly number[], path: string): void {
  const index = list.findIndex((entry, i) => i > 0 && entry < list[i - 1]);
  if (index === -1) return;
  throw new InputError({
    code: "inconsistent",
    path: itemPath(path, index),
    found: describeValue(list[index]),
    allowed: `>= ${list[index - 1]}`,
  });
}

/** More milestones than anybody draws; keeps a hostile file from costing time. */
const MAX_LIST_LENGTH = 1000;
