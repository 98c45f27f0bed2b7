import { init } from "./canvas-parts.ts";
import type { Element } from "./elements.ts";
import type { PictureOption } from "./picture-option.ts";
import type { PictureSize } from "./types.ts";

/**
 * A picture as PNG, drawn afresh at `scale` pixels to the CSS pixel. Only in a page.
 *
 * @param scale 1 to 4.
 * @throws Error where the page gives no image, which happens beyond the browser's largest canvas.
 */
export async function renderPng(option: PictureOption, size: PictureSize, scale: number): Promise<Blob> {
  const canvas = await renderCanvas(option, size, scale);
  return canvasPng(canvas);
}

/** The same as a canvas, for a picture that is put together from several. */
export async function renderCanvas(
  option: PictureOption,
  { width, height }: PictureSize,
  scale: number,
): Promise<HTMLCanvasElement> {
  const chart = init(document.createElement("div"), null, {
    renderer: "canvas",
    width,
    height,
    devicePixelRatio: scale,
  });
  try {
    chart.setOption(option);
    await fontsOf(option);
    // Again, with the letters of the fonts that have come meanwhile.
    chart.setOption(option, { replaceMerge: ["series"] });
    return chart.renderToCanvas({ pixelRatio: scale, backgroundColor: option.backgroundColor });
  } finally {
    chart.dispose();
  }
}

export function canvasPng(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error(`The page gave no image of ${canvas.width} by ${canvas.height} pixels.`));
      else resolve(blob);
    }, "image/png");
  });
}

/** Puts a PNG on the clipboard. @throws what the page says where it may not. */
export async function copyPicture(png: Blob): Promise<void> {
  await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
}

/** Waits for the fonts of a picture's letters: each is cut in parts by character, so the very text decides which are needed. */
async function fontsOf(option: PictureOption): Promise<void> {
  const { fontFamily } = option.textStyle;
  const labels = option.series.map((series) => textOf(series.renderItem()));
  const letters = [...new Set(`${TICK_LETTERS}${JSON.stringify([option.xAxis, option.yAxis])}${labels.join("")}`)].join(
    "",
  );
  await Promise.all(["", "italic ", "600 "].map((style) => document.fonts.load(`${style}12px ${fontFamily}`, letters)));
}

/** What the labels of ticks are made of; they come from a function of the option. */
const TICK_LETTERS = "0123456789.·−⁰¹²³⁴⁵⁶⁷⁸⁹⁻";

function textOf(element: Element): string {
  if (element.type === "text") return element.style.text;
  return element.type === "group" ? element.children.map(textOf).join("") : "";
}
