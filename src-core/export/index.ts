export * from "./csv.ts";
export * from "./npz.ts";
export * from "./tables.ts";
export { writeNpy } from "../project/index.ts";
export { exportTorchSchedule } from "./torch-schedule.ts";
export { importTorchSchedule } from "./import-torch-schedule.ts";
export { PythonError, type PythonErrorCode } from "./python-error.ts";
export { pytorchScript } from "./pytorch-script.ts";
