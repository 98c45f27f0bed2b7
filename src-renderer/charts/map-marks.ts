import { circle, type Element, line, polygon, polyline } from "./elements.ts";
import { type LegendEntry, SYMBOL_WIDTH } from "./legend.ts";
import type { ChartText, ChartTheme, MapArrow } from "./types.ts";

/*
 * The marks of maps and line plots, each a handful of elements around a point in pixels. Every one has a casing in the halo
 * colour, so that it is seen on dark and on bright ground.
 */

const CASING = 1.6;

/** Where a run is now. */
export function currentMark(x: number, y: number, colour: string, theme: ChartTheme): Element[] {
  return [
    circle(x, y, 6.5, { fill: theme.halo }),
    circle(x, y, 5, { fill: colour }),
    circle(x, y, 1.7, { fill: theme.halo }),
  ];
}

/** Where a run's companion is now: a ring, smaller than a start's. */
export function companionMark(x: number, y: number, colour: string, theme: ChartTheme): Element[] {
  return [
    circle(x, y, 4.5, { fill: theme.halo, stroke: theme.halo, lineWidth: 2.4 + 2 * CASING }),
    circle(x, y, 4.5, { fill: theme.halo, stroke: colour, lineWidth: 2.4 }),
  ];
}

/** A start: a ring that can be taken hold of. */
export function startMark(x: number, y: number, theme: ChartTheme): Element[] {
  return [
    circle(x, y, 8, { fill: null, stroke: theme.halo, lineWidth: 5.5 }),
    circle(x, y, 8, { fill: null, stroke: theme.text, lineWidth: 2.2 }),
  ];
}

/** A known minimum: the yellow cross of the course. */
export function minimumMark(x: number, y: number, theme: ChartTheme): Element[] {
  const arms = (stroke: string, lineWidth: number): Element[] => [
    line(x - MINIMUM_ARM, y - MINIMUM_ARM, x + MINIMUM_ARM, y + MINIMUM_ARM, { stroke, lineWidth, lineCap: "round" }),
    line(x - MINIMUM_ARM, y + MINIMUM_ARM, x + MINIMUM_ARM, y - MINIMUM_ARM, { stroke, lineWidth, lineCap: "round" }),
  ];
  return [...arms(theme.outline, 5.4), ...arms(theme.minimum, 2.8)];
}

const MINIMUM_ARM = 5;

/** Where a path leaves the window: an outlined arrowhead on the edge, pointing the way the path went. */
export function exitMark(
  x: number,
  y: number,
  directionX: number,
  directionY: number,
  colour: string,
  theme: ChartTheme,
): Element[] {
  const length = Math.hypot(directionX, directionY);
  const ux = length > 0 ? directionX / length : 0;
  const uy = length > 0 ? directionY / length : 0;
  const back = (along: number, across: number): readonly [number, number] => [
    x - along * ux - across * uy,
    y - along * uy + across * ux,
  ];
  const head = [[x, y], back(13, 6), back(9, 0), back(13, -6)] as const;
  return [
    polygon(head, { fill: theme.halo, stroke: theme.halo, lineWidth: 2 + 2 * CASING, lineJoin: "round" }),
    polygon(head, { fill: theme.halo, stroke: colour, lineWidth: 2, lineJoin: "round" }),
  ];
}

export type EndKind = "rest" | "trouble";

/** Where a run ended: a square where it came to rest, a cross where it broke off. */
export function endMark(x: number, y: number, kind: EndKind, colour: string, theme: ChartTheme): Element[] {
  const shape = (stroke: string, lineWidth: number): Element[] =>
    kind === "rest"
      ? [polygon(square(x, y, 4.5), { fill: null, stroke, lineWidth, lineJoin: "miter" })]
      : [
          line(x - 5, y, x + 5, y, { stroke, lineWidth, lineCap: "round" }),
          line(x, y - 5, x, y + 5, { stroke, lineWidth, lineCap: "round" }),
          circle(x, y, 8, { fill: null, stroke, lineWidth }),
        ];
  return [...shape(theme.halo, 2 + 2 * CASING), ...shape(colour, 2)];
}

function square(x: number, y: number, half: number): readonly (readonly [number, number])[] {
  return [
    [x - half, y - half],
    [x + half, y - half],
    [x + half, y + half],
    [x - half, y + half],
  ];
}

interface ArrowStyle {
  readonly width: number;
  readonly dash: readonly number[] | false;
  readonly head: "open" | "filled";
}

/** Told apart without colour: a thin line with an open head, a dashed line, a thick line. */
const ARROW_STYLES: Readonly<Record<MapArrow["kind"], ArrowStyle>> = {
  gradient: { width: 1.8, dash: false, head: "open" },
  direction: { width: 2, dash: [5, 3.5], head: "filled" },
  movement: { width: 3.4, dash: false, head: "filled" },
};
const HEAD_LENGTH = 10;
const HEAD_HALF_WIDTH = 4.5;
const SHORTEST_ARROW = 2;

export function arrowMark(
  kind: MapArrow["kind"],
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  theme: ChartTheme,
): Element[] {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (!(length >= SHORTEST_ARROW) || !Number.isFinite(length)) return [];
  const { width, dash, head } = ARROW_STYLES[kind];
  const ux = (x1 - x0) / length;
  const uy = (y1 - y0) / length;
  // A short arrow keeps its proportions: the head never takes more than its whole length.
  const size = Math.min(1, length / HEAD_LENGTH);
  const side = (across: number): readonly [number, number] => [
    x1 - HEAD_LENGTH * size * ux - across * size * uy,
    y1 - HEAD_LENGTH * size * uy + across * size * ux,
  ];
  const barbs = [side(HEAD_HALF_WIDTH), [x1, y1], side(-HEAD_HALF_WIDTH)] as const;
  const [endX, endY] =
    head === "open" ? [x1, y1] : [x1 - 0.8 * HEAD_LENGTH * size * ux, y1 - 0.8 * HEAD_LENGTH * size * uy];
  const tip = (stroke: string, lineWidth: number): Element =>
    head === "open"
      ? polyline(barbs, { stroke, lineWidth, lineJoin: "miter", lineCap: "round" })
      : polygon(barbs, { fill: stroke, stroke, lineWidth: lineWidth - width + 0.5, lineJoin: "round" });
  const colour = theme.arrows[kind];
  return [
    line(x0, y0, endX, endY, { stroke: theme.halo, lineWidth: width + 2 * CASING, lineCap: "round" }),
    tip(theme.halo, width + 2 * CASING),
    line(x0, y0, endX, endY, { stroke: colour, lineWidth: width, lineDash: dash, lineCap: "butt" }),
    tip(colour, width),
  ];
}

const ARROW_KINDS: readonly MapArrow["kind"][] = ["gradient", "direction", "movement"];

export function arrowEntries(theme: ChartTheme, text: ChartText): LegendEntry[] {
  return ARROW_KINDS.map((kind) => ({
    label: text.arrow[kind],
    symbol: (x, y) => arrowMark(kind, x, y, x + SYMBOL_WIDTH, y, theme),
  }));
}

export function minimumEntry(theme: ChartTheme, text: ChartText): LegendEntry {
  return { label: text.minimum, symbol: (x, y) => minimumMark(x + SYMBOL_WIDTH / 2, y, theme) };
}
