export * from "./schedule.ts";
export * from "./catalogue.ts";
export * from "./entry.ts";
export * from "./check.ts";
export * from "./create.ts";
export * from "./integral.ts";
export { EVERY } from "./options.ts";
