export * from "./csv.ts";
export * from "./npz.ts";
export * from "./tables.ts";
export { writeNpy } from "../project/index.ts";
export { pytorchScript } from "./pytorch-script.ts";
