export * from "./symmetric-eigen.ts";
export * from "./classify.ts";
export * from "./point-report.ts";
