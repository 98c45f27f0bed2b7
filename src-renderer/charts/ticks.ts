import type { AxisRange } from "./frame.ts";

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Labelled places on an axis: about `count` round values on a linear one, powers of ten on a logarithmic one. */
export function axisTicks(axis: AxisRange, count: number): Tick[] {
  return axis.log ? logTicks(axis.from, axis.to, count) : linearTicks(axis.from, axis.to, count);
}

/** Multiples of 1, 2 or 5 times a power of ten within [from, to], all written with the same decimals. */
export function linearTicks(from: number, to: number, count: number): Tick[] {
  const span = to - from;
  if (!(span > 0) || !Number.isFinite(span)) return [];
  const exponent = Math.floor(Math.log10(span / Math.max(count, 1)));
  const power = 10 ** exponent;
  const factor = [1, 2, 5, 10].find((candidate) => span / (candidate * power) <= count) ?? 10;
  const step = factor * power;
  // Less than a millionth of a step of rounding must not cost the tick at an end.
  const first = Math.ceil(from / step - 1e-6);
  const last = Math.floor(to / step + 1e-6);
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => {
    const value = roundTo((first + index) * step, exponent);
    return { value, label: numberLabel(value, factor === 10 ? exponent + 1 : exponent) };
  });
}

/** Powers of ten, thinned to about `count`; below two decades also their multiples of 2 and 5; below one, round values. */
export function logTicks(from: number, to: number, count: number): Tick[] {
  if (!(from > 0) || !(to > from)) return [];
  const low = Math.log10(from);
  const high = Math.log10(to);
  if (high - low < 1) return linearTicks(from, to, count).filter((tick) => tick.value > 0);
  const factors = high - low < 2 ? [1, 2, 5] : [1];
  const stride = Math.max(1, Math.ceil((high - low) / Math.max(count, 1)));
  const ticks: Tick[] = [];
  for (let exponent = Math.floor(low); exponent <= Math.ceil(high); exponent += 1) {
    if (exponent % stride !== 0) continue;
    for (const factor of factors) {
      const value = exponent < 0 ? factor / 10 ** -exponent : factor * 10 ** exponent;
      const place = Math.log10(value);
      if (place >= low - 1e-9 && place <= high + 1e-9) ticks.push({ value, label: decadeLabel(factor, exponent) });
    }
  }
  return ticks;
}

/** A value with about three significant digits, for the boundaries of levels, which are rarely round. */
export function shortNumber(value: number): string {
  if (value === 0) return "0";
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  const rounded = Number(value.toPrecision(3));
  const exponent = Math.floor(Math.log10(Math.abs(rounded)));
  if (exponent < -3 || exponent > 4) return scientific(rounded, 2);
  return withMinus(String(rounded));
}

/** A multiple of 10^exponent, written out where that is short and as a power of ten where it is not. */
function numberLabel(value: number, exponent: number): string {
  if (value === 0) return "0";
  const leading = Math.floor(Math.log10(Math.abs(value)));
  if (exponent < -6 || leading > 5) return scientific(value, Math.max(leading - exponent, 0));
  return withMinus(value.toFixed(Math.max(-exponent, 0)));
}

function decadeLabel(factor: number, exponent: number): string {
  if (exponent >= -3 && exponent <= 4) return withMinus(String(Number((factor * 10 ** exponent).toPrecision(1))));
  return factor === 1 ? `10${superscript(exponent)}` : `${factor}·10${superscript(exponent)}`;
}

function scientific(value: number, decimals: number): string {
  const [mantissa = "", exponent = "0"] = value.toExponential(Math.min(decimals, 15)).split("e");
  const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  return `${withMinus(short)}·10${superscript(Number(exponent))}`;
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)] ?? "").join("");
  return exponent < 0 ? `⁻${digits}` : digits;
}

function withMinus(text: string): string {
  return text.replace("-", "−");
}

/** 3 * 0.1 is 0.30000000000000004; a tick is the number that its label says. */
function roundTo(value: number, exponent: number): number {
  const rounded = exponent < 0 ? Number(value.toFixed(Math.min(-exponent + 1, 100))) : value;
  return rounded === 0 ? 0 : rounded;
}
