import { fieldPath, InputError } from "../numerics/index.ts";
import type { Objective } from "../objective/index.ts";
import { optimizerEntry } from "./check.ts";
import type { OptimizerSpec, ProblemPart } from "./optimizer.ts";

/**
 * What a method needs and a problem lacks; null where nothing is missing.
 *
 * @throws InputError unknown-name for an optimizer that there is not.
 * @example missingPart({ name: "muon" }, createObjective({ expression: "x^2" })) // => "matrices"
 */
export function missingPart(spec: OptimizerSpec, objective: Objective): ProblemPart | null {
  const { needs } = optimizerEntry(spec.name);
  const has: Partial<Record<ProblemPart, unknown>> = objective;
  return needs === undefined || has[needs] !== undefined ? null : needs;
}

/**
 * Refuses a method on a problem that lacks what it needs.
 *
 * @throws InputError needs-matrices or needs-residuals at the method's name.
 */
export function checkNeeds(spec: OptimizerSpec, objective: Objective, path = "optimizer"): void {
  const missing = missingPart(spec, objective);
  if (missing === null) return;
  throw new InputError({
    code: `needs-${missing}`,
    path: fieldPath(path, "name"),
    found: `"${spec.name}"`,
    allowed: missing,
  });
}
