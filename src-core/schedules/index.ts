export * from "./schedule.ts";
export * from "./catalogue.ts";
export * from "./check.ts";
