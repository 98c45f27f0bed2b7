import { ADAPTIVE_BY_HAND } from "./adaptive.ts";
import { ADAPTIVE_VARIANTS_BY_HAND } from "./adaptive-variants.ts";
import { GRADIENT_DESCENT_BY_HAND } from "./gradient-descent.ts";
import type { HandWritten } from "./loop.ts";
import { RATE_FREE_BY_HAND } from "./rate-free.ts";
import { SCHEDULE_FREE_BY_HAND } from "./schedule-free.ts";
import { SIGN_BY_HAND } from "./sign.ts";

/** Every first-order method of the catalogue, family by family as there. */
export const METHODS_BY_HAND: readonly HandWritten[] = [
  ...GRADIENT_DESCENT_BY_HAND,
  ...ADAPTIVE_BY_HAND,
  ...ADAPTIVE_VARIANTS_BY_HAND,
  ...SIGN_BY_HAND,
  ...RATE_FREE_BY_HAND,
  ...SCHEDULE_FREE_BY_HAND,
];
