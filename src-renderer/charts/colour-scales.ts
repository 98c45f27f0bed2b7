import type { ColourScaleName } from "../../src-core/project/index.ts";
import { CIVIDIS, MAGMA, VIRIDIS } from "./colour-tables.ts";

/** A colour as red, green and blue, each 0 to 255. */
export type Rgb = readonly [number, number, number];

const TABLE_SIZE = 256;
const TABLES: Readonly<Record<ColourScaleName, readonly Rgb[]>> = {
  viridis: parseTable(VIRIDIS),
  cividis: parseTable(CIVIDIS),
  magma: parseTable(MAGMA),
  grey: greyTable(),
};

/** The colour of a scale at a position in [0, 1] (clamped), between the two nearest entries of its table. */
export function scaleRgb(name: ColourScaleName, position: number): Rgb {
  const table = TABLES[name];
  const at = Math.min(Math.max(position, 0), 1) * (TABLE_SIZE - 1);
  const index = Math.min(Math.floor(at), TABLE_SIZE - 2);
  const share = at - index;
  const low = table[index] ?? BLACK;
  const high = table[index + 1] ?? BLACK;
  const mix = (channel: 0 | 1 | 2): number => Math.round(low[channel] + (high[channel] - low[channel]) * share);
  return [mix(0), mix(1), mix(2)];
}

/** One CSS colour for each of `count` levels: the first and the last are the two ends of the scale. */
export function levelColours(name: ColourScaleName, count: number): string[] {
  return levelRgb(name, count).map(hexColour);
}

export function levelRgb(name: ColourScaleName, count: number): Rgb[] {
  return Array.from({ length: count }, (_, level) => scaleRgb(name, count === 1 ? 0.5 : level / (count - 1)));
}

export function hexColour(rgb: Rgb): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

const BLACK: Rgb = [0, 0, 0];

function parseTable(digits: string): readonly Rgb[] {
  const channel = (at: number): number => Number.parseInt(digits.slice(at, at + 2), 16);
  return Array.from({ length: TABLE_SIZE }, (_, index) => [
    channel(index * 6),
    channel(index * 6 + 2),
    channel(index * 6 + 4),
  ]);
}

/** Greys whose CIE lightness rises evenly from 12 to 97; pure black and white stay free for paths and their halos. */
function greyTable(): readonly Rgb[] {
  return Array.from({ length: TABLE_SIZE }, (_, index) => {
    const lightness = 12 + ((97 - 12) * index) / (TABLE_SIZE - 1);
    const grey = Math.round(255 * encodeGamma(luminanceOf(lightness)));
    return [grey, grey, grey];
  });
}

/** CIE 1976 L* to relative luminance Y (CIE 15:2004, with the exact constants). */
function luminanceOf(lightness: number): number {
  const cubeRoot = (lightness + 16) / 116;
  return lightness > 8 ? cubeRoot ** 3 : (lightness * 27) / 24389;
}

/** Linear light to the sRGB encoding (IEC 61966-2-1). */
function encodeGamma(light: number): number {
  return light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
}
