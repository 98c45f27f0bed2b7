import type { FrameBlock } from "./frame-block.ts";
import type { MethodTraits } from "./method-traits.ts";

/** What one step is an example of. `entry` is an index into theta. */
export type StepMeaning =
  /** Nothing moves. */
  | { readonly code: "at-rest" }
  /** The step along an entry has changed its sign every time: it jumps across a valley. */
  | { readonly code: "bouncing"; readonly entry: number; readonly steps: number; readonly grows: boolean }
  /** Lookahead's: theta is pulled back to the slow weights, once in `every` steps. */
  | { readonly code: "pull-back"; readonly every: number }
  /** The step raises the loss to first order, and this entry is why; `reason` is where m's sign comes from. */
  | {
      readonly code: "uphill";
      readonly reason: "memory" | "curvature" | "look-ahead";
      readonly entry: number;
      readonly gradient: number;
      readonly direction: number;
    }
  /** sigma has shrunk to `share` of its largest, while the gradients were small beside it for `steps` steps. */
  | { readonly code: "small-scale"; readonly entry: number; readonly steps: number; readonly share: number }
  /** The gradient has all but vanished and the step goes on. */
  | { readonly code: "inertia"; readonly entry: number; readonly gradient: number; readonly direction: number }
  /** m / sigma is as long as in the step before, though the gradient is not. */
  | { readonly code: "fixed-length"; readonly entry: number; readonly length: number }
  /** The rate has risen for `steps` steps. */
  | { readonly code: "rate-rising"; readonly from: number; readonly to: number; readonly steps: number }
  /** None of these: the entry that moves most. */
  | { readonly code: "plain"; readonly entry: number; readonly movement: number };

/**
 * What the step of a row means, by rules over the rows up to it; the first that holds, from the rarest to the plainest.
 * Null where no step was taken, or a number of it is not finite.
 *
 * @param row of a step that was taken: not the last of a run that has ended (see `takenSteps`).
 * @param traits of the method: what m and sigma are made of decides what may be said of them.
 */
export function stepMeaning(frames: FrameBlock, row: number, traits: MethodTraits): StepMeaning | null {
  if (row < 0 || row >= frames.count) return null;
  const movement = movementAt(frames, row);
  if (!movement.every(Number.isFinite)) return null;
  if (movement.every((value) => value === 0)) return { code: "at-rest" };
  const entry = largest(movement);
  return (
    pullBack(frames, row, traits) ??
    bouncing(frames, row, entry) ??
    uphill(frames, row, movement, traits) ??
    (traits.usesCurvature ? null : byMemory(frames, row, entry, traits)) ??
    rateRising(frames, row) ?? { code: "plain", entry, movement: movement[entry] }
  );
}

/** What only those methods do whose m and sigma are made of gradients. On a pull back sigma is 1, whatever it was before. */
function byMemory(frames: FrameBlock, row: number, entry: number, { pulls }: MethodTraits): StepMeaning | null {
  return (
    (pulls.length > 0 ? null : smallScale(frames, row)) ??
    fixedLength(frames, row, entry) ??
    inertia(frames, row, entry)
  );
}

function pullBack({ steps }: FrameBlock, row: number, { pulls }: MethodTraits): StepMeaning | null {
  const every = pulls.find((k) => (steps[row] + 1) % k === 0);
  return every === undefined ? null : { code: "pull-back", every };
}

/** Chance alone changes the sign this often in a row once in 64 steps. */
const FEWEST_TURNS = 6;

function bouncing(frames: FrameBlock, row: number, entry: number): StepMeaning | null {
  const along = (at: number) => movementOf(frames, at, entry);
  let first = row;
  while (first > 0 && follows(frames, first) && along(first) * along(first - 1) < 0) first -= 1;
  const steps = row - first;
  if (steps < FEWEST_TURNS) return null;
  // Two steps back lies on the same side of the valley.
  return { code: "bouncing", entry, steps, grows: Math.abs(along(row)) > Math.abs(along(row - 2)) };
}

/** The first-order change of the loss is g . (theta_next - theta). */
function uphill(
  frames: FrameBlock,
  row: number,
  movement: Float64Array,
  { ascends, usesCurvature, looksAhead }: MethodTraits,
): StepMeaning | null {
  if (ascends) return null;
  const rise = movement.map((value, entry) => value * at(frames, "gradient", row, entry));
  if (!(rise.reduce((sum, value) => sum + value, 0) > 0)) return null;
  const entry = rise.indexOf(Math.max(...rise));
  return {
    code: "uphill",
    reason: usesCurvature ? "curvature" : looksAhead ? "look-ahead" : "memory",
    entry,
    gradient: at(frames, "gradient", row, entry),
    direction: at(frames, "direction", row, entry),
  };
}

