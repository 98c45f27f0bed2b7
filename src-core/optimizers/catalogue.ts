import type { OptimizerEntry } from "./optimizer.ts";
import { ADAM_ROWS } from "./rows/adam.ts";
import { ADAPTIVE_ROWS } from "./rows/adaptive.ts";
import { ADAPTIVE_VARIANT_ROWS } from "./rows/adaptive-variants.ts";
import { AROUND_ANOTHER_ROWS } from "./rows/around-another.ts";
import { GRADIENT_DESCENT_ROWS } from "./rows/gradient-descent.ts";
import { GRADIENT_FLOW_ROWS } from "./rows/gradient-flow.ts";
import { MATRIX_ROWS } from "./rows/matrices.ts";
import { NEWTON_ROWS } from "./rows/newton.ts";
import { RATE_FREE_ROWS } from "./rows/rate-free.ts";
import { SCHEDULE_FREE_ROWS } from "./rows/schedule-free.ts";
import { SIGN_DESCENT_ROWS } from "./rows/sign-descent.ts";
import { SECOND_ORDER_ROWS } from "./rows/second-order.ts";
import { SIGN_ROWS } from "./rows/sign.ts";
import { OWN_ROWS } from "./rows/own.ts";

/**
 * Every optimizer that there is, family by family: the settings panel, the checks of projects and commands, the tests, the
 * documentation and the export to PyTorch all read this list. Options, defaults and ranges are torch.optim's, or those of
 * the authors' code where torch lacks the method.
 */
export const OPTIMIZERS: readonly OptimizerEntry[] = [
  ...GRADIENT_DESCENT_ROWS,
  ...GRADIENT_FLOW_ROWS,
  ...ADAPTIVE_ROWS,
  ...ADAM_ROWS,
  ...MATRIX_ROWS,
  ...ADAPTIVE_VARIANT_ROWS,
  ...SIGN_DESCENT_ROWS,
  ...SIGN_ROWS,
  ...RATE_FREE_ROWS,
  ...SCHEDULE_FREE_ROWS,
  ...AROUND_ANOTHER_ROWS,
  ...NEWTON_ROWS,
  ...SECOND_ORDER_ROWS,
  ...OWN_ROWS,
];
