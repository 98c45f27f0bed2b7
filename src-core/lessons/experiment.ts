import { createExperiment, type Experiment } from "../project/index.ts";
import type { LessonLanguage } from "./bilingual-text.ts";
import type { Lesson } from "./lesson.ts";
import { lessonView, mutedRunners } from "./stage.ts";

/**
 * A fresh copy of a lesson's experiment, on the stage of one of its steps. Its title is the lesson's.
 *
 * @example lessonExperiment(LESSONS[0], "en").lessonId === LESSONS[0].id // => true
 */
export function lessonExperiment(lesson: Lesson, language: LessonLanguage, stepIndex = 0): Experiment {
  const muted = mutedRunners(lesson, stepIndex);
  const experiment = createExperiment({
    ...lesson.design,
    title: lesson.title[language],
    view: lessonView(lesson, stepIndex),
    lessonId: lesson.id,
  });
  return {
    ...experiment,
    runners: experiment.runners.map((runner) => ({ ...runner, muted: muted.get(runner.id) ?? runner.muted })),
  };
}
