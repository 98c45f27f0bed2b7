export * from "./input-error.ts";
export * from "./checks.ts";
export * from "./vectors.ts";
export * from "./random.ts";
export * from "./seeding.ts";
export * from "./natural-log.ts";
export * from "./derivative-checks.ts";
export * from "./json-text.ts";
