/**
 * Numbers for reading: five significant digits, powers of ten where they are shorter, non-finite values as they are
 * called. All digits are copied elsewhere (see String(value)).
 */
export function formatNumber(value: number, digits = 5): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const magnitude = Math.abs(value);
  if (magnitude >= SMALLEST_PLAIN && magnitude < LARGEST_PLAIN) {
    return minus(String(Number(value.toPrecision(digits))));
  }
  const [mantissa = "", exponent = ""] = value.toExponential(digits - 1).split("e");
  return minus(`${Number(mantissa)}e${exponent.replace("+", "")}`);
}

/** Whole numbers with thin spaces between thousands, as in print: 100 000. */
export function formatCount(value: number): string {
  return minus(String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, "\u2009"));
}

/** Milliseconds as a person says them: "0.4 s", "12 s", "3 min". */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

const SMALLEST_PLAIN = 1e-4;
const LARGEST_PLAIN = 1e6;

function minus(text: string): string {
  return text.replaceAll("-", "−");
}
