import { mapGroundOption } from "./map-ground.option.ts";
import { mapOverlayLayers } from "./map-overlay.option.ts";
import { type PictureOption, withLayers } from "./picture-option.ts";
import type { ChartText, ChartTheme, MapData, PictureSize } from "./types.ts";

/**
 * The whole map as one picture: filled contours, axes and colour bar, and above them paths, arrows and marks: what the
 * window shows as two layers.
 *
 * @param size the picture's width and height, which rendering must use too: ticks, legend and marks are laid out for it.
 */
export function mapOption(data: MapData, theme: ChartTheme, text: ChartText, size: PictureSize): PictureOption {
  return withLayers(mapGroundOption(data, theme, text, size), mapOverlayLayers(data, theme, text, size));
}
