/**
 * Exact rational arithmetic, so that a recurrence can be followed without the rounding of the code under test. Written
 * from integers ("3"), decimals ("0.9") and quotients ("1/3"); fractionOf reads a float64 for what it exactly is.
 */
export class Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;

  constructor(numerator: bigint, denominator: bigint) {
    const sign = denominator < 0n ? -1n : 1n;
    const divisor = gcd(numerator < 0n ? -numerator : numerator, denominator * sign);
    this.numerator = (sign * numerator) / divisor;
    this.denominator = (sign * denominator) / divisor;
  }

  plus(other: Term): Fraction {
    const { numerator, denominator } = fraction(other);
    return new Fraction(this.numerator * denominator + numerator * this.denominator, this.denominator * denominator);
  }

  minus(other: Term): Fraction {
    return this.plus(fraction(other).times(-1));
  }

  times(other: Term): Fraction {
    const { numerator, denominator } = fraction(other);
    return new Fraction(this.numerator * numerator, this.denominator * denominator);
  }

  over(other: Term): Fraction {
    const { numerator, denominator } = fraction(other);
    return new Fraction(this.numerator * denominator, this.denominator * numerator);
  }

  power(exponent: number): Fraction {
    return new Fraction(this.numerator ** BigInt(exponent), this.denominator ** BigInt(exponent));
  }

  sign(): number {
    return this.numerator === 0n ? 0 : this.numerator < 0n ? -1 : 1;
  }

  abs(): Fraction {
    return this.times(this.sign());
  }

  atLeast(other: Term): Fraction {
    return this.minus(other).sign() < 0 ? fraction(other) : this;
  }

  /** The nearest float64, to a rounding or two. */
  toNumber(): number {
    const shift = Math.max(0, bits(this.denominator) - bits(this.numerator) + 64);
    return Number((this.numerator << BigInt(shift)) / this.denominator) / 2 ** shift;
  }
}

/** What arithmetic takes: a fraction, a text, or an integer. */
export type Term = Fraction | string | number;

export function fraction(term: Term): Fraction {
  if (term instanceof Fraction) return term;
  const [numerator = "", denominator = "1"] = String(term).split("/");
  const [whole = "", decimals = ""] = numerator.split(".");
  return new Fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length) * BigInt(denominator));
}

/** The very number that a float64 is. */
export function fractionOf(value: number): Fraction {
  let exponent = 0;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent += 1;
  }
  return new Fraction(BigInt(scaled), 2n ** BigInt(exponent));
}

export function sum(terms: readonly Term[]): Fraction {
  return terms.reduce<Fraction>((total, term) => total.plus(term), fraction(0));
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

function bits(value: bigint): number {
  return (value < 0n ? -value : value).toString(2).length;
}
