import { describe, expect, test } from "vitest";
import { createRandom, fnv1a64, InputError, Random, splitMix64 } from "../../../src-core/numerics/index.ts";

const draw = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);

describe("published vectors", () => {
  test("xoshiro128** 1.1 from the state 1, 2, 3, 4 (xoshiro128starstar.c, also used by rand_xoshiro)", () => {
    const random = new Random({ words: [1, 2, 3, 4], spareNormal: null });
    expect(draw(10, () => random.uint32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  test("SplitMix64 from 1234567 (splitmix64.c; Rosetta Code)", () => {
    expect(splitMix64(1234567n, 5)).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ]);
  });

  test("FNV-1a, 64 bit, of the empty text", () => {
    expect(fnv1a64("")).toBe(0xcbf29ce484222325n);
  });

  test("FNV-1a folds in both bytes of every code unit: a second byte of 0 is one more multiplication by the prime", () => {
    // 0xaf63dc4c8601ec8c is the published hash of the single byte "a".
    expect(fnv1a64("a")).toBe(BigInt.asUintN(64, 0xaf63dc4c8601ec8cn * 0x100000001b3n));
  });
});

describe("against the same algorithm in integers of any size", () => {
  test("a long run of 32-bit words", () => {
    const words: [bigint, bigint, bigint, bigint] = [0xdeadbeefn, 0x12345678n, 0x9abcdef0n, 0xffffffffn];
    const random = new Random({ words: [0xdeadbeef, 0x12345678, 0x9abcdef0, 0xffffffff], spareNormal: null });
    expect(draw(5000, () => random.uint32())).toEqual(draw(5000, () => Number(nextOfBigInts(words))));
  });
});

/** xoshiro128starstar.c word for word, modulo 2^32. */
function nextOfBigInts(s: [bigint, bigint, bigint, bigint]): bigint {
  const low = (x: bigint): bigint => BigInt.asUintN(32, x);
  const rotate = (x: bigint, k: bigint): bigint => low((x << k) | (x >> (32n - k)));
  const result = low(rotate(low(s[1] * 5n), 7n) * 9n);
  const t = low(s[1] << 9n);
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate(s[3], 11n);
  return result;
}

describe("streams", () => {
  test("the plain seeding is SplitMix64's first 128 bits", () => {
    const [a, b] = splitMix64(42n, 2) as [bigint, bigint];
    const words = [a, a >> 32n, b, b >> 32n].map((word) => Number(BigInt.asUintN(32, word)));
    expect(createRandom(42).state().words).toEqual(words);
  });

  test("same seed and name, same numbers; another seed or name, other numbers", () => {
    const first = (seed: number, name?: string) =>
      draw(
        4,
        (
          (r) => () =>
            r.uniform()
        )(createRandom(seed, name)),
      );
    expect(first(1, "noise")).toEqual(first(1, "noise"));
    const all = [first(1), first(2), first(-1), first(1, "noise"), first(1, "starts"), first(2, "noise")];
    expect(new Set(all.map((numbers) => numbers.join())).size).toBe(all.length);
  });

  test("a seed is an integer", () => {
    expect(() => createRandom(0.5)).toThrow(InputError);
    expect(() => createRandom(NaN)).toThrow(InputError);
  });

  test("a state, through JSON, goes on with the same bits, in the middle of a pair of normals too", () => {
    for (const drawn of [0, 1, 2, 7]) {
      const random = createRandom(5);
      draw(drawn, () => random.normal());
      const twin = new Random(JSON.parse(JSON.stringify(random.state())));
      expect(draw(20, () => twin.normal())).toEqual(draw(20, () => random.normal()));
      expect(twin.uint32()).toBe(random.uint32());
    }
  });
});

describe("distributions", () => {
  const COUNT = 200_000;
  /** Sample moments of seeded draws; 5 standard errors would fail one time in two million, and the seed is fixed. */
  const STANDARD_ERRORS = 5;

  test("uniform: within [0, 1), mean 1/2, variance 1/12, flat over 16 bins", () => {
    const random = createRandom(11);
    const values = draw(COUNT, () => random.uniform());
    expect(values.every((u) => u >= 0 && u < 1)).toBe(true);
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan(STANDARD_ERRORS * Math.sqrt(1 / 12 / COUNT));
    expect(Math.abs(mean(values.map((u) => (u - 0.5) ** 2)) - 1 / 12)).toBeLessThan(
      STANDARD_ERRORS * Math.sqrt(1 / 180 / COUNT),
    );
    const bins = new Array<number>(16).fill(0);
    for (const u of values) bins[Math.floor(16 * u)]++;
    for (const count of bins) {
      expect(Math.abs(count - COUNT / 16)).toBeLessThan(STANDARD_ERRORS * Math.sqrt((COUNT / 16) * (15 / 16)));
    }
  });

  test("normal: moments 0, 1, 0, 3, no correlation within a pair, and the right share beyond 1, 2, 3", () => {
    const random = createRandom(12);
    const values = draw(COUNT, () => random.normal());
    // Variances of x, x^2, x^3, x^4 of a normal: 1, 2, 15, 96.
    for (const [power, moment, variance] of [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ] as const) {
      const sample = mean(values.map((x) => x ** power));
      expect(Math.abs(sample - moment)).toBeLessThan(STANDARD_ERRORS * Math.sqrt(variance / COUNT));
    }
    const products = values.slice(1).map((x, i) => x * values[i]);
    expect(Math.abs(mean(products))).toBeLessThan(STANDARD_ERRORS / Math.sqrt(COUNT));
    // 2 (1 - Phi(z)).
    for (const [z, share] of [
      [1, 0.31731050786],
      [2, 0.04550026389],
      [3, 0.00269979606],
    ] as const) {
      const sample = values.filter((x) => Math.abs(x) > z).length / COUNT;
      expect(Math.abs(sample - share)).toBeLessThan(STANDARD_ERRORS * Math.sqrt((share * (1 - share)) / COUNT));
    }
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
