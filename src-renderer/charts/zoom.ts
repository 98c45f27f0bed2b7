import type { MapWindow } from "../../src-core/project/index.ts";

type Ends = readonly [number, number];

/** Narrower than this share of its distance from zero, a window would show the steps between neighbouring numbers. */
const NARROWEST = 1e-9;
const WIDEST = 1e12;

/** The window scaled by `factor` about a point that stays where it is; below 1 zooms in. Unchanged at the limits. */
export function zoomWindow(window: MapWindow, x: number, y: number, factor: number): MapWindow {
  const zoomed = { x: zoomEnds(window.x, x, factor), y: zoomEnds(window.y, y, factor) };
  return isSensible(zoomed.x) && isSensible(zoomed.y) ? zoomed : window;
}

/** The window moved by shares of its width and height. */
export function panWindow(window: MapWindow, shareX: number, shareY: number): MapWindow {
  const panned = { x: panEnds(window.x, shareX), y: panEnds(window.y, shareY) };
  return isSensible(panned.x) && isSensible(panned.y) ? panned : window;
}

/** A value rounded to what one pixel of a range can tell apart: a drag then gives 1.25, not 1.2497319. */
export function roundToPixel(value: number, [from, to]: Ends, pixels: number): number {
  const exponent = Math.floor(Math.log10((to - from) / pixels));
  const rounded =
    exponent >= 0
      ? Math.round(value / 10 ** exponent) * 10 ** exponent
      : Number(value.toFixed(Math.min(-exponent, 100)));
  return rounded === 0 ? 0 : rounded;
}

function zoomEnds([from, to]: Ends, centre: number, factor: number): Ends {
  return [centre + (from - centre) * factor, centre + (to - centre) * factor];
}

function panEnds([from, to]: Ends, share: number): Ends {
  const by = (to - from) * share;
  return [from + by, to + by];
}

function isSensible([from, to]: Ends): boolean {
  const span = to - from;
  const size = Math.max(Math.abs(from), Math.abs(to));
  return span > size * NARROWEST && span > Number.MIN_VALUE * 1e12 && size < WIDEST;
}
