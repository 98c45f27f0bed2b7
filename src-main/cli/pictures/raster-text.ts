/*
 * What the rasteriser cannot do with our fonts, said in another way of SVG. The vector pictures stay as they are.
 */

/** The same document with text that the bundled fonts can show. */
export function rasterText(svg: string): string {
  return svg.replaceAll(TEXT_ELEMENT, (_, attributes: string, content: string) => {
    const fill = /fill="([^"]+)"/.exec(attributes)?.[1] ?? "#000000";
    return `<text${attributes}>${content.replaceAll(SUPERSCRIPTS, raised).replaceAll(HAN, (run) => thickened(run, fill))}</text>`;
  });
}

const TEXT_ELEMENT = /<text([^>]*)>([^<]*)<\/text>/g;

/** No bundled font has all of these; digits and minus are raised instead. */
const SUPERSCRIPTS = /[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+/g;
const PLAIN = "0123456789−";

function raised(run: string): string {
  const plain = Array.from(run, (character) => PLAIN["⁰¹²³⁴⁵⁶⁷⁸⁹⁻".indexOf(character)] ?? character).join("");
  return `<tspan baseline-shift="super" font-size="70%">${plain}</tspan>`;
}

/** The rasteriser shows the variable Chinese font at its thinnest, weight 100; an outline brings it to about 400. */
const HAN = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]+/g;

function thickened(run: string, fill: string): string {
  return `<tspan stroke="${fill}" stroke-width="0.045em">${run}</tspan>`;
}
