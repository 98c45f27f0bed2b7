import type { ChartTheme } from "./types.ts";

/*
 * Eight runner colours a theme, in the spirit of Okabe & Ito (2008): found by a search for colours with at least 3:1
 * contrast on the background that stay apart in normal, red-blind and green-blind sight (see tests/renderer/charts/themes.test.ts
 * for the distances). The halo is the casing under paths and marks that lifts them off the map.
 */

// Single quotes: the name goes into a style attribute of SVG files, which double quotes would end.
const FONT_FAMILY = "'Inter Variable', 'Noto Sans SC Variable', 'Noto Sans SC', system-ui, sans-serif";

const LIGHT: ChartTheme = {
  name: "light",
  background: "#ffffff",
  text: "#1b2330",
  muted: "#566172",
  line: "#d5dae1",
  accent: "#1f5fbf",
  halo: "#ffffff",
  minimum: "#ffd60a",
  outline: "#1b1300",
  arrows: { gradient: "#c8102e", direction: "#6a00a8", movement: "#101820" },
  runners: ["#0266f3", "#ff5b00", "#09a39a", "#913c9c", "#b1372e", "#013330", "#470186", "#2096f3"],
  fontFamily: FONT_FAMILY,
};

const DARK: ChartTheme = {
  name: "dark",
  background: "#181d25",
  text: "#e6eaf0",
  muted: "#a3aebd",
  line: "#303947",
  accent: "#7db0ff",
  halo: "#0b0e13",
  minimum: "#ffd60a",
  outline: "#1b1300",
  arrows: { gradient: "#ff8896", direction: "#d9a5ff", movement: "#ffffff" },
  runners: ["#869dfc", "#e26c13", "#5fff99", "#bd8ca3", "#ffff09", "#80e1f6", "#8068ff", "#ddfae4"],
  fontFamily: FONT_FAMILY,
};

/** White paper, black ink; the runner colours of the light theme, so that a figure matches the window. */
const PRINT: ChartTheme = {
  ...LIGHT,
  name: "print",
  text: "#000000",
  muted: "#3a3a3a",
  line: "#c4c4c4",
  accent: "#000000",
};

const THEMES: Readonly<Record<ChartTheme["name"], ChartTheme>> = { light: LIGHT, dark: DARK, print: PRINT };

export function chartTheme(name: ChartTheme["name"]): ChartTheme {
  return THEMES[name];
}

/** The colour of a runner; indices beyond the palette start again. */
export function runnerColour(theme: ChartTheme, index: number): string {
  const { length } = theme.runners;
  return theme.runners[((index % length) + length) % length] ?? theme.text;
}
