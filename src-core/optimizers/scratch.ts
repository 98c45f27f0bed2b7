/**
 * A working vector that holds nothing from one step to the next: made once for a length and used again. One optimizer may
 * serve runs of several lengths, so the length is asked for at every step.
 */
export function scratch(): (length: number) => Float64Array {
  let vector = new Float64Array(0);
  return (length) => {
    if (vector.length !== length) vector = new Float64Array(length);
    return vector;
  };
}
