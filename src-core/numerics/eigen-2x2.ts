/**
 * Eigenpairs of [[a, b], [b, c]], given as [a, b, b, c]. Direct, so that Hessians with simple entries have simple
 * eigenvalues: [[2, 2], [2, 2]] gives exactly 0 and 4, where an iteration would leave 1e-16.
 *
 * The larger eigenvalue in size comes from the sum without cancellation, the other from the determinant divided by it,
 * ordered so that nothing overflows. Both are accurate to a few units in the last place.
 *
 * @source LAPACK dlaev2 (Anderson et al. 1999, LAPACK Users' Guide).
 */
export function symmetricEigen2(matrix: Float64Array): { values: Float64Array; vectors: Float64Array } {
  const [a, b, , c] = matrix as unknown as [number, number, number, number];
  const sum = a + c;
  const difference = a - c;
  const root = Math.hypot(difference, 2 * b);
  const larger = Math.abs(a) > Math.abs(c) ? a : c;
  const smaller = Math.abs(a) > Math.abs(c) ? c : a;

  // first is the eigenvalue of larger size, second the other one.
  let first = root / 2;
  let second = -root / 2;
  const sumSign = sum < 0 ? -1 : 1;
  if (sum !== 0) {
    first = (sum + sumSign * root) / 2;
    second = (larger / first) * smaller - (b / first) * b;
  }

  // (x, y) is the eigenvector of `first`, from whichever row of A - lambda I has the entry without cancellation.
  const differenceSign = difference < 0 ? -1 : 1;
  const cs = difference + differenceSign * root;
  let x = 1;
  let y = 0;
  if (Math.abs(cs) > Math.abs(2 * b)) {
    const cotangent = (-2 * b) / cs;
    y = Math.sqrt(1 / (1 + cotangent * cotangent));
    x = cotangent * y;
  } else if (b !== 0) {
    const tangent = -cs / (2 * b);
    x = Math.sqrt(1 / (1 + tangent * tangent));
    y = tangent * x;
  }
  if (sumSign === differenceSign) [x, y] = [-y, x];
  return { values: Float64Array.of(first, second), vectors: Float64Array.of(x, y, -y, x) };
}
