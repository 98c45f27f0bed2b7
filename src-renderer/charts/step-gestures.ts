import { dataX, type Frame, pixelX } from "./frame.ts";
import type { GesturePhase } from "./types.ts";

/** What a picture over the steps tells and asks; everything is read anew at each event. */
export interface StepGestures {
  /** The frame of the uppermost panel, null where there is none. All panels share its x axis. */
  readonly frame: () => Frame | null;
  /** The lower edge of the lowest panel, in pixels. */
  readonly bottom: () => number;
  readonly step: () => number;
  readonly onstep: (step: number, phase: GesturePhase) => void;
  readonly onrange: (range: readonly [number, number] | null) => void;
  readonly onhover: (point: readonly [number, number] | null) => void;
}

const WHEEL_SPEED = 0.0015;
const KEY_PAGE = 10;
const KEY_ZOOM = 1.5;
const NARROWEST_RANGE = 4;

/** Click and drag choose the step, the wheel, + and − zoom along the steps, a double click or 0 shows all of them, arrow keys step. */
export function stepGestures(gestures: StepGestures): (node: HTMLElement) => () => void {
  return (node) => {
    let held = false;

    const place = (event: MouseEvent): { point: readonly [number, number]; frame: Frame } | null => {
      const box = node.getBoundingClientRect();
      const point = [event.clientX - box.left, event.clientY - box.top] as const;
      const frame = gestures.frame();
      return frame === null ? null : { point, frame };
    };
    const isOver = (found: { point: readonly [number, number]; frame: Frame }): boolean => {
      const { point, frame } = found;
      return (
        point[0] >= frame.left &&
        point[0] <= frame.left + frame.width &&
        point[1] >= frame.top &&
        point[1] <= gestures.bottom()
      );
    };
    const choose = (event: MouseEvent, phase: GesturePhase): void => {
      const found = place(event);
      if (found === null) return;
      const { frame, point } = found;
      const x = Math.min(Math.max(point[0], frame.left), frame.left + frame.width);
      gestures.onstep(dataX(frame, x), phase);
    };

    const onpointerdown = (event: PointerEvent): void => {
      const found = place(event);
      if (event.button !== 0 || found === null || !isOver(found)) return;
      node.setPointerCapture(event.pointerId);
      held = true;
      choose(event, "move");
    };
    const onpointermove = (event: PointerEvent): void => {
      const found = place(event);
      gestures.onhover(found !== null && isOver(found) ? found.point : null);
      if (held) choose(event, "move");
    };
    const onpointerup = (event: PointerEvent): void => {
      if (held) choose(event, "end");
      held = false;
    };
    const onpointerleave = (): void => {
      gestures.onhover(null);
    };
    const onwheel = (event: WheelEvent): void => {
      const found = place(event);
      if (found === null || !isOver(found)) return;
      event.preventDefault();
      gestures.onrange(zoomRange(found.frame, found.point[0], Math.exp(event.deltaY * WHEEL_SPEED)));
    };
    const ondblclick = (): void => {
      gestures.onrange(null);
    };
    const zoomAtCursor = (factor: number): void => {
      const frame = gestures.frame();
      if (frame === null) return;
      const x = pixelX(frame, gestures.step());
      const isShown = x >= frame.left && x <= frame.left + frame.width;
      gestures.onrange(zoomRange(frame, isShown ? x : frame.left + frame.width / 2, factor));
    };
    const onkeydown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const by = event.shiftKey ? KEY_PAGE : 1;
      if (event.key === "ArrowRight") gestures.onstep(gestures.step() + by, "end");
      else if (event.key === "ArrowLeft") gestures.onstep(gestures.step() - by, "end");
      else if (event.key === "0" || event.key === "Home") gestures.onrange(null);
      else if (event.key === "+" || event.key === "=") zoomAtCursor(1 / KEY_ZOOM);
      else if (event.key === "-" || event.key === "_") zoomAtCursor(KEY_ZOOM);
      else return;
      event.preventDefault();
    };

    const listeners = {
      pointerdown: onpointerdown,
      pointermove: onpointermove,
      pointerup: onpointerup,
      pointercancel: onpointerup,
    };
    const all = { ...listeners, pointerleave: onpointerleave, dblclick: ondblclick, keydown: onkeydown };
    for (const [name, listener] of Object.entries(all)) node.addEventListener(name, listener as EventListener);
    node.addEventListener("wheel", onwheel, { passive: false });
    return () => {
      for (const [name, listener] of Object.entries(all)) node.removeEventListener(name, listener as EventListener);
      node.removeEventListener("wheel", onwheel);
    };
  };
}

/** The range zoomed about a place in pixels, on the axis' own scale; never narrower than a few steps. */
function zoomRange(frame: Frame, pixel: number, factor: number): readonly [number, number] {
  const from = dataX(frame, pixel + (frame.left - pixel) * factor);
  const to = dataX(frame, pixel + (frame.left + frame.width - pixel) * factor);
  const low = Math.max(from, frame.x.log ? Number.MIN_VALUE : 0);
  return to - low < NARROWEST_RANGE ? [frame.x.from, frame.x.to] : [low, to];
}
