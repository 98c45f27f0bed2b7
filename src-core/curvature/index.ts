export * from "./classify.ts";
export * from "./point-report.ts";
