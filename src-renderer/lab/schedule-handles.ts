import type { CurvePoint } from "../../src-core/optimizers/index.ts";
import { offeredScheduleOptions, type ScheduleSpec } from "../../src-core/schedules/index.ts";
import { acceptsOption } from "./option-range.ts";
import { children, numbers, points, replaceChild } from "./runner-options.ts";
import { lengthPlaces, levelPlaces } from "./schedule-places.ts";

/** A place of a schedule that is dragged on its plot. */
export interface ScheduleHandle {
  readonly id: string;
  /** Which piece of which piece holds it, from the outside in. */
  readonly path: readonly number[];
  /** A joint between two levels or pieces, the length of one, the height of the curve at its step, or a point drawn. */
  readonly kind: "joint" | "length" | "level" | "point";
  /** Which of its kind in its piece. */
  readonly index: number;
  /** The option that it sets; null where that is a list. */
  readonly option: string | null;
  /** As a step of the run, whatever units the piece counts in. */
  readonly step: number;
  /** How many steps of the run its piece counts as one. */
  readonly unit: number;
  /** The share of the base rate of a point or level; null for what only lies somewhere along the run. */
  readonly factor: number | null;
}

/** A place on the plot: a step of the run, and a share of the base rate. */
export interface SchedulePlace {
  readonly step: number;
  readonly factor: number;
}

/** Everything of a schedule that can be dragged at a base rate, the schedules inside it too. */
export function scheduleHandles(spec: ScheduleSpec, base: number): readonly ScheduleHandle[] {
  return handlesIn(spec, [], WHOLE_RUN, base);
}

/** Moves a handle as near to a place as its neighbours and the range of its option let it. */
export function moveHandle(spec: ScheduleSpec, handle: ScheduleHandle, to: SchedulePlace, base: number): ScheduleSpec {
  return changeAt(spec, handle.path, WHOLE_RUN, (piece, count) => {
    const unit = unitAt(count, to.step);
    if (handle.kind === "level") return withLevel(piece, handle, to.factor, base);
    if (handle.kind === "length") {
      const place = lengthPlaces(piece)[handle.index];
      return place === undefined ? piece : { ...piece, [place.option]: Math.max(unit - place.begins, 1) };
    }
    if (handle.kind === "joint") {
      const milestones = numbers(piece["milestones"]);
      return { ...piece, milestones: milestones.with(handle.index, between(milestones, handle.index, unit, 1)) };
    }
    const drawn = points(piece["points"]);
    const steps = drawn.map(([step]) => step);
    const moved: CurvePoint = [between(steps, handle.index, unit, 0), Math.max(to.factor, 0)];
    return { ...piece, points: drawn.with(handle.index, moved) };
  });
}

/** Adds a point to the drawn curve that rules at a step; the same schedule where none does, or where there is a point. */
export function addPoint(spec: ScheduleSpec, at: SchedulePlace, outer: Count = WHOLE_RUN): ScheduleSpec {
  const count = countOf(spec, outer);
  if (spec.name === "points") {
    const unit = Math.max(unitAt(count, at.step), 0);
    const drawn = points(spec["points"]);
    if (drawn.some(([step]) => step === unit)) return spec;
    const before = drawn.filter(([step]) => step < unit).length;
    return { ...spec, points: drawn.toSpliced(before, 0, [unit, Math.max(at.factor, 0)]) };
  }
  const pieces = piecesOnPlot(spec);
  const index = pieces.findLastIndex((_piece, i) => countInside(spec, i, count).from <= at.step);
  const ruling = pieces[index];
  if (ruling === undefined) return spec;
  const changed = addPoint(ruling, at, countInside(spec, index, count));
  return changed === ruling ? spec : replaceChild(spec, index, changed);
}

/** Takes a point away; a curve keeps its last one. */
export function removePoint(spec: ScheduleSpec, handle: ScheduleHandle): ScheduleSpec {
  return changeAt(spec, handle.path, WHOLE_RUN, (piece) => {
    const drawn = points(piece["points"]);
    return drawn.length < 2 || handle.kind !== "point" ? piece : { ...piece, points: drawn.toSpliced(handle.index, 1) };
  });
}

