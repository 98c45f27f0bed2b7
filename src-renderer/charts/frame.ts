import type { MapWindow } from "../../src-core/project/index.ts";

/** One axis of a picture: the values at its two ends, from < to; both positive on a logarithmic axis. */
export interface AxisRange {
  readonly from: number;
  readonly to: number;
  readonly log: boolean;
}

/** The rectangle in which data is drawn, in CSS pixels from the upper left corner of the picture, and what it shows. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: AxisRange;
  readonly y: AxisRange;
}

export function linearRange([from, to]: readonly [number, number]): AxisRange {
  return { from, to, log: false };
}

/** Data to pixels. A value that has no place on a logarithmic axis gives NaN. */
export function pixelX(frame: Frame, value: number): number {
  return frame.left + frame.width * axisShare(frame.x, value);
}

export function pixelY(frame: Frame, value: number): number {
  return frame.top + frame.height * (1 - axisShare(frame.y, value));
}

/** pixel = offset + slope * value, with the value on the axis' own scale: for loops over thousands of points. */
export interface PixelMap {
  readonly xOffset: number;
  readonly xSlope: number;
  readonly yOffset: number;
  readonly ySlope: number;
}

export function pixelMap(frame: Frame): PixelMap {
  const [left, right] = scaledEnds(frame.x);
  const [bottom, top] = scaledEnds(frame.y);
  const xSlope = frame.width / (right - left);
  const ySlope = -frame.height / (top - bottom);
  return { xSlope, ySlope, xOffset: frame.left - left * xSlope, yOffset: frame.top - top * ySlope };
}

/** Pixels to data. */
export function dataX(frame: Frame, pixel: number): number {
  return axisValue(frame.x, (pixel - frame.left) / frame.width);
}

export function dataY(frame: Frame, pixel: number): number {
  return axisValue(frame.y, 1 - (pixel - frame.top) / frame.height);
}

export function isInside(frame: Frame, x: number, y: number): boolean {
  return x >= frame.left && x <= frame.left + frame.width && y >= frame.top && y <= frame.top + frame.height;
}

/** The visible rectangle on the axis' own scale: logarithms where the axis is logarithmic. */
export function axisWindow(frame: Frame): MapWindow {
  return { x: scaledEnds(frame.x), y: scaledEnds(frame.y) };
}

/** A value on the axis' own scale; NaN where it has none. */
export function scaled(axis: AxisRange, value: number): number {
  if (!axis.log) return value;
  return value > 0 ? Math.log10(value) : Number.NaN;
}

function axisShare(axis: AxisRange, value: number): number {
  const [low, high] = scaledEnds(axis);
  return (scaled(axis, value) - low) / (high - low);
}

function axisValue(axis: AxisRange, share: number): number {
  const [low, high] = scaledEnds(axis);
  const value = low + (high - low) * share;
  return axis.log ? 10 ** value : value;
}

function scaledEnds(axis: AxisRange): readonly [number, number] {
  return axis.log ? [Math.log10(axis.from), Math.log10(axis.to)] : [axis.from, axis.to];
}
