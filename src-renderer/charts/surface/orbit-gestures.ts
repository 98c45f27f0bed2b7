import type { GesturePhase } from "../types.ts";
import { limitCamera, type SurfaceCamera } from "./view.ts";

/** What a picture that can be turned tells and asks; everything is read anew at each event. */
export interface OrbitGestures {
  readonly camera: () => SurfaceCamera;
  readonly oncamera: (camera: SurfaceCamera, phase: GesturePhase) => void;
  readonly onreset: () => void;
  readonly onhover: (point: readonly [number, number] | null) => void;
}

/** Radians to the pixel: half a turn across a picture of usual width. */
const TURN_SPEED = 0.006;
const WHEEL_SPEED = 0.001;
const WHEEL_PAUSE = 180;
const KEY_TURN = Math.PI / 24;
const KEY_TURN_FINE = Math.PI / 180;
const KEY_ZOOM = 1.12;

/** Drag turns, wheel and two fingers come closer, a double click puts the view back, arrow keys and + − do the same. */
export function orbitGestures(gestures: OrbitGestures): (node: HTMLElement) => () => void {
  return (node) => {
    const pointers = new Map<number, readonly [number, number]>();
    let wheelTimer: ReturnType<typeof setTimeout> | undefined;
    let keysDown = false;

    const show = (camera: SurfaceCamera, phase: GesturePhase): void => {
      gestures.oncamera(limitCamera(camera), phase);
    };
    const spread = (): number => {
      const [first, second] = [...pointers.values()];
      return first === undefined || second === undefined ? 0 : Math.hypot(first[0] - second[0], first[1] - second[1]);
    };

    const onpointerdown = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      node.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, [event.clientX, event.clientY]);
      gestures.onhover(null);
    };
    const onpointermove = (event: PointerEvent): void => {
      const last = pointers.get(event.pointerId);
      if (last === undefined) {
        const box = node.getBoundingClientRect();
        gestures.onhover([event.clientX - box.left, event.clientY - box.top]);
        return;
      }
      const before = spread();
      pointers.set(event.pointerId, [event.clientX, event.clientY]);
      const { azimuth, elevation, distance } = gestures.camera();
      const after = spread();
      if (before > 0 && after > 0) {
        show({ azimuth, elevation, distance: (distance * before) / after }, "move");
        return;
      }
      const turned = azimuth - (event.clientX - last[0]) * TURN_SPEED;
      show({ azimuth: turned, elevation: elevation + (event.clientY - last[1]) * TURN_SPEED, distance }, "move");
    };
    const onpointerup = (event: PointerEvent): void => {
      if (pointers.delete(event.pointerId) && pointers.size === 0) show(gestures.camera(), "end");
    };
    const onpointerleave = (): void => {
      gestures.onhover(null);
    };
    const onwheel = (event: WheelEvent): void => {
      event.preventDefault();
      const camera = gestures.camera();
      show({ ...camera, distance: camera.distance * Math.exp(event.deltaY * WHEEL_SPEED) }, "move");
      clearTimeout(wheelTimer);
      wheelTimer = setTimeout(() => {
        show(gestures.camera(), "end");
      }, WHEEL_PAUSE);
    };
    const ondblclick = (): void => {
      gestures.onreset();
    };
    const onkeydown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "0" || event.key === "Home") {
        event.preventDefault();
        gestures.onreset();
        return;
      }
      const next = keyCamera(gestures.camera(), event);
      if (next === null) return;
      event.preventDefault();
      keysDown = true;
      show(next, "move");
    };
    const onkeyup = (): void => {
      if (keysDown) show(gestures.camera(), "end");
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
    node.addEventListener("wheel", onwheel, { passive: false });
    return () => {
      clearTimeout(wheelTimer);
      for (const [name, listener] of Object.entries(all)) node.removeEventListener(name, listener as EventListener);
      node.removeEventListener("wheel", onwheel);
    };
  };
}

function keyCamera(camera: SurfaceCamera, event: KeyboardEvent): SurfaceCamera | null {
  const by = event.shiftKey ? KEY_TURN_FINE : KEY_TURN;
  switch (event.key) {
    case "ArrowLeft":
      return { ...camera, azimuth: camera.azimuth - by };
    case "ArrowRight":
      return { ...camera, azimuth: camera.azimuth + by };
    case "ArrowUp":
      return { ...camera, elevation: camera.elevation + by };
    case "ArrowDown":
      return { ...camera, elevation: camera.elevation - by };
    case "+":
    case "=":
      return { ...camera, distance: camera.distance / KEY_ZOOM };
    case "-":
    case "_":
      return { ...camera, distance: camera.distance * KEY_ZOOM };
    default:
      return null;
  }
}
