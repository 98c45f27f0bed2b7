export * from "./objective.ts";
export * from "./formula.ts";
export * from "./test-functions/test-function.ts";
export * from "./test-functions/catalogue.ts";
