import { untrack } from "svelte";

/** Shown when nothing has changed for so long: the hand rests. */
const REST_MILLISECONDS = 120;
/** Or when it has waited for so long, so that it is seen to follow. */
const PATIENCE_MILLISECONDS = 1000;

/**
 * A value that follows another one at its leisure: when that rests, or once a second while it does not. For pictures that
 * may lag behind the one under the hand. To be called while a component is made.
 */
export function unhurried<Value>(read: () => Value): { readonly current: Value } {
  let shown: Value = $state.raw(untrack(read));
  let waitingSince: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const show = () => {
    timer = null;
    waitingSince = null;
    shown = untrack(read);
  };
  $effect(() => {
    if (read() === untrack(() => shown)) return;
    const now = performance.now();
    waitingSince ??= now;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(show, Math.max(0, Math.min(REST_MILLISECONDS, waitingSince + PATIENCE_MILLISECONDS - now)));
  });
  $effect(() => () => {
    if (timer !== null) clearTimeout(timer);
  });
  return {
    get current() {
      return shown;
    },
  };
}
