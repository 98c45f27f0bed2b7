import { COURSE_FUNCTIONS } from "./course.ts";
import { RIPPLES } from "./ripples.ts";
import { BOWLS, SADDLES } from "./saddles-and-bowls.ts";
import { SEVERAL_MINIMA } from "./several-minima.ts";
import type { TestFunction } from "./test-function.ts";
import { VALLEYS } from "./valleys.ts";

/** Every loss on the shelf, the course's own first, then from tame to wild. */
export const TEST_FUNCTIONS: readonly TestFunction[] = [
  ...COURSE_FUNCTIONS,
  ...SADDLES,
  ...BOWLS,
  ...VALLEYS,
  ...SEVERAL_MINIMA,
  ...RIPPLES,
];

/**
 * The test function of an id, or undefined.
 *
 * @example testFunction("rosenbrock").minima // => [[1, 1]]
 */
export function testFunction(id: string): TestFunction | undefined {
  return TEST_FUNCTIONS.find((row) => row.id === id);
}
