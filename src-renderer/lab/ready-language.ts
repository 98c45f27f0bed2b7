import { READY_EXPERIMENTS } from "../../src-core/lessons/index.ts";
import type { Project } from "../../src-core/project/index.ts";
import type { Language } from "../../src-core/protocol/index.ts";

/** A project whose ready experiments, where title and notes are still the lesson's own, speak another language. */
export function readyInLanguage(project: Project, language: Language): Project {
  const experiments = project.experiments.map((experiment) => {
    const ready = READY_EXPERIMENTS.find(({ title, explanation }) =>
      (["en", "zh-CN"] as const).some(
        (own) => title[own] === experiment.title && explanation[own] === experiment.notes && own !== language,
      ),
    );
    if (ready === undefined) return experiment;
    return { ...experiment, title: ready.title[language], notes: ready.explanation[language] };
  });
  return experiments.every((experiment, index) => experiment === project.experiments[index])
    ? project
    : { ...project, experiments };
}
