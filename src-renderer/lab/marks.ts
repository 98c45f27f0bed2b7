import type { Experiment } from "../../src-core/project/index.ts";
import type { ScheduleSpec } from "../../src-core/schedules/index.ts";
import { numbers } from "./runner-options.ts";
import type { TraceColumns } from "./traces.ts";

/** A place on the scrubber where something happened. */
export interface TransportMark {
  readonly id: string;
  readonly kind: "diverged" | "converged" | "leftDomain" | "cancelled" | "schedule";
  readonly step: number;
  readonly runner: string;
  readonly colour: number;
}

const STOP_KINDS = {
  diverged: "diverged",
  converged: "converged",
  "left-domain": "leftDomain",
  cancelled: "cancelled",
} as const;

/** How runs ended before their time, and where schedules change pieces. */
export function transportMarks(columns: readonly TraceColumns[], experiment: Experiment): readonly TransportMark[] {
  const ends = columns.flatMap(({ id, label, colour, stopped }): TransportMark[] =>
    stopped === null || stopped.reason === "steps"
      ? []
      : [{ id, kind: STOP_KINDS[stopped.reason], step: stopped.step, runner: label, colour }],
  );
  const joints = experiment.runners.flatMap(({ id, schedule, muted, colour }) => {
    const label = columns.find((trace) => trace.id.includes(`/${id}/`))?.label ?? id;
    return muted
      ? []
      : scheduleJoints(schedule)
          .filter((step) => step > 0 && step < experiment.steps)
          .map((step): TransportMark => ({
            id: `${id}-schedule-${step}`,
            kind: "schedule",
            step,
            runner: label,
            colour,
          }));
  });
  return [...ends, ...joints];
}

/** Steps at which a schedule goes over from one piece to the next. */
function scheduleJoints(spec: ScheduleSpec): readonly number[] {
  const every = spec.every ?? 1;
  return jointUnits(spec).map((unit) => unit * every);
}

function jointUnits(spec: ScheduleSpec): readonly number[] {
  const milestones = numbers(spec["milestones"]);
  switch (spec.name) {
    case "warmup":
      return [stepsOf(spec, "total_iters")];
    case "sequential":
    case "multistep":
      return milestones;
    case "noam":
    case "inverse-sqrt-warmup":
      return [stepsOf(spec, "warmup_steps")];
    case "resnet-warmup":
      return [stepsOf(spec, "warmup_steps"), ...milestones];
    case "wsd": {
      const warmup = stepsOf(spec, "warmup_steps");
      return [warmup, warmup + stepsOf(spec, "stable_steps")];
    }
    default:
      return [];
  }
}

function stepsOf(spec: ScheduleSpec, option: string): number {
  const steps = spec[option];
  return typeof steps === "number" ? steps : 0;
}
