export * from "./optimizer.ts";
export * from "./catalogue.ts";
export * from "./check.ts";
export * from "./check-options.ts";
export * from "./presets.ts";
export * from "./state.ts";
export { checkedAs } from "./rows/checked.ts";
export * from "./needs.ts";
