import type { Element } from "../../../src-renderer/charts/elements.ts";
import type { PictureOption } from "../../../src-renderer/charts/picture-option.ts";

/** A picture as text that can be compared and read: every element of every layer, numbers to two decimals. */
export function pictureText(option: PictureOption): string {
  const { series, ...rest } = option;
  const layers = series.map(({ id, z, renderItem }) => ({ id, z, element: renderItem() }));
  return `${JSON.stringify({ ...rest, layers }, plainValue, 1)}\n`;
}

/** Every element of a picture, or of one of its layers, without the groups. */
export function elementsOf(option: PictureOption, layer?: string): Exclude<Element, { type: "group" }>[] {
  return option.series
    .filter(({ id }) => layer === undefined || id === layer)
    .flatMap(({ renderItem }) => leaves(renderItem()));
}

/** The words of a picture or layer, in drawing order. */
export function wordsOf(option: PictureOption, layer?: string): string[] {
  return elementsOf(option, layer).flatMap((element) => (element.type === "text" ? [element.style.text] : []));
}

/** An SVG with its generated ids counted from 0 and decimals rounded to two places, so that two of them compare. */
export function stableSvg(svg: string): string {
  const ids = new Map<string, string>();
  const numbered = svg.replace(/zr\d+-[a-z]+-?\d*/g, (id) => {
    const known = ids.get(id) ?? `id-${ids.size}`;
    ids.set(id, known);
    return known;
  });
  // Only inside tags: what people read stays as it is.
  const rounded = numbered.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/-?\d+\.\d+/g, (number) => String(Number(Number(number).toFixed(2)))),
  );
  return `${rounded}\n`;
}

function leaves(element: Element): Exclude<Element, { type: "group" }>[] {
  return element.type === "group" ? element.children.flatMap(leaves) : [element];
}

function plainValue(_key: string, value: unknown): unknown {
  if (value instanceof Float32Array || value instanceof Float64Array || value instanceof Uint32Array) {
    return Array.from(value, rounded);
  }
  return typeof value === "number" ? rounded(value) : value;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
