import { checkList, checkRange, InputError, itemPath } from "../numerics/index.ts";

/**
 * One factor per parameter, each at least 0, or null for none.
 *
 * @throws InputError.
 * @example checkRateFactors([1, 0.1], 2) // => [1, 0.1]
 */
export function checkRateFactors(value: unknown, dimension: number, path = "rateFactors"): readonly number[] | null {
  if (value === null) return null;
  const list = checkList(path, value, Number.MAX_SAFE_INTEGER);
  if (list.length !== dimension) {
    throw new InputError({ code: "wrong-length", path, found: `${list.length}`, allowed: `${dimension}` });
  }
  return list.map((factor, i) => checkRange(itemPath(path, i), factor, { minimum: 0 }));
}
