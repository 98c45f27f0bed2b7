import type { MapWindow } from "../../src-core/project/index.ts";
import { dataX, dataY, type Frame, isInside } from "./frame.ts";
import type { GesturePhase } from "./types.ts";
import { panWindow, zoomWindow } from "./zoom.ts";

/** What a picture that can be zoomed and panned tells and asks. Everything is read anew at each event. */
export interface PlotGestures {
  readonly frame: () => Frame;
  readonly window: () => MapWindow;
  /** Pan and zoom only along x, as in a line plot. */
  readonly alongX: boolean;
  readonly onwindow: (window: MapWindow, phase: GesturePhase) => void;
  readonly onreset: () => void;
  /** The pointer in pixels of the picture, or null when it has left the frame. */
  readonly onhover: (point: readonly [number, number] | null) => void;
  readonly onclick: (point: readonly [number, number]) => void;
}

const WHEEL_SPEED = 0.0015;
const LINE_HEIGHT = 16;
/** A turn of the wheel has ended when it has been still for this long (milliseconds). */
const WHEEL_PAUSE = 180;
/** A press that moves less than this (pixels) is a click. */
const CLICK_SLACK = 4;
const KEY_PAN = 0.1;
const KEY_PAN_FINE = 0.02;
const KEY_ZOOM = 1.25;

/** Pointer, wheel, touch and keys of one picture. An attachment: gives back its own undoing. */
export function plotGestures(gestures: PlotGestures): (node: HTMLElement) => () => void {
  return (node) => {
    const pointers = new Map<number, readonly [number, number]>();
    let held: Grip | null = null;
    let moved = false;
    let wheelTimer: ReturnType<typeof setTimeout> | undefined;
    let keysDown = false;

    const place = (event: MouseEvent): readonly [number, number] => {
      const box = node.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const grip = (): Grip => ({ points: [...pointers.values()], frame: gestures.frame(), window: gestures.window() });
    const show = (window: MapWindow, phase: GesturePhase): void => {
      const before = gestures.window();
      gestures.onwindow(gestures.alongX ? { x: window.x, y: before.y } : window, phase);
    };

    const onpointerdown = (event: PointerEvent): void => {
      const point = place(event);
      if (event.button !== 0 || !isInside(gestures.frame(), ...point)) return;
      if (event.target instanceof Element && event.target.closest("[data-handle]") !== null) return;
      node.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, point);
      held = grip();
      moved = pointers.size > 1;
      gestures.onhover(null);
    };
    const onpointermove = (event: PointerEvent): void => {
      const point = place(event);
      const first = pointers.get(event.pointerId);
      if (first === undefined || held === null) {
        // A pressed button moves something else, a handle: what lies under the pointer is not asked for.
        const isHovering = event.buttons === 0 && isInside(gestures.frame(), ...point);
        gestures.onhover(isHovering ? point : null);
        return;
      }
      pointers.set(event.pointerId, point);
      const [start = point] = held.points;
      if (!moved && Math.hypot(point[0] - start[0], point[1] - start[1]) < CLICK_SLACK) return;
      moved = true;
      show(heldWindow(held, [...pointers.values()]), "move");
    };
    const onpointerup = (event: PointerEvent): void => {
      if (!pointers.delete(event.pointerId)) return;
      if (pointers.size > 0) held = grip();
      else {
        held = null;
        if (moved) show(gestures.window(), "end");
        else if (event.type === "pointerup") gestures.onclick(place(event));
      }
    };
    const onpointerleave = (): void => {
      if (pointers.size === 0) gestures.onhover(null);
    };
    const onwheel = (event: WheelEvent): void => {
      const point = place(event);
      const frame = gestures.frame();
      if (!isInside(frame, ...point)) return;
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE_HEIGHT : event.deltaY;
      show(
        zoomWindow(gestures.window(), dataX(frame, point[0]), dataY(frame, point[1]), Math.exp(pixels * WHEEL_SPEED)),
        "move",
      );
      clearTimeout(wheelTimer);
      wheelTimer = setTimeout(() => {
        show(gestures.window(), "end");
      }, WHEEL_PAUSE);
    };
    const ondblclick = (event: MouseEvent): void => {
      if (isInside(gestures.frame(), ...place(event))) gestures.onreset();
    };
    const onkeydown = (event: KeyboardEvent): void => {
      // Keys of a handle on the picture are its own.
      if (event.target !== node || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "0" || event.key === "Home") {
        event.preventDefault();
        gestures.onreset();
        return;
      }
      const next = keyWindow(gestures.window(), event);
      if (next === null) return;
      event.preventDefault();
      keysDown = true;
      show(next, "move");
    };
    const onkeyup = (): void => {
      if (keysDown) show(gestures.window(), "end");
      keysDown = false;
    };

    const listeners = {
      pointerdown: onpointerdown,
      pointermove: onpointermove,
      pointerup: onpointerup,
      pointercancel: onpointerup,
    };
    const all = {
      ...listeners,
      pointerleave: onpointerleave,
      dblclick: ondblclick,
      keydown: onkeydown,
      keyup: onkeyup,
      blur: onkeyup,
    };
    for (const [name, listener] of Object.entries(all)) node.addEventListener(name, listener as EventListener);
    // Not passive: the wheel zooms the picture instead of scrolling what is around it.
    node.addEventListener("wheel", onwheel, { passive: false });
    return () => {
      clearTimeout(wheelTimer);
      for (const [name, listener] of Object.entries(all)) node.removeEventListener(name, listener as EventListener);
      node.removeEventListener("wheel", onwheel);
    };
  };
}

