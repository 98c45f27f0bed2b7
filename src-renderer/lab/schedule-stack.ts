import { scheduleEntry, type ScheduleSpec } from "../../src-core/schedules/index.ts";
import { addPiece, children, numbers, removePiece } from "./runner-options.ts";

/** The steps of a run in which a piece of a sequence rules: from <= step < to. */
export interface PieceSpan {
  readonly from: number;
  readonly to: number;
}

/** Where the pieces of a sequence lie in a run; what lies beyond its end is empty. */
export function pieceSpans(spec: ScheduleSpec, steps: number): readonly PieceSpan[] {
  const unit = spec.every ?? 1;
  const joints = [0, ...numbers(spec["milestones"]).map((milestone) => Math.min(milestone * unit, steps)), steps];
  return children(spec).map((_piece, index) => ({ from: joints[index] ?? steps, to: joints[index + 1] ?? steps }));
}

/** Whether a schedule can be a piece: one that waits for a metric rules the whole run. */
export function canBePiece(spec: ScheduleSpec): boolean {
  return scheduleEntry(spec.name).reactive === undefined;
}

/** A schedule as the first piece of a sequence, which goes on at the base rate from the middle of the run. */
export function sequenceOf(spec: ScheduleSpec, steps: number): ScheduleSpec {
  const { every, ...piece } = spec;
  const middle = Math.max(1, Math.round(unitsOf(spec, steps) / 2));
  return { name: "sequential", every, milestones: [middle], schedules: [piece, { name: "none" }] };
}

/** Adds a piece in the last part of the run. */
export function appendPiece(spec: ScheduleSpec, steps: number): ScheduleSpec {
  return addPiece(spec, unitsOf(spec, steps));
}

/** Takes a piece out of a sequence; of two the other one then is the whole schedule. */
export function takePiece(spec: ScheduleSpec, index: number): ScheduleSpec {
  const pieces = children(spec);
  const other = pieces[1 - index];
  if (pieces.length > 2 || other === undefined) return removePiece(spec, index);
  return { ...other, every: (spec.every ?? 1) * (other.every ?? 1) };
}

/** Moves a piece one place later (+1) or earlier (-1): it takes its length along. */
export function movePiece(spec: ScheduleSpec, index: number, by: -1 | 1, steps: number): ScheduleSpec {
  const pieces = children(spec);
  const piece = pieces[index];
  const target = index + by;
  if (piece === undefined || target < 0 || target >= pieces.length) return spec;
  const lengths = unitLengths(spec, steps);
  const length = lengths[index] ?? 1;
  const moved = lengths.toSpliced(index, 1).toSpliced(target, 0, length);
  let milestone = 0;
  return {
    ...spec,
    schedules: pieces.toSpliced(index, 1).toSpliced(target, 0, piece),
    milestones: moved.slice(0, -1).map((units) => (milestone += units)),
  };
}

/** How many units each piece takes; the last one goes on to the run's end, and takes one at least. */
function unitLengths(spec: ScheduleSpec, steps: number): readonly number[] {
  const milestones = numbers(spec["milestones"]);
  const ends = [...milestones, unitsOf(spec, steps)];
  return ends.map((end, index) => Math.max(1, end - (milestones[index - 1] ?? 0)));
}

function unitsOf({ every = 1 }: ScheduleSpec, steps: number): number {
  return Math.ceil(steps / every);
}
