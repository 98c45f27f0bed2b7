export * from "./jobs.ts";
export * from "./lab-api.ts";
export * from "./channels.ts";
export * from "./checks.ts";
export * from "./failure.ts";
