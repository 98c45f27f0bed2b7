import type { OptimizerSpec } from "../../src-core/optimizers/index.ts";
import { expectExact } from "./close-to-exact.ts";
import { feed } from "./drive.ts";
import { Fraction, fraction, type Term } from "./fraction.ts";

// For recurrences in rational arithmetic, written in the tests as their sources have them.

/** What a method is fed with, one a step. */
export const GRADIENTS = ["3", "-1", "1/2", "2", "-4"] as const;

export const beginning = fraction(0);

/** b * mean + (1 - b) * value. */
export const blend = (mean: Fraction, beta: Term, value: Fraction): Fraction =>
  mean.times(beta).plus(fraction(1).minus(beta).times(value));

/** 1 - beta^t. */
export const correction = (beta: Term, t: number): Fraction => fraction(1).minus(fraction(beta).power(t));

/** Feeds GRADIENTS to one parameter and compares every step's direction, and its scale without eps squared. */
export function follow(
  spec: OptimizerSpec & { readonly eps: number },
  step: (g: Fraction, t: number) => { readonly direction: Fraction; readonly squaredScale: Fraction },
): void {
  const { parts, take } = feed(spec, [1]);
  GRADIENTS.forEach((text, k) => {
    const g = fraction(text);
    take([g.toNumber()], 0.1);
    const { direction, squaredScale } = step(g, k + 1);
    expectExact(parts.direction[0], direction);
    expectExact((parts.scale[0] - spec.eps) ** 2, squaredScale);
  });
}
