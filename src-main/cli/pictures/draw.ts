import type { Objective } from "../../../src-core/objective/index.ts";
import { chartTheme, curvesOption, lineOption, mapOption } from "../../../src-renderer/charts/options.ts";
import { renderSvg } from "../../../src-renderer/charts/render-svg.ts";
import { chartText } from "../../../src-renderer/lab/chart-text.ts";
import { WORDS } from "../../../src-renderer/text/index.ts";
import { curvesData, groundOf, lineData, mapData, type Scene } from "./picture-data.ts";

/** Width and height of pictures in CSS pixels. */
const SIZE = { width: 960, height: 720 };

/** The instruments whose pictures are vectors; the surface needs a window. */
export type DrawnInstrument = "map" | "curves";

/** A picture as an SVG document, by the very functions that draw it in the window: white paper, English words. */
export function drawSvg(instrument: DrawnInstrument, scene: Scene, objective: Objective): string {
  const theme = chartTheme("print");
  const text = chartText(WORDS.en.charts);
  if (instrument === "curves") return renderSvg(curvesOption(curvesData(scene), theme, text, SIZE), SIZE);
  const ground = groundOf(scene, objective);
  const isLine = scene.experiment.loss.parameters.length === 1;
  return renderSvg(
    isLine
      ? lineOption(lineData(scene, ground), theme, text, SIZE)
      : mapOption(mapData(scene, ground), theme, text, SIZE),
    SIZE,
  );
}
