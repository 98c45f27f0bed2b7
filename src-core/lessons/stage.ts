import { createView, type ExperimentView } from "../project/index.ts";
import type { Lesson } from "./lesson.ts";
import type { StagePatch } from "./stage-patch.ts";

/**
 * How the experiment is looked at in a step of its lesson. A step sets the whole stage, the lesson's own and then what the
 * step has otherwise, so that it looks the same from wherever it was reached.
 */
export function lessonView(lesson: Lesson, stepIndex: number): ExperimentView {
  const step = lesson.steps[stepIndex]?.stage ?? {};
  const patch: StagePatch = { ...lesson.stage, ...step };
  const view = createView(lesson.design.loss);
  const { transport } = view;
  return {
    ...view,
    window: patch.window ?? view.window,
    map: { ...view.map, ...lesson.stage.map, ...step.map },
    surface: { ...view.surface, ...lesson.stage.surface, ...step.surface },
    curves: { ...view.curves, ...lesson.stage.curves, ...step.curves },
    instruments: patch.instruments ?? view.instruments,
    transport: {
      step: patch.step ?? transport.step,
      speed: patch.speed ?? transport.speed,
      selected:
        patch.selected === undefined ? null : { runnerId: patch.selected, startId: patch.selectedStart ?? FIRST_START },
    },
    lessonStep: stepIndex,
  };
}

/** The runners of the lesson that a step mutes, and those that it does not. Runners that a person added are neither. */
export function mutedRunners(lesson: Lesson, stepIndex: number): ReadonlyMap<string, boolean> {
  const shown = lesson.steps[stepIndex]?.stage?.runners ?? lesson.stage.runners;
  const runners = lesson.design.runners ?? [];
  return new Map(
    runners.map(({ muted = false }, index) => {
      const id = `runner-${index + 1}`;
      return [id, shown === undefined ? muted : !shown.includes(id)];
    }),
  );
}

/** createExperiment() numbers starts from 1, as it numbers runners. */
const FIRST_START = "start-1";
