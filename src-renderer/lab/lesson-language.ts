import { lessonById } from "../../src-core/lessons/index.ts";
import type { Project } from "../../src-core/project/index.ts";
import type { Language } from "../../src-core/protocol/index.ts";

/** A project whose lessons' experiments, where the title is still the lesson's own, are called by it in another language. */
export function lessonsInLanguage(project: Project, language: Language): Project {
  const experiments = project.experiments.map((experiment) => {
    const title = lessonById(experiment.lessonId)?.title;
    const isOwn = title !== undefined && Object.values(title).includes(experiment.title);
    return isOwn && title[language] !== experiment.title ? { ...experiment, title: title[language] } : experiment;
  });
  return experiments.every((experiment, index) => experiment === project.experiments[index])
    ? project
    : { ...project, experiments };
}
