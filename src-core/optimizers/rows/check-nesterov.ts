import { InputError } from "../../numerics/index.ts";
import type { OptionValue } from "../optimizer.ts";

/**
 * Nesterov's step looks ahead along a full momentum: without one, or with a dampened one, it is undefined (as in torch).
 *
 * @throws InputError inconsistent.
 */
export function checkNesterov(options: Readonly<Record<string, OptionValue>>, path: string): void {
  const { nesterov, momentum, dampening = 0 } = options;
  if (nesterov !== true || (momentum !== 0 && dampening === 0)) return;
  throw new InputError({
    code: "inconsistent",
    path: `${path}.nesterov`,
    found: `true, momentum ${String(momentum)}, dampening ${String(dampening)}`,
    allowed: "true, momentum > 0, dampening 0",
  });
}
