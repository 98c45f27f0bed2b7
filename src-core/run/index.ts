export * from "./spec.ts";
export * from "./frame-block.ts";
export * from "./frames.ts";
export * from "./step-factors.ts";
export * from "./record-plan.ts";
export * from "./check-spec.ts";
export { ownMomentum } from "./momentum.ts";
export { checkRateFactors } from "./rate-factors.ts";
export * from "./run-loop.ts";
