import { colourBar } from "./colour-bar.ts";
import { levelColours } from "./colour-scales.ts";
import { type Element, group, region } from "./elements.ts";
import { type Frame, pixelMap } from "./frame.ts";
import { mapLayout, type MapLayout } from "./map-frame.ts";
import { layer, type PictureOption, pictureOption } from "./picture-option.ts";
import type { ChartText, ChartTheme, MapData, MapGround, PictureSize } from "./types.ts";

/** Colours, axes and colour bar: the layer of the map that playing and dragging leave alone. */
export function mapGroundOption(data: MapData, theme: ChartTheme, text: ChartText, size: PictureSize): PictureOption {
  const layout = mapLayout(data, theme, text, size);
  const { frame, xTicks, yTicks, yLabelWidth } = layout;
  const axes = {
    frame,
    x: { name: data.xName, ticks: xTicks, showLabels: true, showGrid: data.ground === null, nameGap: 26 },
    y: { name: data.yName, ticks: yTicks, showLabels: true, showGrid: data.ground === null, nameGap: yLabelWidth + 16 },
  };
  return pictureOption(theme, [axes], data.ground === null ? [] : groundLayers(data.ground, data, layout, theme, text));
}

function groundLayers(ground: MapGround, data: MapData, layout: MapLayout, theme: ChartTheme, text: ChartText) {
  const { frame } = layout;
  const clip = { x: frame.left, y: frame.top, width: frame.width, height: frame.height };
  const bar = colourBar(
    { x: frame.left + frame.width, top: frame.top, height: frame.height },
    ground,
    data.view.colourScale,
    text.loss,
    theme,
  );
  return [
    // Under the axes, whose z is 0.
    layer("ground", -1, group(contourElements(ground, frame, data.view.colourScale), clip)),
    layer("bar", 1, group(bar)),
  ];
}

/** One region a level, each painted over the one below, with a hairline between. */
function contourElements(ground: MapGround, frame: Frame, scale: MapData["view"]["colourScale"]): Element[] {
  const { thresholds, ringLevel, ringStart, points } = ground.contours;
  const colours = levelColours(scale, thresholds.length);
  const elements: Element[] = [];
  let ring = 0;
  while (ring < ringLevel.length) {
    const level = ringLevel[ring] ?? 0;
    const first = ring;
    while (ring < ringLevel.length && ringLevel[ring] === level) ring += 1;
    const drawn = drawnRings(points, ringStart, first, ring, frame);
    const fill = colours[level] ?? "none";
    elements.push(region(drawn.points, drawn.starts, { fill, stroke: LINE, lineWidth: level === 0 ? 0 : LINE_WIDTH }));
  }
  return elements;
}

/** The line between two levels, visible on every scale without hiding its colours. */
const LINE = "rgba(0,0,0,0.28)";
const LINE_WIDTH = 0.6;
/** Two points of a ring nearer than this (pixels, on both axes) look like one. */
const NEAR = 0.4;

/** Rings of one level in pixels, without the points that no pixel would show. */
function drawnRings(points: Float64Array, ringStart: Uint32Array, first: number, end: number, frame: Frame) {
  const { xOffset, xSlope, yOffset, ySlope } = pixelMap(frame);
  const from = ringStart[first] ?? 0;
  const drawn = new Float32Array(2 * ((ringStart[end] ?? from) - from));
  const starts: number[] = [];
  let count = 0;
  for (let ring = first; ring < end; ring += 1) {
    starts.push(count);
    const last = (ringStart[ring + 1] ?? 0) - 1;
    let lastX = Number.NaN;
    let lastY = Number.NaN;
    for (let point = ringStart[ring] ?? 0; point <= last; point += 1) {
      const x = xOffset + xSlope * (points[2 * point] ?? 0);
      const y = yOffset + ySlope * (points[2 * point + 1] ?? 0);
      if (point < last && Math.abs(x - lastX) < NEAR && Math.abs(y - lastY) < NEAR) continue;
      drawn[2 * count] = x;
      drawn[2 * count + 1] = y;
      lastX = x;
      lastY = y;
      count += 1;
    }
  }
  starts.push(count);
  return { points: drawn.subarray(0, 2 * count), starts };
}
