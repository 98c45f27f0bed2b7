/**
 * SplitMix64: spreads one 64-bit seed over as many well-mixed words as a generator's state needs.
 *
 * @returns the first `count` outputs for the seed (its lowest 64 bits count, so negative seeds are seeds too).
 * @source Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators"; the constants of
 *   splitmix64.c by Vigna, who recommends it for seeding the xoshiro family.
 * @example splitMix64(1234567n, 1).map(String) // => ["6457827717110365317"]
 */
export function splitMix64(seed: bigint, count: number): bigint[] {
  let state = BigInt.asUintN(64, seed);
  return Array.from({ length: count }, () => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let z = state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
  });
}

/**
 * FNV-1a with 64 bits over the UTF-16 code units' bytes, low byte first: turns a stream's name into a number.
 * For names of ASCII letters every second byte is 0.
 *
 * @source Fowler, Noll & Vo, FNV-1a, 64 bit.
 * @example fnv1a64("") === 0xcbf29ce484222325n // => true
 */
export function fnv1a64(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    for (const byte of [unit & 0xff, unit >> 8]) {
      hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
    }
  }
  return hash;
}
