/** The door for everyone who needs pictures without a window: pure functions from data to a picture, and their data. */
export { mapOption } from "./map.option.ts";
export { lineOption } from "./line.option.ts";
export { curvesOption } from "./curves.option.ts";
export { curvesColumns, lineColumns, mapColumns } from "./columns.ts";
export { companionTrace } from "./companion-trace.ts";
export { differencesOf } from "./difference-trace.ts";
export { factorsOf } from "./factors-trace.ts";
export { chartTheme } from "./themes.ts";
