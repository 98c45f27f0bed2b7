import type { LessonState } from "./lesson-state.svelte.ts";

/** Elements that have a use of their own for these keys. */
const TAKES_KEYS = "input, textarea, select, dialog, [contenteditable]";

/**
 * PageDown and PageUp, which presenters' remote controls send too: first through what does not fit into the reader, then
 * on to the next or back to the previous step. Anywhere while only the lesson and its stage are shown, else where the
 * focus is in the reader or nowhere. True when the key was one of them.
 */
export function readerKey(
  lesson: LessonState,
  event: KeyboardEvent,
  reader: HTMLElement,
  presenting: boolean,
): boolean {
  const isDown = event.key === "PageDown";
  if ((!isDown && event.key !== "PageUp") || event.defaultPrevented) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest(TAKES_KEYS) !== null || document.querySelector("dialog[open]") !== null) return false;
  if (!presenting && target !== document.body && !reader.contains(target)) return false;
  if (!scrolled(reader.querySelector("[data-scrolls]"), isDown)) {
    if (isDown) lesson.next();
    else lesson.previous();
  }
  return true;
}

/** Less than a whole page, so that a line stays for the eye to hold on to. */
const PAGE = 0.85;

/** Whether there was something left to scroll. */
function scrolled(node: Element | null, isDown: boolean): boolean {
  if (node === null) return false;
  const before = node.scrollTop;
  node.scrollBy({ top: (isDown ? PAGE : -PAGE) * node.clientHeight, behavior: "instant" });
  // Where pixels of the screen are fractions, the end is reached to within one.
  return Math.abs(node.scrollTop - before) >= 1;
}