/** A gradient below this share of sigma is small beside those that sigma remembers. */
const QUIET = 0.01;
const FEWEST_QUIET_STEPS = 20;
/** sigma has shrunk when it is at most this share of the largest it was. */
const SHRUNK = 0.5;

function smallScale(frames: FrameBlock, row: number): StepMeaning | null {
  let found: (StepMeaning & { readonly code: "small-scale" }) | null = null;
  for (let entry = 0; entry < frames.dimension; entry += 1) {
    const steps = frames.steps[row] - frames.steps[firstQuiet(frames, row, entry)];
    if (steps < FEWEST_QUIET_STEPS) continue;
    const share = at(frames, "scale", row, entry) / largestScale(frames, row, entry);
    if (share <= SHRUNK && (found === null || share < found.share))
      found = { code: "small-scale", entry, steps, share };
  }
  return found;
}

function firstQuiet(frames: FrameBlock, row: number, entry: number): number {
  let first = row + 1;
  while (first > 0 && isQuiet(frames, first - 1, entry)) first -= 1;
  return Math.min(first, row);
}

function isQuiet(frames: FrameBlock, row: number, entry: number): boolean {
  return Math.abs(at(frames, "gradient", row, entry)) <= QUIET * at(frames, "scale", row, entry);
}

function largestScale(frames: FrameBlock, row: number, entry: number): number {
  let most = 0;
  for (let before = 0; before <= row; before += 1) most = Math.max(most, at(frames, "scale", before, entry));
  return most;
}

/** Methods that step by the sign alone; two steps of other methods are never equally long to the last bit. */
function fixedLength(frames: FrameBlock, row: number, entry: number): StepMeaning | null {
  if (!follows(frames, row)) return null;
  const length = (atRow: number) => Math.abs(at(frames, "direction", atRow, entry) / at(frames, "scale", atRow, entry));
  const isSame = length(row) === length(row - 1);
  const hasChanged = at(frames, "gradient", row, entry) !== at(frames, "gradient", row - 1, entry);
  return isSame && hasChanged
    ? { code: "fixed-length", entry, length: Math.abs(movementOf(frames, row, entry)) }
    : null;
}

/** Inertia is judged beside the steps of this many rows. */
const RECENT = 20;
/** The gradient has all but vanished below this share of the recent ones, and the step goes on above that one. */
const VANISHED = 0.05;
const GOES_ON = 0.25;

function inertia(frames: FrameBlock, row: number, entry: number): StepMeaning | null {
  const gradient = at(frames, "gradient", row, entry);
  let gradients = 0;
  let movements = 0;
  for (let before = Math.max(0, row - RECENT); before < row; before += 1) {
    gradients = Math.max(gradients, Math.abs(at(frames, "gradient", before, entry)));
    movements = Math.max(movements, Math.abs(movementOf(frames, before, entry)));
  }
  const hasVanished = Math.abs(gradient) < VANISHED * gradients;
  const goesOn = Math.abs(movementOf(frames, row, entry)) >= GOES_ON * movements;
  const direction = at(frames, "direction", row, entry);
  return hasVanished && goesOn ? { code: "inertia", entry, gradient, direction } : null;
}

const FEWEST_RISES = 3;

function rateRising({ learningRate, steps }: FrameBlock, row: number): StepMeaning | null {
  let first = row;
  while (first > 0 && learningRate[first] > learningRate[first - 1]) first -= 1;
  if (row - first < FEWEST_RISES) return null;
  return { code: "rate-rising", from: learningRate[first], to: learningRate[row], steps: steps[row] - steps[first] };
}

/** Whether the row before is the step before. */
function follows({ steps }: FrameBlock, row: number): boolean {
  return row > 0 && steps[row] === steps[row - 1] + 1;
}

/** -eta_t * m_t / sigma_t, entry by entry. */
function movementAt(frames: FrameBlock, row: number): Float64Array {
  return Float64Array.from({ length: frames.dimension }, (_, entry) => movementOf(frames, row, entry));
}

function movementOf(frames: FrameBlock, row: number, entry: number): number {
  return (-frames.learningRate[row] * at(frames, "direction", row, entry)) / at(frames, "scale", row, entry);
}

function at(frames: FrameBlock, column: "gradient" | "direction" | "scale", row: number, entry: number): number {
  return frames[column][row * frames.dimension + entry];
}

function largest(values: Float64Array): number {
  const sizes = values.map(Math.abs);
  return sizes.indexOf(Math.max(...sizes));
}
