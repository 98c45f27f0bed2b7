/**
 * What a rule is given: theta and the gradient g at it (entry by entry), the number of the step t = 1, 2, ..., the rate
 * lr of this step as the schedule has it, the loss at theta.
 */
export const GIVEN_NAMES = ["theta", "g", "t", "lr", "loss"] as const;
