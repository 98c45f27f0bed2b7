import { init } from "./echarts-parts.ts";
import type { PictureOption } from "./picture-option.ts";
import type { PictureSize } from "./types.ts";

/**
 * A picture as a complete SVG document of vector paths and real text; works in Node and in a page.
 *
 * @param option as one of the functions of options.ts made it, for this very size.
 */
export function renderSvg(option: PictureOption, { width, height }: PictureSize): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption(option);
    return chart.renderToSVGString();
  } finally {
    // An instance that is kept alive would keep Node from ending.
    chart.dispose();
  }
}
