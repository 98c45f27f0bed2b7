import { fieldPath, InputError } from "../numerics/index.ts";
import type { Objective } from "../objective/index.ts";
import { baseOf, optimizerEntry } from "./check.ts";
import type { OptimizerSpec, ProblemPart } from "./optimizer.ts";

/**
 * What a method needs and a problem lacks; null where nothing is missing. The method inside another is not looked at.
 *
 * @throws InputError unknown-name for an optimizer that there is not.
 * @example missingPart({ name: "muon" }, createObjective({ expression: "x^2" })) // => "matrices"
 */
export function missingPart(spec: OptimizerSpec, objective: Objective): ProblemPart | null {
  const { needs } = optimizerEntry(spec.name);
  const has: Partial<Record<ProblemPart, unknown>> = objective;
  return needs === undefined || has[needs] !== undefined ? null : needs;
}

/** Whether a method, or one inside it, needs anything of a problem. */
export function hasNeeds(spec: OptimizerSpec): boolean {
  const base = baseOf(spec);
  return optimizerEntry(spec.name).needs !== undefined || (base !== null && hasNeeds(base));
}

/**
 * Refuses a method, or a method inside it, on a problem that lacks what it needs.
 *
 * @throws InputError needs-matrices or needs-residuals at the method's name.
 */
export function checkNeeds(spec: OptimizerSpec, objective: Objective, path = "optimizer"): void {
  const missing = missingPart(spec, objective);
  if (missing !== null) {
    throw new InputError({
      code: `needs-${missing}`,
      path: fieldPath(path, "name"),
      found: `"${spec.name}"`,
      allowed: missing,
    });
  }
  const base = baseOf(spec);
  if (base !== null) checkNeeds(base, objective, fieldPath(path, "optimizer"));
}
