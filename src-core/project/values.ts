import * as v from "valibot";

/*
 * The small schemas that the larger ones are made of. Messages say what is allowed, as InputError.allowed does.
 */

/** A finite float64. */
export const finite = v.pipe(v.number("a finite number"), v.finite("a finite number"));

/** A whole number in a range, both ends included. */
export function integer(minimum: number, maximum: number) {
  const allowed = `an integer from ${minimum} to ${maximum}`;
  return v.pipe(v.number(allowed), v.integer(allowed), v.minValue(minimum, allowed), v.maxValue(maximum, allowed));
}

/** A finite number in a range, both ends included. */
export function between(minimum: number, maximum: number) {
  const allowed = `a number from ${minimum} to ${maximum}`;
  return v.pipe(v.number(allowed), v.finite(allowed), v.minValue(minimum, allowed), v.maxValue(maximum, allowed));
}

/** A finite number >= 0. */
export const notNegative = v.pipe(v.number(">= 0"), v.finite("a finite number"), v.minValue(0, ">= 0"));

/** A finite number > 0. */
export const positive = v.pipe(v.number("> 0"), v.finite("a finite number"), v.gtValue(0, "> 0"));

/** Any float64, NaN and the infinities included: what a run may have ended with. */
export const anyNumber = v.custom<number>((value) => typeof value === "number", "a number");

/** The same as a file keeps it: JSON has no name for the three non-finite numbers. */
export const storedNumber = v.union(
  [v.number(), v.pipe(v.picklist(["NaN", "Infinity", "-Infinity"]), v.transform(Number))],
  'a number, "NaN", "Infinity" or "-Infinity"',
);

export function text(maximum: number) {
  return v.pipe(v.string("text"), v.maxLength(maximum, `at most ${maximum} characters`));
}

/** Ids become folder names inside a file: short, ASCII, and never a way out of the folder. */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
export const id = v.pipe(v.string("an id"), v.regex(ID_PATTERN, "an id of letters, digits, - and _ (at most 64)"));

/** A name as a formula may hold it; the formula's own parser decides whether it means anything. */
export const symbolName = v.pipe(
  v.string("a name"),
  v.minLength(1, "at least 1 character"),
  v.maxLength(64, "at most 64 characters"),
);

/** Up to as many as a readable project holds; beyond it a file is an accident or an attack. */
export function list<Schema extends v.GenericSchema>(item: Schema, maximum: number, minimum = 0) {
  return v.pipe(
    v.array(item, "a list"),
    v.minLength(minimum, `at least ${minimum} in the list`),
    v.maxLength(maximum, `at most ${maximum} in the list`),
  );
}
