/** How a slider's way (0 to 1) maps to values: even, by decades, or by decades of the distance to 1. */
export type SliderScale = "linear" | "log" | "one-minus-log";

/** Sliders give values with this many significant digits: short to read, fine enough to aim with. */
const DIGITS = 3;

/** Where a value stands on the slider, 0 to 1; values beyond the ends stand at the end. */
export function toPosition(value: number, from: number, to: number, scale: SliderScale): number {
  const [a, b, x] = [from, to, value].map((number) => forward(number, scale)) as [number, number, number];
  const position = (x - a) / (b - a);
  return Number.isFinite(position) ? Math.min(1, Math.max(0, position)) : 0;
}

/** The value at a position, rounded to a readable number. */
export function fromPosition(position: number, from: number, to: number, scale: SliderScale): number {
  if (position <= 0) return from;
  if (position >= 1) return to;
  const a = forward(from, scale);
  const exact = a + position * (forward(to, scale) - a);
  if (scale === "linear") {
    const grain = 10 ** Math.floor(Math.log10(Math.abs(to - from)) - DIGITS);
    return Number((Math.round(exact / grain) * grain).toPrecision(12));
  }
  const rounded = Number((10 ** exact).toPrecision(DIGITS));
  return scale === "log" ? rounded : Number((1 - rounded).toPrecision(12));
}

function forward(value: number, scale: SliderScale): number {
  if (scale === "log") return Math.log10(value);
  return scale === "one-minus-log" ? Math.log10(1 - value) : value;
}
