import { checkInteger } from "./checks.ts";
import { naturalLog } from "./natural-log.ts";
import { fnv1a64, splitMix64 } from "./seeding.ts";

/** Everything a Random remembers, as plain data: four 32-bit words and the second normal of a pair, if one is left. */
export interface RandomState {
  readonly words: readonly [number, number, number, number];
  readonly spareNormal: number | null;
}

/**
 * A seeded stream of random numbers: xoshiro128** 1.1. The same state gives the same bits on every platform.
 *
 * @source Blackman & Vigna (2021), "Scrambled linear pseudorandom number generators", xoshiro128starstar.c.
 */
export class Random {
  #s0: number;
  #s1: number;
  #s2: number;
  #s3: number;
  #spareNormal: number | null;

  constructor(state: RandomState) {
    [this.#s0, this.#s1, this.#s2, this.#s3] = state.words;
    this.#spareNormal = state.spareNormal;
  }

  /** 32 random bits, as an unsigned integer. */
  uint32(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.#s1, 5), 7), 9) >>> 0;
    const t = this.#s1 << 9;
    this.#s2 ^= this.#s0;
    this.#s3 ^= this.#s1;
    this.#s1 ^= this.#s2;
    this.#s0 ^= this.#s3;
    this.#s2 ^= t;
    this.#s3 = rotateLeft(this.#s3, 11);
    return result;
  }

  /** Uniform on [0, 1): a multiple of 2^-53, its upper 27 bits drawn first. */
  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  }

  /**
   * Normal with mean 0 and standard deviation 1: Marsaglia's polar method, two at a time. Of multiplications, divisions,
   * square roots and naturalLog only, so that the bits do not depend on an engine's Math.log or Math.cos.
   *
   * @source Marsaglia & Bray (1964), "A convenient method for generating normal variables".
   */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    let u: number;
    let v: number;
    let square: number;
    do {
      u = 2 * this.uniform() - 1;
      v = 2 * this.uniform() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * naturalLog(square)) / square);
    this.#spareNormal = v * factor;
    return u * factor;
  }

  /** The state now; `new Random(state)` goes on from here with the same numbers. */
  state(): RandomState {
    return {
      words: [this.#s0 >>> 0, this.#s1 >>> 0, this.#s2 >>> 0, this.#s3 >>> 0],
      spareNormal: this.#spareNormal,
    };
  }
}

/**
 * A random stream from a seed and a name. Streams of different names are independent for every practical purpose, so
 * that drawing more from one ("noise") never changes another ("starts").
 *
 * The state is the first 128 bits of SplitMix64 started at the seed, its low half word first; a name is mixed in by
 * adding its FNV-1a hash to the seed. Without a name the seeding is the plain published one.
 *
 * @param seed an integer that float64 holds exactly.
 * @throws InputError for other seeds (path "seed").
 * @example createRandom(7, "noise").uniform() === createRandom(7, "noise").uniform() // => true
 * createRandom(7, "noise").uniform() === createRandom(7, "starts").uniform() // => false
 */
export function createRandom(seed: number, stream = ""): Random {
  checkInteger("seed", seed);
  const [a, b] = splitMix64(BigInt(seed) + (stream === "" ? 0n : fnv1a64(stream)), 2);
  // SplitMix64 maps 64-bit states one to one, and its two outputs come from different states: not all words are 0.
  return new Random({ words: [lowWord(a), lowWord(a >> 32n), lowWord(b), lowWord(b >> 32n)], spareNormal: null });
}

function lowWord(value: bigint): number {
  return Number(BigInt.asUintN(32, value));
}

function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
