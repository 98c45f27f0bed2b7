/**
 * The special functions that JavaScript's Math lacks, on float64 scalars. NaN in gives NaN out.
 */

/**
 * The error function 2/sqrt(pi) * integral of exp(-t^2) from 0 to x, relative error below 1e-15.
 *
 * @source W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969) 631-637; the coefficients
 *   are those of his CALERF (SPECFUN, 1990).
 * @example erf(1) // => 0.8427007929497149
 */
export function erf(x: number): number {
  const y = Math.abs(x);
  if (y <= SMALL) return erfNearZero(x);
  const result = 1 - erfcOfPositive(y);
  return x < 0 ? -result : result;
}

/**
 * 1 - erf(x) without the cancellation: relative error below 1e-14 until it underflows near x = 26.5.
 *
 * @source as {@link erf}
 * @example erfc(3) // => 0.00002209049699858544
 */
export function erfc(x: number): number {
  const y = Math.abs(x);
  if (y <= SMALL) return 1 - erfNearZero(x);
  const result = erfcOfPositive(y);
  return x < 0 ? 2 - result : result;
}

/** Phi(x), the distribution function of the standard normal: erfc(-x / sqrt 2) / 2, accurate in both tails. */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x * Math.SQRT1_2);
}

/** log(1 + exp(x)) for every x without overflow: max(x, 0) + log1p(exp(-|x|)). */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** x for x > 0, else slope * x; NaN stays NaN. */
export function leakyRelu(x: number, slope: number): number {
  return x > 0 ? x : slope * x;
}

/** To the nearest integer, halves to the even one (IEEE 754, as torch.round and numpy.round). */
export function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  const fraction = x - below;
  if (fraction < 0.5) return below;
  if (fraction > 0.5) return below + 1;
  if (fraction === 0.5) return below % 2 === 0 ? below : below + 1;
  return x; // infinities and NaN
}

/** log of the sum of the exponentials of all arguments, shifted by the largest so that nothing overflows. */
export function logSumExp(...values: number[]): number {
  let largest = 0;
  for (let i = 1; i < values.length; i += 1) if (!(values[i] <= values[largest])) largest = i;
  const shift = values[largest];
  if (!Number.isFinite(shift)) return Math.max(...values);
  let rest = 0;
  for (let i = 0; i < values.length; i += 1) if (i !== largest) rest += Math.exp(values[i] - shift);
  return shift + Math.log1p(rest);
}

/** The remainder with the sign of the divisor, x - y * floor(x / y): mathjs' mod, torch.remainder. NaN for y = 0. */
export function floorMod(x: number, y: number): number {
  return x - y * Math.floor(x / y);
}

/** Cody's first interval ends at 15/32. */
const SMALL = 0.46875;

function erfNearZero(x: number): number {
  const z = x * x;
  let numerator = A[4] * z;
  let denominator = z;
  for (let i = 0; i < 3; i += 1) {
    numerator = (numerator + A[i]) * z;
    denominator = (denominator + B[i]) * z;
  }
  return (x * (numerator + A[3])) / (denominator + B[3]);
}

/** erfc(y) for y > SMALL. */
function erfcOfPositive(y: number): number {
  if (y > UNDERFLOW) return 0;
  return expOfNegativeSquare(y) * (y <= 4 ? middle(y) : tail(y));
}

function middle(y: number): number {
  let numerator = C[8] * y;
  let denominator = y;
  for (let i = 0; i < 7; i += 1) {
    numerator = (numerator + C[i]) * y;
    denominator = (denominator + D[i]) * y;
  }
  return (numerator + C[7]) / (denominator + D[7]);
}

function tail(y: number): number {
  const z = 1 / (y * y);
  let numerator = P[5] * z;
  let denominator = z;
  for (let i = 0; i < 4; i += 1) {
    numerator = (numerator + P[i]) * z;
    denominator = (denominator + Q[i]) * z;
  }
  return (ONE_OVER_SQRT_PI - (z * (numerator + P[4])) / (denominator + Q[4])) / y;
}

/** exp(-y^2) with y^2 split into an exact square of sixteenths and a small rest: the square's rounding is not amplified. */
function expOfNegativeSquare(y: number): number {
  const coarse = Math.trunc(y * 16) / 16;
  return Math.exp(-coarse * coarse) * Math.exp(-(y - coarse) * (y + coarse));
}

/** Beyond this erfc is below the smallest float64. */
const UNDERFLOW = 27.3;

const ONE_OVER_SQRT_PI = 0.5641895835477563;

// The names A, B, C, D, P, Q are Cody's.
const A = [3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694, 0.18577770618460315];
const B = [23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171];
const C = [
  0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769, 1712.0476126340707,
  2051.0783778260716, 1230.3393547979972, 2.1531153547440383e-8,
];
const D = [
  15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597, 4362.619090143247,
  3439.3676741437216, 1230.3393548037495,
];
const P = [
  0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275, 0.0006587491615298378,
  0.016315387137302097,
];
const Q = [2.568520192289822, 1.8729528499234604, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918];
