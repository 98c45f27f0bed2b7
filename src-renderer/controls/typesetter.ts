/** Late enough that the first picture stands, soon enough that nobody waits for the formulas beside it. */
const PATIENCE_MILLISECONDS = 1000;

type Katex = (typeof import("./katex-parts.ts"))["katex"];
let typesetter: Promise<Katex> | null = null;

/** KaTeX, fetched once, when the window has nothing more urgent to do. */
export function loadTypesetter(): Promise<Katex> {
  typesetter ??= new Promise<void>((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: PATIENCE_MILLISECONDS });
  }).then(async () => (await import("./katex-parts.ts")).katex);
  return typesetter;
}
