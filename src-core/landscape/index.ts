export * from "./contour-set.ts";
export * from "./grid.ts";
export * from "./levels.ts";
export * from "./filled-contours.ts";
export * from "./contour-lines.ts";
export * from "./sample.ts";
export * from "./distance.ts";