/** Where the fingers or the pointer took hold, and what was shown then. */
interface Grip {
  readonly points: readonly (readonly [number, number])[];
  readonly frame: Frame;
  readonly window: MapWindow;
}

/** The window that keeps the held data under one pointer, or under the middle of two with the zoom of their distance. */
function heldWindow(grip: Grip, points: readonly (readonly [number, number])[]): MapWindow {
  const { frame, window } = grip;
  const before = middle(grip.points);
  const now = middle(points);
  const factor = spread(grip.points) > 0 && spread(points) > 0 ? spread(grip.points) / spread(points) : 1;
  const zoomed = zoomWindow(window, dataX(frame, before[0]), dataY(frame, before[1]), factor);
  return panWindow(zoomed, (before[0] - now[0]) / frame.width, (now[1] - before[1]) / frame.height);
}

function middle(points: readonly (readonly [number, number])[]): readonly [number, number] {
  const mean = (side: 0 | 1): number =>
    points.reduce((sum, point) => sum + point[side], 0) / Math.max(points.length, 1);
  return [mean(0), mean(1)];
}

function spread(points: readonly (readonly [number, number])[]): number {
  const [first, second] = points;
  return first === undefined || second === undefined ? 0 : Math.hypot(first[0] - second[0], first[1] - second[1]);
}

function keyWindow(window: MapWindow, event: KeyboardEvent): MapWindow | null {
  const by = event.shiftKey ? KEY_PAN_FINE : KEY_PAN;
  const centre = (ends: readonly [number, number]): number => ends[0] / 2 + ends[1] / 2;
  const zoom = (factor: number): MapWindow => zoomWindow(window, centre(window.x), centre(window.y), factor);
  switch (event.key) {
    case "ArrowLeft":
      return panWindow(window, -by, 0);
    case "ArrowRight":
      return panWindow(window, by, 0);
    case "ArrowUp":
      return panWindow(window, 0, by);
    case "ArrowDown":
      return panWindow(window, 0, -by);
    case "+":
    case "=":
      return zoom(1 / KEY_ZOOM);
    case "-":
    case "_":
      return zoom(KEY_ZOOM);
    default:
      return null;
  }
}
