/** Colour arithmetic for tests, written apart from the product's own. */

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** sRGB (IEC 61966-2-1) to linear light. */
export function linearLight(hex: string): Triple {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG 2.2 relative luminance. */
function luminance(light: Triple): number {
  return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
}

/** WCAG 2.2 contrast ratio, 1 to 21. */
export function contrast(first: string, second: string): number {
  const [a, b] = [luminance(linearLight(first)), luminance(linearLight(second))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** CIE 1976 L*a*b* under D65 from linear sRGB light. */
export function lab([red, green, blue]: Triple): Triple {
  const x = 0.4124564 * red + 0.3575761 * green + 0.1804375 * blue;
  const y = 0.2126729 * red + 0.7151522 * green + 0.072175 * blue;
  const z = 0.0193339 * red + 0.119192 * green + 0.9503041 * blue;
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

/** Machado, Oliveira & Fernandes (2009), severity 1.0, on linear light. */
export const SIGHTS: Readonly<Record<"normal" | "deuteranopia" | "protanopia", Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
};

/** CIE76 distance of two colours as somebody sees them. */
export function distance(first: string, second: string, sight: Matrix): number {
  const seen = (hex: string) => {
    const light = linearLight(hex);
    const row = (weights: Triple) =>
      Math.min(Math.max(weights[0] * light[0] + weights[1] * light[1] + weights[2] * light[2], 0), 1);
    return lab([row(sight[0]), row(sight[1]), row(sight[2])]);
  };
  const [a, b] = [seen(first), seen(second)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
