import type { Element } from "./elements.ts";
import { type Frame, scaled } from "./frame.ts";
import type { Tick } from "./ticks.ts";
import type { ChartTheme } from "./types.ts";

/**
 * A picture as ECharts takes it: axes, and layers of elements as custom series. The part of ECharts' option type that we
 * use, so that it can be read, merged and tested as plain data.
 */
export type PictureOption = {
  readonly animation: false;
  readonly backgroundColor: string;
  readonly textStyle: { readonly fontFamily: string; readonly color: string };
  readonly grid: readonly object[];
  readonly xAxis: readonly object[];
  readonly yAxis: readonly object[];
  readonly series: readonly LayerSeries[];
};

/** One layer of elements. Later layers lie above earlier ones. */
export interface LayerSeries {
  readonly type: "custom";
  readonly id: string;
  readonly coordinateSystem: "none";
  readonly silent: true;
  readonly z: number;
  readonly data: readonly [0];
  /** What ECharts asks for when it draws. */
  readonly renderItem: () => Element;
}

export function layer(id: string, z: number, element: Element): LayerSeries {
  return { type: "custom", id, coordinateSystem: "none", silent: true, z, data: [0], renderItem: () => element };
}

export interface AxisDesign {
  readonly name: string;
  readonly ticks: readonly Tick[];
  readonly showLabels: boolean;
  readonly showGrid: boolean;
  /** Pixels between the axis and its name. */
  readonly nameGap: number;
}

/** One pair of axes around a frame. */
export interface PanelDesign {
  readonly frame: Frame;
  readonly x: AxisDesign;
  readonly y: AxisDesign;
}

export const FONT_SIZE = 12;

export function pictureOption(
  theme: ChartTheme,
  panels: readonly PanelDesign[],
  series: readonly LayerSeries[],
): PictureOption {
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: theme.fontFamily, color: theme.text },
    grid: panels.map(({ frame }) => ({
      left: frame.left,
      top: frame.top,
      width: frame.width,
      height: frame.height,
      // The frame is ours: nothing may shrink it, because what lies on it is placed by the same numbers.
      outerBoundsMode: "none",
    })),
    xAxis: panels.map(({ frame, x }, index) => axisOption(theme, x, frame.x, index, "x")),
    yAxis: panels.map(({ frame, y }, index) => axisOption(theme, y, frame.y, index, "y")),
    series,
  };
}

/** Layers of one picture over another: the same picture that the window shows as two stacked canvases. */
export function withLayers(option: PictureOption, above: readonly LayerSeries[]): PictureOption {
  return { ...option, series: [...option.series, ...above] };
}

/** Layers alone, for the transparent upper canvas of the window. */
export function layersOption(theme: ChartTheme, series: readonly LayerSeries[]): PictureOption {
  return { ...pictureOption(theme, [], series), backgroundColor: "transparent" };
}

function axisOption(
  theme: ChartTheme,
  axis: AxisDesign,
  range: Frame["x"],
  gridIndex: number,
  side: "x" | "y",
): object {
  const labels = new Map(axis.ticks.map((tick) => [scaled(range, tick.value), tick.label]));
  // ECharts sees the axis' own scale (logarithms on a logarithmic one): its labels are ours at places of ours.
  const places = [...labels.keys()];
  return {
    gridIndex,
    silent: true,
    type: "value",
    min: scaled(range, range.from),
    max: scaled(range, range.to),
    name: axis.name,
    nameLocation: "middle",
    nameGap: axis.nameGap,
    nameTextStyle: { color: theme.text, fontSize: FONT_SIZE + 1, fontStyle: "italic", fontFamily: theme.fontFamily },
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.muted, width: 1 } },
    axisTick: { show: true, customValues: places, length: 4, lineStyle: { color: theme.muted } },
    axisLabel: {
      show: axis.showLabels,
      customValues: places,
      formatter: (value: number) => labels.get(value) ?? "",
      color: theme.text,
      fontSize: FONT_SIZE - 1,
      fontFamily: theme.fontFamily,
      margin: 7,
      hideOverlap: side === "x",
    },
    splitLine: { show: axis.showGrid, lineStyle: { color: theme.line, width: 1 } },
    splitArea: { show: false },
    minorTick: { show: false },
    position: side === "x" ? "bottom" : "left",
  };
}
