import { describe, expect, test } from "vitest";
import type { ColourScaleName } from "../../../src-core/project/index.ts";
import { hexColour, levelColours, scaleRgb } from "../../../src-renderer/charts/colour-scales.ts";
import { chartTheme, runnerColour } from "../../../src-renderer/charts/themes.ts";
import { contrast, distance, lab, linearLight, SIGHTS } from "./colour-science.ts";

const SCALES: readonly ColourScaleName[] = ["viridis", "cividis", "magma", "grey"];
const THEMES = (["light", "dark", "print"] as const).map((name) => chartTheme(name));

describe.each(SCALES)("the colour scale %s", (name) => {
  const lightness = Array.from(
    { length: 256 },
    (_, index) => lab(linearLight(hexColour(scaleRgb(name, index / 255))))[0],
  );

  test("grows lighter all the way", () => {
    // Entries are rounded to 8 bits a channel, which moves the lightness by up to a third of one step.
    const ROUNDING = 0.25;
    for (let index = 1; index < 256; index += 1)
      expect(lightness[index]).toBeGreaterThan(lightness[index - 1] - ROUNDING);
    expect(lightness[255] - lightness[0]).toBeGreaterThan(60);
  });

  test("grows lighter evenly: no quarter takes more than twice its share", () => {
    const whole = lightness[255] - lightness[0];
    for (let quarter = 0; quarter < 4; quarter += 1) {
      const share = (lightness[63 * (quarter + 1)] - lightness[63 * quarter]) / whole;
      expect(share).toBeGreaterThan(0.25 / 2);
      expect(share).toBeLessThan(0.25 * 2);
    }
  });
});

test("the published ends of the scales", () => {
  expect(levelColours("viridis", 2)).toEqual(["#440154", "#fde725"]);
  expect(levelColours("magma", 2)).toEqual(["#000004", "#fcfdbf"]);
  expect(levelColours("cividis", 2)).toEqual(["#00224e", "#fee838"]);
  expect(hexColour(scaleRgb("viridis", 128 / 255))).toBe("#21918c");
});

describe.each(THEMES)("the theme $name", (theme) => {
  // WCAG 2.2: 1.4.3 (AA) for text, 1.4.11 for what is not text.
  const TEXT_CONTRAST = 4.5;
  const GRAPHIC_CONTRAST = 3;

  test("has readable text", () => {
    expect(contrast(theme.text, theme.background)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    expect(contrast(theme.muted, theme.background)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
  });

  test("has runners, arrows and marks that stand out from the ground and from their casing", () => {
    for (const colour of [...theme.runners, ...Object.values(theme.arrows), theme.accent]) {
      expect(contrast(colour, theme.background)).toBeGreaterThanOrEqual(GRAPHIC_CONTRAST);
      expect(contrast(colour, theme.halo)).toBeGreaterThanOrEqual(GRAPHIC_CONTRAST);
    }
    expect(contrast(theme.minimum, theme.outline)).toBeGreaterThanOrEqual(GRAPHIC_CONTRAST);
  });

  test.each(Object.entries(SIGHTS))("has eight runners that stay apart in %s sight", (_name, sight) => {
    // CIE76: about 2.3 is the least difference that can be seen side by side; thin lines apart need several times that.
    const LEAST_DISTANCE = 20;
    expect(theme.runners.length).toBe(8);
    for (const [index, colour] of theme.runners.entries()) {
      for (const other of theme.runners.slice(0, index)) {
        expect(distance(colour, other, sight)).toBeGreaterThanOrEqual(LEAST_DISTANCE);
      }
    }
  });

  test("begins its runners again after the last", () => {
    expect(runnerColour(theme, 8)).toBe(theme.runners[0]);
    expect(runnerColour(theme, -1)).toBe(theme.runners[7]);
  });

  test("names its font without double quotes, which would end an attribute of an SVG file", () => {
    expect(theme.fontFamily).not.toContain('"');
  });
});
