import type { SpecValue } from "../optimizer.ts";

/** Options of a row's own kind: create() gets them checked against the descriptions of the same row. */
export function checkedAs<Options>(options: Readonly<Record<string, SpecValue>>): Options {
  return options as Options;
}
