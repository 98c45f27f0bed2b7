import type { TransportState } from "./transport-state.svelte.ts";

/** Elements that have a use of their own for the keys of playback. */
const TAKES_KEYS = "input, textarea, select, summary, dialog, [role=separator], [contenteditable]";
/** With Shift an arrow goes so many steps. */
const STRIDE = 10;

/**
 * The plain keys of playback, which the menu shows and the page hears: space, arrows, Home and End, and . and , which also
 * work on a picture, where arrows move the window. True when the key was one of them.
 */
export function playbackKey(transport: TransportState, event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(TAKES_KEYS) != null || document.querySelector("dialog[open]") !== null) return false;
  // A button is pressed by the space bar.
  if (event.key === " " && target?.closest("button") != null) return false;
  const action = actions(transport, event.shiftKey ? STRIDE : 1)[event.key];
  action?.();
  return action !== undefined;
}

function actions(transport: TransportState, stride: number): Readonly<Record<string, () => void>> {
  const forward = () => transport.stepBy(stride);
  const back = () => transport.stepBy(-stride);
  return {
    " ": () => transport.toggle(),
    ArrowRight: forward,
    ".": forward,
    ArrowLeft: back,
    ",": back,
    Home: () => transport.show(0),
    End: () => transport.show(transport.last),
  };
}
