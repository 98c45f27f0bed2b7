import { chipElements } from "./chips.ts";
import { type Element, group } from "./elements.ts";
import { type Frame, isInside, pixelX, pixelY } from "./frame.ts";
import { mapLayout } from "./map-frame.ts";
import { arrowMark, currentMark, minimumMark, startMark } from "./map-marks.ts";
import { layer, type LayerSeries, layersOption, type PictureOption } from "./picture-option.ts";
import { runLayers } from "./run-layers.ts";
import { runnerColour } from "./themes.ts";
import type { ChartText, ChartTheme, MapData, PictureSize } from "./types.ts";

/** Everything that moves: paths, dots, arrows, marks and the legend, on a transparent ground. */
export function mapOverlayOption(data: MapData, theme: ChartTheme, text: ChartText, size: PictureSize): PictureOption {
  return layersOption(theme, mapOverlayLayers(data, theme, text, size));
}

export function mapOverlayLayers(data: MapData, theme: ChartTheme, text: ChartText, size: PictureSize): LayerSeries[] {
  const { frame, legend } = mapLayout(data, theme, text, size);
  const clip = { x: frame.left, y: frame.top, width: frame.width, height: frame.height };
  const runs = runLayers(
    data.runs.map((run) => ({ run, columns: run, companion: run.companion && { ...run.companion, row: run.row } })),
    frame,
    theme,
    text,
    data.view.showDots,
  );
  return [
    ...runs.paths.map((path) => layer(path.id, 10, group(path.elements, clip))),
    layer("minima", 11, group(data.view.showMinima ? minimumElements(data, frame, theme) : [])),
    layer("arrows", 12, group(data.view.showArrows ? arrowElements(data, frame, theme) : [], clip)),
    layer("chips", 13, group(chipElements(runs.chips, frame, theme))),
    layer(
      "marks",
      14,
      group([...startElements(data, frame, theme), ...runs.marks, ...currentElements(data, frame, theme)]),
    ),
    layer("legend", 15, group(legend.elements)),
  ];
}

function minimumElements(data: MapData, frame: Frame, theme: ChartTheme): Element[] {
  return data.minima.flatMap(([x, y]) => inFrame(frame, x, y, (px, py) => minimumMark(px, py, theme)));
}

function startElements(data: MapData, frame: Frame, theme: ChartTheme): Element[] {
  return data.starts.flatMap((start) => inFrame(frame, start.x, start.y, (px, py) => startMark(px, py, theme)));
}

function currentElements(data: MapData, frame: Frame, theme: ChartTheme): Element[] {
  return data.runs.flatMap((run) => {
    const x = run.x[run.row] ?? Number.NaN;
    const y = run.y[run.row] ?? Number.NaN;
    return inFrame(frame, x, y, (px, py) => currentMark(px, py, runnerColour(theme, run.colour), theme));
  });
}

function arrowElements(data: MapData, frame: Frame, theme: ChartTheme): Element[] {
  return data.arrows.flatMap(({ kind, from, to }) =>
    arrowMark(kind, pixelX(frame, from[0]), pixelY(frame, from[1]), pixelX(frame, to[0]), pixelY(frame, to[1]), theme),
  );
}

/** The elements of a mark whose point is inside the window; none for one outside or nowhere. */
function inFrame(frame: Frame, x: number, y: number, mark: (px: number, py: number) => Element[]): Element[] {
  const px = pixelX(frame, x);
  const py = pixelY(frame, y);
  return isInside(frame, px, py) ? mark(px, py) : [];
}
