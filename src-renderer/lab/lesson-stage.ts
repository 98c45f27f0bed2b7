import { type Lesson, lessonView, mutedRunners } from "../../src-core/lessons/index.ts";
import type { ExperimentView, ParameterDesign, Runner } from "../../src-core/project/index.ts";
import { repairView } from "./edits/view.ts";

/** How a step of a lesson has its experiment looked at. The colour scale is the person's; axes follow a changed formula. */
export function stagedView(
  lesson: Lesson,
  index: number,
  present: ExperimentView,
  parameters: readonly ParameterDesign[],
): ExperimentView {
  const view = lessonView(lesson, index);
  return repairView({ ...view, map: { ...view.map, colourScale: present.map.colourScale } }, parameters);
}

/** The runners with those of the lesson muted as a step has them; the same list where nothing changes. */
export function stagedRunners(lesson: Lesson, index: number, runners: readonly Runner[]): readonly Runner[] {
  const muted = mutedRunners(lesson, index);
  const staged = runners.map((runner) => {
    const isMuted = muted.get(runner.id) ?? runner.muted;
    return isMuted === runner.muted ? runner : { ...runner, muted: isMuted };
  });
  return staged.every((runner, place) => runner === runners[place]) ? runners : staged;
}
