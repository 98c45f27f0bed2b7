import { expect, it } from "vitest";
import { READY_EXPERIMENTS } from "../../../src-core/lessons/index.ts";
import { newProject } from "../../../src-core/project/index.ts";
import { readyInLanguage } from "../../../src-renderer/lab/ready-language.ts";

it("ready experiments follow the language there and back, and nothing else of them changes", () => {
  for (const ready of READY_EXPERIMENTS) {
    const english = newProject(ready.createExperiment("en"));
    const chinese = readyInLanguage(english, "zh-CN");
    expect(chinese).toEqual(newProject(ready.createExperiment("zh-CN")));
    expect(readyInLanguage(chinese, "en")).toEqual(english);
    expect(readyInLanguage(english, "en")).toBe(english);
  }
});

it("a title or note of the person's own stays as it is", () => {
  const [ready] = READY_EXPERIMENTS;
  if (ready === undefined) throw new Error("there are ready experiments");
  const noted = newProject({ ...ready.createExperiment("en"), notes: "mine" });
  expect(readyInLanguage(noted, "zh-CN")).toBe(noted);
});
