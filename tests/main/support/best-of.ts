/**
 * The smallest of several measurements: what the code can do, whatever else the machine does meanwhile. A time that the
 * code itself lets pass shows in all of them.
 */
export async function bestOf(attempts: number, measure: () => Promise<number>): Promise<number> {
  let best = Infinity;
  for (let attempt = 0; attempt < attempts; attempt++) best = Math.min(best, await measure());
  return best;
}
