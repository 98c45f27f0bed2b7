export * from "./ready-experiment.ts";
export * from "./catalogue.ts";
