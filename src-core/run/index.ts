export * from "./spec.ts";
export * from "./frame-block.ts";
export * from "./frames.ts";
export * from "./record-plan.ts";
export * from "./check-spec.ts";
export * from "./run-loop.ts";
