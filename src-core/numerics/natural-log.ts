/**
 * The natural logarithm, of additions, multiplications, divisions alone, all of which IEEE 754 rounds the same
 * everywhere. Math.log may differ in the last bit from engine to engine, and seeded noise must not.
 *
 * x = 2^k f with sqrt(1/2) <= f < sqrt(2), ln x = k ln 2 + 2 artanh(s), s = (f - 1) / (f + 1), |s| <= 0.172, by the
 * odd series of artanh up to s^21 (the next term is below 2^-60). Error at most 2 units in the last place.
 *
 * @param x positive and finite; anything else gives what Math.log gives (NaN, -Infinity, Infinity).
 * @example naturalLog(1) // => 0
 * naturalLog(10) // => 2.302585092994046
 */
export function naturalLog(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? Infinity : NaN;
  let exponent = 0;
  let fraction = x;
  if (fraction < SMALLEST_NORMAL) {
    fraction *= TWO_TO_54;
    exponent -= 54;
  }
  bits.setFloat64(0, fraction);
  const high = bits.getUint32(0);
  exponent += (high >>> 20) - 1023;
  bits.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  fraction = bits.getFloat64(0);
  if (fraction > Math.SQRT2) {
    fraction /= 2;
    exponent += 1;
  }
  const s = (fraction - 1) / (fraction + 1);
  const square = s * s;
  let series = 0;
  for (let k = 21; k >= 3; k -= 2) series = (series + 1 / k) * square;
  // ln 2 in two parts: the first has 32 zero bits at its end, so that its product with the exponent is exact.
  return exponent * LN2_HIGH + (2 * s + (2 * s * series + exponent * LN2_LOW));
}

const SMALLEST_NORMAL = 2 ** -1022;
const TWO_TO_54 = 2 ** 54;
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

const bits = new DataView(new ArrayBuffer(8));
