import type { SurfaceView } from "../../../src-core/project/index.ts";
import type { PictureSize } from "../types.ts";

export type Vector = readonly [number, number, number];

/** Where the eye is: angles in radians, distance in widths of the surface. */
export type SurfaceCamera = Pick<SurfaceView, "azimuth" | "elevation" | "distance">;

/*
 * The world: the surface over the square -0.5 to 0.5 in x (the parameter on the x axis, to the right) and in z (the one on
 * the y axis, away from the viewer: z = -y), its heights from 0 to HEIGHT upwards in y. Azimuth 0 looks along the y axis.
 */
export const HEIGHT = 0.5;
/** Of the picture's height, in degrees; a picture narrower than this shape shows as much in its width. */
const FIELD_OF_VIEW = 44;
const SHAPE = 1.25;
/** The floor lies below the lowest value, so that a flat valley does not lie in it. */
export const FLOOR = -0.04;
/** Low, because what is near the eye takes more room: the near corner and the far top are equally far from the edges. */
const TARGET: Vector = [0, HEIGHT * 0.16, 0];
const LOWEST = -0.1;
const HIGHEST = Math.PI / 2 - 0.01;
const NEAREST = 1.1;
const FARTHEST = 8;

/** Where a reset goes: the view that a new experiment begins with. */
export const HOME_CAMERA: SurfaceCamera = { azimuth: 0.8, elevation: 0.6, distance: 2 };

/** What turns the world into a picture: the same numbers for three.js, for the letters over it and for the pointer. */
export interface EyeView {
  readonly eye: Vector;
  readonly target: Vector;
  readonly right: Vector;
  readonly up: Vector;
  readonly forward: Vector;
  /** Pixels to one unit at distance one. */
  readonly focal: number;
  readonly centre: readonly [number, number];
}

/** The camera within its limits, the azimuth between -pi and pi. */
export function limitCamera({ azimuth, elevation, distance }: SurfaceCamera): SurfaceCamera {
  const turn = 2 * Math.PI;
  return {
    azimuth: azimuth - turn * Math.round(azimuth / turn),
    elevation: Math.min(Math.max(elevation, LOWEST), HIGHEST),
    distance: Math.min(Math.max(distance, NEAREST), FARTHEST),
  };
}

/** Pixels that the legend takes at the top and the colour bar at the right: the surface is centred in the rest. */
export interface Inset {
  readonly top: number;
  readonly right: number;
}

export function eyeView(camera: SurfaceCamera, size: PictureSize, inset: Inset): EyeView {
  const room = { width: size.width - inset.right, height: size.height - inset.top };
  const { azimuth, elevation, distance } = limitCamera(camera);
  const backward: Vector = [
    Math.cos(elevation) * Math.sin(azimuth),
    Math.sin(elevation),
    Math.cos(elevation) * Math.cos(azimuth),
  ];
  const forward = scale(backward, -1);
  const right = unit(cross(forward, [0, 1, 0]));
  return {
    eye: add(TARGET, scale(backward, distance)),
    target: TARGET,
    right,
    up: cross(right, forward),
    forward,
    focal: Math.min(room.height, room.width / SHAPE) / 2 / Math.tan((FIELD_OF_VIEW * Math.PI) / 360),
    centre: [room.width / 2, inset.top + room.height / 2],
  };
}

/** A place of the world in pixels of the picture. */
export function project(view: EyeView, point: Vector): readonly [number, number] {
  const offset = subtract(point, view.eye);
  const depth = dot(offset, view.forward);
  return [
    view.centre[0] + (view.focal * dot(offset, view.right)) / depth,
    view.centre[1] - (view.focal * dot(offset, view.up)) / depth,
  ];
}

/** The direction from the eye through a pixel, of length 1. */
export function rayThrough(view: EyeView, px: number, py: number): Vector {
  const across = (px - view.centre[0]) / view.focal;
  const upwards = (view.centre[1] - py) / view.focal;
  return unit(add(view.forward, add(scale(view.right, across), scale(view.up, upwards))));
}

export function add(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function subtract(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function scale(a: Vector, by: number): Vector {
  return [a[0] * by, a[1] * by, a[2] * by];
}

export function unit(a: Vector): Vector {
  return scale(a, 1 / Math.hypot(...a));
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
