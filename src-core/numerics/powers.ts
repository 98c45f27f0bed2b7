/**
 * t -> beta^t for t = 0, 1, 2, ..., many times faster than Math.pow, which would take as long as all the rest of an Adam
 * step: beta^t = beta^(256 * (t div 256)) * beta^(t mod 256), the second factor from a table, the first one remembered
 * from the call before. A pure function of t all the same, so that a stored run goes on with the same bits; at most 2
 * rounding errors away from Math.pow.
 */
export function powersOf(beta: number): (t: number) => number {
  const fine = new Float64Array(STRIDE);
  for (let t = 0; t < STRIDE; t++) fine[t] = beta ** t;
  let block = 0;
  let blockPower = 1;
  return (t) => {
    const index = t >>> STRIDE_BITS;
    if (index !== block) {
      block = index;
      blockPower = beta ** (index * STRIDE);
    }
    return blockPower * fine[t & (STRIDE - 1)];
  };
}

const STRIDE_BITS = 8;
const STRIDE = 1 << STRIDE_BITS;
