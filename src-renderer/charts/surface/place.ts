import { heightAt, type HeightField } from "./height-field.ts";
import { add, HEIGHT, scale, subtract, unit, type Vector } from "./view.ts";

/** A point of the plane of two parameters, lying on the surface; null outside it and in its holes. */
export function onSurface(field: HeightField, x: number, y: number, lift: number): Vector | null {
  const height = heightAt(field, x, y);
  return Number.isNaN(height) ? null : [worldX(field, x), height * HEIGHT + lift, worldZ(field, y)];
}

export function worldX({ ground: { window } }: HeightField, x: number): number {
  return (x - window.x[0]) / (window.x[1] - window.x[0]) - 0.5;
}

export function worldZ({ ground: { window } }: HeightField, y: number): number {
  return 0.5 - (y - window.y[0]) / (window.y[1] - window.y[0]);
}

export interface Picked {
  readonly x: number;
  readonly y: number;
}

/** Steps of a ray through the box of the surface: finer than the cells of a 256-point grid seen at an angle. */
const STEPS = 400;
const BISECTIONS = 12;

/** Where a ray from the eye first meets the surface, from above or from below, in data coordinates; null where it misses. */
export function pickSurface(field: HeightField, eye: Vector, direction: Vector): Picked | null {
  const inBox = boxRange(eye, direction);
  if (inBox === null) return null;
  const [from, to] = inBox;
  const above = (distance: number): number => heightAbove(field, add(eye, scale(direction, distance)));
  let last = from;
  let before = above(from);
  for (let step = 1; step <= STEPS; step += 1) {
    const distance = from + ((to - from) * step) / STEPS;
    const now = above(distance);
    // A hole (NaN) is not crossed: both comparisons are false there.
    if ((before > 0 && now <= 0) || (before < 0 && now >= 0))
      return refine(field, eye, direction, last, distance, before > 0);
    last = distance;
    before = now;
  }
  return null;
}

/** Whether the surface lies between a point on it and the eye. */
export function isHidden(field: HeightField, point: Vector, eye: Vector): boolean {
  const direction = unit(subtract(eye, point));
  const start = add(point, scale(direction, CLEARANCE));
  return pickSurface(field, start, direction) !== null;
}

/** A point of the surface does not hide itself. */
const CLEARANCE = 0.02;

function heightAbove(field: HeightField, [x, y, z]: Vector): number {
  const { window } = field.ground;
  const dataX = window.x[0] + (x + 0.5) * (window.x[1] - window.x[0]);
  const dataY = window.y[0] + (0.5 - z) * (window.y[1] - window.y[0]);
  return y - heightAt(field, dataX, dataY) * HEIGHT;
}

function refine(
  field: HeightField,
  eye: Vector,
  direction: Vector,
  low: number,
  high: number,
  fromAbove: boolean,
): Picked {
  let [near, far] = [low, high];
  for (let round = 0; round < BISECTIONS; round += 1) {
    const middle = (near + far) / 2;
    const height = heightAbove(field, add(eye, scale(direction, middle)));
    if (height > 0 === fromAbove) near = middle;
    else far = middle;
  }
  const [x, , z] = add(eye, scale(direction, far));
  const { window } = field.ground;
  return {
    x: window.x[0] + (x + 0.5) * (window.x[1] - window.x[0]),
    y: window.y[0] + (0.5 - z) * (window.y[1] - window.y[0]),
  };
}

/** The part of a ray inside the box of the surface, with a little room above and below. */
function boxRange(eye: Vector, direction: Vector): readonly [number, number] | null {
  const low: Vector = [-0.5, -0.01, -0.5];
  const high: Vector = [0.5, HEIGHT + 0.01, 0.5];
  let from = 0;
  let to = Infinity;
  for (const side of [0, 1, 2] as const) {
    const first = (low[side] - eye[side]) / direction[side];
    const second = (high[side] - eye[side]) / direction[side];
    if (direction[side] === 0) {
      if (eye[side] < low[side] || eye[side] > high[side]) return null;
      continue;
    }
    from = Math.max(from, Math.min(first, second));
    to = Math.min(to, Math.max(first, second));
  }
  return from < to ? [from, to] : null;
}
