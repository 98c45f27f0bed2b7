import { describe, expect, it } from "vitest";
import {
  CHAPTERS,
  lessonById,
  LESSONS,
  lessonExperiment,
  parseLessonText,
  WELCOME_LESSONS,
  type BilingualText,
  type Lesson,
} from "../../../src-core/lessons/index.ts";
import { testFunction } from "../../../src-core/objective/index.ts";
import { checkExperiment } from "../../../src-core/project/index.ts";
import { recordPlan } from "../../../src-core/run/index.ts";
import { expectClaim } from "./facts.ts";
import { numeralsIn, numbersIn, vouchesFor } from "./numerals.ts";

const EACH = LESSONS.map((lesson) => [lesson.id, lesson] as const);

describe("the catalogue of lessons", () => {
  it("offers four on the welcome", () => {
    expect(WELCOME_LESSONS.map(({ id }) => id)).toEqual(["saddle", "toy-network", "valley", "rosenbrock-race"]);
  });

  it("has ids that are used once and lead to their lesson, and chapters in order", () => {
    const ids = LESSONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const lesson of LESSONS) expect(lessonById(lesson.id)).toBe(lesson);
    expect([lessonById("of-another-lab"), lessonById(null)]).toEqual([undefined, undefined]);
    const places = LESSONS.map(({ chapter }) => CHAPTERS.findIndex(({ id }) => id === chapter));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(new Set(places).size).toBe(CHAPTERS.length);
  });
});

describe.each(EACH)("%s", (_, lesson) => {
  it("has its words in both languages", () => {
    for (const text of wordsOf(lesson)) {
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
      expect(text["zh-CN"]).toMatch(/\p{Script=Han}/u);
      expect(text["zh-CN"]).not.toMatch(/\p{Script=Han}\s*[,;:?!]\s*\p{Script=Han}/u);
      // A space sets Latin letters, numbers and formulas apart from Chinese characters.
      const joined = text["zh-CN"].replaceAll("*", "").replace(/\$[^$]*\$/g, "x");
      expect(joined).not.toMatch(
        /\p{Script=Han}[\p{Script=Latin}\p{Script=Greek}\d−]|[\p{Script=Latin}\p{Script=Greek}\d]\p{Script=Han}/u,
      );
      for (const language of ["en", "zh-CN"] as const) expect(text[language].trim()).not.toBe("");
    }
  });

  it("has three to six short steps whose text parses to the same blocks in both languages", () => {
    const ids = lesson.steps.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    expect(ids.length).toBeLessThanOrEqual(6);
    for (const text of markupOf(lesson)) {
      const kinds = ([text.en, text["zh-CN"]] as const).map((each) => parseLessonText(each).map(({ kind }) => kind));
      expect(kinds[1]).toEqual(kinds[0]);
      expect(kinds[0]?.length).toBeLessThanOrEqual(6);
    }
  });

  it("quotes the same numbers in both languages, and none that it does not vouch for", () => {
    const vouched = numbersIn({
      claims: lesson.claims,
      design: lesson.design,
      checks: lesson.steps.map(({ task }) => task?.check),
      steps: lesson.steps.map(({ stage }) => stage?.step),
    });
    for (const text of [lesson.summary, ...markupOf(lesson)]) {
      const numerals = numeralsIn(text.en);
      expect(numeralsIn(text["zh-CN"]).toSorted()).toEqual(numerals.toSorted());
      expect(numerals.filter((numeral) => !vouched.some((number) => vouchesFor(number, numeral)))).toEqual([]);
    }
  });

  it("makes a valid experiment, fresh each time, on the stage of every step", () => {
    lesson.steps.forEach(({ stage }, index) => {
      const experiment = lessonExperiment(lesson, "en", index);
      expect(checkExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
      expect(experiment).not.toBe(lessonExperiment(lesson, "en", index));
      expect({ ...lessonExperiment(lesson, "zh-CN", index), title: "" }).toEqual({ ...experiment, title: "" });
      expect([experiment.lessonId, experiment.view.lessonStep]).toEqual([lesson.id, index]);
      const ids = experiment.runners.map(({ id }) => id);
      const { step, selected } = experiment.view.transport;
      expect(step).toBeLessThanOrEqual(experiment.steps);
      // What a step names is there, and what the inspector shows runs.
      expect(ids).toEqual(expect.arrayContaining([...(stage?.runners ?? []), ...(lesson.stage.runners ?? [])]));
      const shown = experiment.runners.filter(({ muted }) => !muted).map(({ id }) => id);
      expect(shown.length).toBeGreaterThan(0);
      if (selected !== null) expect(shown).toContain(selected.runnerId);
    });
  });

  it("starts inside what it shows, and records every step that a person can step to", () => {
    const { loss, starts, steps, record } = lessonExperiment(lesson, "en");
    for (const { at } of starts) {
      loss.parameters.forEach(({ from, to }, i) => {
        expect(at[i]).toBeGreaterThanOrEqual(from);
        expect(at[i]).toBeLessThanOrEqual(to);
      });
    }
    if (loss.testFunctionId !== null) expect(loss.expression).toBe(testFunction(loss.testFunctionId)?.expression);
    expect(recordPlan(record, steps, loss.parameters.length).isThinned).toBe(false);
  });

  it.each(lesson.claims.map((claim) => [JSON.stringify(claim), claim] as const))("claims %s", (_text, claim) => {
    expectClaim(claim, lesson);
  });
});

/** Texts in the markup of lessons. */
function markupOf({ steps }: Lesson): readonly BilingualText[] {
  return steps.flatMap(({ text, task }) => [text, ...(task === undefined ? [] : [task.text, task.done])]);
}

function wordsOf(lesson: Lesson): readonly BilingualText[] {
  return [lesson.title, lesson.summary, ...lesson.steps.map(({ title }) => title), ...markupOf(lesson)];
}
