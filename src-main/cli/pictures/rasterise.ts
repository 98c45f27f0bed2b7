import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { rasterText } from "./raster-text.ts";

/** Pixels per CSS pixel: sharp on paper at the width of a column. */
const SCALE = 2;

/** An SVG document as PNG, at twice its size, with the fonts that the window uses. */
export async function rasterise(svg: string): Promise<Uint8Array> {
  await prepare();
  const drawn = rasterText(svg);
  const fontBuffers = await Promise.all(fontParts(drawn).map(fontBytes));
  const image = new Resvg(drawn, {
    fitTo: { mode: "zoom", value: SCALE },
    font: { fontBuffers, defaultFontFamily: "Inter Variable", sansSerifFamily: "Inter Variable" },
  });
  try {
    const rendered = image.render();
    try {
      return rendered.asPng();
    } finally {
      rendered.free();
    }
  } finally {
    image.free();
  }
}

const require = createRequire(import.meta.url);
let prepared: Promise<void> | null = null;

/** The rasteriser is a WebAssembly module that is loaded once, when the first picture asks for it. */
function prepare(): Promise<void> {
  prepared ??= readFile(require.resolve("@resvg/resvg-wasm/index_bg.wasm")).then((wasm) => initWasm(wasm));
  return prepared;
}

/** The fonts come in parts, each for some characters; Chinese alone has a hundred. */
const FONTS = [
  { family: "inter", fileOf: (part: string) => `inter-${part}-wght-normal.woff2` },
  {
    family: "noto-sans-sc",
    fileOf: (part: string) => `noto-sans-sc-${part.replaceAll(/[[\]]/g, "")}-wght-normal.woff2`,
  },
] as const;

/** The files that hold the characters of a document, in the order in which they are tried. */
function fontParts(svg: string): string[] {
  const characters = new Set(Array.from(svg, (character) => character.codePointAt(0) ?? 0));
  return FONTS.flatMap(({ family, fileOf }) => {
    const parts = require(`@fontsource-variable/${family}/unicode.json`) as Readonly<Record<string, string>>;
    return Object.entries(parts)
      .filter(([, ranges]) => ranges.split(",").some((range) => holdsAny(range, characters)))
      .map(([part]) => require.resolve(`@fontsource-variable/${family}/files/${fileOf(part)}`));
  });
}

/** Whether a range of CSS ("U+2e80-2eff", "U+20ac") holds one of the characters. */
function holdsAny(range: string, characters: ReadonlySet<number>): boolean {
  const [from = "", to = from] = range.trim().replace(/^U\+/i, "").split("-");
  const [low, high] = [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  return Array.from(characters).some((character) => character >= low && character <= high);
}

const loaded = new Map<string, Promise<Uint8Array>>();

function fontBytes(path: string): Promise<Uint8Array> {
  const known = loaded.get(path) ?? readFile(path);
  loaded.set(path, known);
  return known;
}
