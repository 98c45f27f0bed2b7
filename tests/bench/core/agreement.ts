/** Contestants who do not compute the same are not raced. Far above rounding (1e-14 here), far below any mistake. */
const TOLERANCE = 1e-10;

/** @throws Error if two lists of numbers differ by more than rounding. */
export function requireAgreement(what: string, ours: ArrayLike<number>, theirs: ArrayLike<number>): void {
  if (ours.length !== theirs.length) throw new Error(`${what}: ${ours.length} numbers against ${theirs.length}`);
  let scale = 1;
  for (let i = 0; i < theirs.length; i++) scale = Math.max(scale, Math.abs(theirs[i]));
  for (let i = 0; i < ours.length; i++) {
    const isClose = Math.abs(ours[i] - theirs[i]) <= TOLERANCE * scale;
    if (!isClose) throw new Error(`${what}: entry ${i} is ${ours[i]} against ${theirs[i]}`);
  }
}
