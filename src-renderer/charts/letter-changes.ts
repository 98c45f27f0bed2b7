/**
 * Calls `draw` when fonts have arrived: a letter whose font was still on its way was drawn in another one, and a canvas does
 * not mend that by itself.
 *
 * @returns what ends it.
 */
export function letterChanges(draw: () => void): () => void {
  document.fonts.addEventListener("loadingdone", draw);
  return () => document.fonts.removeEventListener("loadingdone", draw);
}
