/*
 * What a picture is made of, in CSS pixels: plain data that ECharts' custom series draws on a canvas and into an SVG alike.
 * `pieces` and `dots` are our own shapes (shapes.ts): thousands of points as one element.
 */

export type Element = Group | Pieces | Dots | Polygon | Line | Rect | Circle | Label;

export interface Group {
  readonly type: "group";
  readonly children: readonly Element[];
  /** ECharts takes over the children that a group had before, unless it is told that there are none now. */
  readonly $mergeChildren: "byIndex" | false;
  readonly clipPath?: { readonly type: "rect"; readonly shape: RectShape };
  readonly silent: true;
}

export interface Pieces {
  readonly type: "pieces";
  readonly shape: PiecesShape;
  readonly style: ElementStyle;
  readonly silent: true;
}

/** Several polylines, or closed rings of one region. */
export interface PiecesShape {
  /** x and y interleaved. */
  readonly points: ArrayLike<number>;
  /** Index of the first point of each piece, and one past the last. */
  readonly starts: ArrayLike<number>;
  readonly closed: boolean;
}

export interface Dots {
  readonly type: "dots";
  readonly shape: DotsShape;
  readonly style: ElementStyle;
  readonly silent: true;
}

export interface DotsShape {
  readonly points: ArrayLike<number>;
  readonly radius: number;
}

interface Polygon {
  readonly type: "polygon" | "polyline";
  readonly shape: { readonly points: readonly (readonly [number, number])[] };
  readonly style: ElementStyle;
  readonly silent: true;
}

interface Line {
  readonly type: "line";
  readonly shape: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };
  readonly style: ElementStyle;
  readonly silent: true;
}

interface Rect {
  readonly type: "rect";
  readonly shape: RectShape;
  readonly style: ElementStyle;
  readonly silent: true;
}

export interface RectShape {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Radius of the corners. */
  readonly r?: number;
}

interface Circle {
  readonly type: "circle";
  readonly shape: { readonly cx: number; readonly cy: number; readonly r: number };
  readonly style: ElementStyle;
  readonly silent: true;
}

interface Label {
  readonly type: "text";
  readonly style: LabelStyle;
  readonly silent: true;
}

export interface ElementStyle {
  readonly fill?: string | null;
  readonly stroke?: string | null;
  readonly lineWidth?: number;
  readonly lineDash?: readonly number[] | false;
  readonly lineCap?: "butt" | "round" | "square";
  readonly lineJoin?: "bevel" | "round" | "miter";
  readonly opacity?: number;
}

export interface LabelStyle extends ElementStyle {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly fontSize: number;
  readonly fontFamily: string;
  readonly fontStyle?: "normal" | "italic";
  readonly fontWeight?: number;
  readonly align: "left" | "center" | "right";
  readonly verticalAlign: "top" | "middle" | "bottom";
}

export function group(children: readonly Element[], clip?: RectShape): Group {
  const $mergeChildren = children.length === 0 ? false : "byIndex";
  const whole = { type: "group", children, $mergeChildren, silent: true } as const;
  return clip === undefined ? whole : { ...whole, clipPath: { type: "rect", shape: clip } };
}

export function pieces(points: ArrayLike<number>, starts: ArrayLike<number>, style: ElementStyle): Pieces {
  const shape = { points, starts, closed: false };
  return { type: "pieces", shape, style: { fill: null, lineJoin: "round", lineCap: "round", ...style }, silent: true };
}

export function region(points: ArrayLike<number>, starts: ArrayLike<number>, style: ElementStyle): Pieces {
  return {
    type: "pieces",
    shape: { points, starts, closed: true },
    style: { lineJoin: "round", ...style },
    silent: true,
  };
}

export function dots(points: ArrayLike<number>, radius: number, style: ElementStyle): Dots {
  return { type: "dots", shape: { points, radius }, style, silent: true };
}

export function polygon(points: readonly (readonly [number, number])[], style: ElementStyle): Polygon {
  return { type: "polygon", shape: { points }, style, silent: true };
}

export function polyline(points: readonly (readonly [number, number])[], style: ElementStyle): Polygon {
  return { type: "polyline", shape: { points }, style: { fill: null, ...style }, silent: true };
}

export function line(x1: number, y1: number, x2: number, y2: number, style: ElementStyle): Line {
  return { type: "line", shape: { x1, y1, x2, y2 }, style, silent: true };
}

export function rect(shape: RectShape, style: ElementStyle): Rect {
  return { type: "rect", shape, style, silent: true };
}

export function circle(cx: number, cy: number, r: number, style: ElementStyle): Circle {
  return { type: "circle", shape: { cx, cy, r }, style, silent: true };
}

export function label(style: LabelStyle): Label {
  return { type: "text", style, silent: true };
}
