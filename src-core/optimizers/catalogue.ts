import type { OptimizerEntry } from "./optimizer.ts";
import { ADAPTIVE_ROWS } from "./rows/adaptive.ts";
import { GRADIENT_DESCENT_ROWS } from "./rows/gradient-descent.ts";

/**
 * Every optimizer that there is, family by family: the settings panel, the checks of projects and commands, the tests, the
 * documentation and the export to PyTorch all read this list. Options, defaults and ranges are torch.optim's.
 */
export const OPTIMIZERS: readonly OptimizerEntry[] = [...GRADIENT_DESCENT_ROWS, ...ADAPTIVE_ROWS];
