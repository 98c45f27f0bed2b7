/** Late enough that the first picture stands, soon enough that nobody waits for the second. */
const PATIENCE_MILLISECONDS = 1000;

/** Resolves when the window has nothing more urgent to do. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: PATIENCE_MILLISECONDS });
  });
}
