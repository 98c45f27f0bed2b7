import { init, setPlatformAPI } from "./echarts-parts.ts";

/**
 * ECharts takes line heights from the width of this character. It is as wide as its font is high in every font; measuring it
 * would fetch a Chinese font, or search the system for one, before the first picture of a window in English.
 */
const SQUARE_CHARACTER = "国";
const DEFAULT_FONT = "12px sans-serif";

const pen = document.createElement("canvas").getContext("2d");
if (pen !== null) {
  let font = "";
  setPlatformAPI({
    measureText: (text, wanted = DEFAULT_FONT) => {
      if (text === SQUARE_CHARACTER) return { width: Number.parseFloat(/([\d.]+)px/.exec(wanted)?.[1] ?? "12") };
      if (font !== wanted) pen.font = font = wanted;
      return pen.measureText(text);
    },
  });
}

/** ECharts for the page: pictures on a canvas. */
export { init };
