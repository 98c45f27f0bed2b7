import { expect, it } from "vitest";
import { lessonExperiment, LESSONS, WELCOME_LESSONS } from "../../../src-core/lessons/index.ts";
import { newProject } from "../../../src-core/project/index.ts";
import { lessonsInLanguage } from "../../../src-renderer/lab/lesson-language.ts";

it("lessons' experiments follow the language there and back, and nothing else of them changes", () => {
  for (const lesson of LESSONS) {
    const english = newProject(lessonExperiment(lesson, "en"));
    const chinese = lessonsInLanguage(english, "zh-CN");
    expect(chinese).toEqual(newProject(lessonExperiment(lesson, "zh-CN")));
    expect(lessonsInLanguage(chinese, "en")).toEqual(english);
    expect(lessonsInLanguage(english, "en")).toBe(english);
  }
});

it("a title of the person's own stays as it is, and so does an experiment of no lesson", () => {
  const experiment = lessonExperiment(WELCOME_LESSONS[0], "en");
  for (const own of [
    { ...experiment, title: "mine" },
    { ...experiment, lessonId: null },
  ]) {
    const project = newProject(own);
    expect(lessonsInLanguage(project, "zh-CN")).toBe(project);
  }
});