/** How a piece counts: its unit 0 is this step of the run, and a unit lasts so many steps. */
interface Count {
  readonly from: number;
  readonly unit: number;
}

const WHOLE_RUN: Count = { from: 0, unit: 1 };

function handlesIn(spec: ScheduleSpec, path: readonly number[], outer: Count, base: number): readonly ScheduleHandle[] {
  const count = countOf(spec, outer);
  const handle = (
    kind: ScheduleHandle["kind"],
    index: number,
    unit: number,
    { factor = null, option = null }: { readonly factor?: number | null; readonly option?: string | null } = {},
  ): ScheduleHandle => ({
    ...{ id: [...path, kind, index].join("-"), path, kind, index, option },
    ...{ step: count.from + count.unit * unit, unit: count.unit, factor },
  });
  return [
    ...numbers(spec["milestones"]).map((unit, index) => handle("joint", index, unit)),
    ...lengthPlaces(spec).map(({ option, begins }, index) =>
      handle("length", index, begins + Number(spec[option]), { option }),
    ),
    ...levelPlaces(spec, base).map(({ option, unit, whole }, index) =>
      handle("level", index, unit, { option, factor: Number(spec[option]) * whole }),
    ),
    ...points(spec["points"]).map(([unit, factor], index) => handle("point", index, unit, { factor })),
    ...piecesOnPlot(spec).flatMap((child, index) =>
      handlesIn(child, [...path, index], countInside(spec, index, count), base).filter(
        ({ step }) => step <= endInside(spec, index, count),
      ),
    ),
  ];
}

/** The same piece where the option does not take the value: a start of exactly 0, for one. */
function withLevel(piece: ScheduleSpec, { index }: ScheduleHandle, factor: number, base: number): ScheduleSpec {
  const place = levelPlaces(piece, base)[index];
  const option = offeredScheduleOptions(piece.name, piece.convention).find(({ name }) => name === place?.option);
  if (place === undefined || option === undefined) return piece;
  const value = Math.min(Math.max(factor / place.whole, option.minimum ?? -Infinity), option.maximum ?? Infinity);
  return acceptsOption(option, value) ? { ...piece, [place.option]: value } : piece;
}

/** The pieces whose curves are the curve: of a product's factors none is. */
function piecesOnPlot(spec: ScheduleSpec): readonly ScheduleSpec[] {
  return spec.name === "chained" ? [] : children(spec);
}

function countOf({ every = 1 }: ScheduleSpec, outer: Count): Count {
  return { from: outer.from, unit: outer.unit * every };
}

/** What a piece finds around it: in a sequence it begins at its milestone, after a warm-up at that one's end. */
function countInside(spec: ScheduleSpec, index: number, count: Count): Count {
  const begins =
    spec.name === "sequential" ? (numbers(spec["milestones"])[index - 1] ?? 0) : Number(spec["total_iters"]);
  return { from: count.from + count.unit * begins, unit: count.unit };
}

/** The step at which the next piece of a sequence takes over: what lies beyond is not on the curve. */
function endInside(spec: ScheduleSpec, index: number, count: Count): number {
  const end = spec.name === "sequential" ? numbers(spec["milestones"])[index] : undefined;
  return end === undefined ? Infinity : count.from + count.unit * end;
}

function unitAt(count: Count, step: number): number {
  return Math.round((step - count.from) / count.unit);
}

/** A value of a rising list, kept apart from its neighbours. */
function between(list: readonly number[], index: number, value: number, lowest: number): number {
  const low = index === 0 ? lowest : (list[index - 1] ?? 0) + 1;
  return Math.max(Math.min(value, (list[index + 1] ?? Infinity) - 1), low);
}

function changeAt(
  spec: ScheduleSpec,
  path: readonly number[],
  outer: Count,
  change: (piece: ScheduleSpec, count: Count) => ScheduleSpec,
): ScheduleSpec {
  const count = countOf(spec, outer);
  const [index, ...rest] = path;
  if (index === undefined) return change(spec, count);
  const child = children(spec)[index];
  return child === undefined
    ? spec
    : replaceChild(spec, index, changeAt(child, rest, countInside(spec, index, count), change));
}
