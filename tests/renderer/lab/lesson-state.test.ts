import { describe, expect, it } from "vitest";
import { lessonById, lessonExperiment, LESSONS, type Lesson } from "../../../src-core/lessons/index.ts";
import { checkExperiment, newProject, type Experiment } from "../../../src-core/project/index.ts";
import { setExpression } from "../../../src-renderer/lab/edits/loss.ts";
import { addExperiment } from "../../../src-renderer/lab/edits/project.ts";
import { addRunner, changeRunner } from "../../../src-renderer/lab/edits/runners.ts";
import { JobClient } from "../../../src-renderer/lab/job-client.ts";
import { LessonState } from "../../../src-renderer/lab/lesson-state.svelte.ts";
import { ProjectState } from "../../../src-renderer/lab/project-state.svelte.ts";
import { RunsState } from "../../../src-renderer/lab/runs-state.svelte.ts";
import { TransportState } from "../../../src-renderer/lab/transport-state.svelte.ts";
import { FakeLab, settle } from "./fake-lab.ts";

const HUMP = lessonById("momentum-over-the-hump") as Lesson;
const FIRST_STEPS = lessonById("adagrad-first-steps") as Lesson;

function open(experiment: Experiment = lessonExperiment(HUMP, "en")) {
  const project = new ProjectState(newProject(experiment));
  const transport = new TransportState();
  const runs = new RunsState(new JobClient(new FakeLab().api));
  const doneSteps: string[] = [];
  const settings = { choice: { doneSteps }, language: "en" as const, markDone: (step: string) => doneSteps.push(step) };
  const lesson = new LessonState({ project, transport, runs, settings });
  const follow = async () => {
    runs.follow(project.experiment);
    await settle();
  };
  return { project, transport, runs, lesson, doneSteps, follow };
}

const shownRunners = (project: ProjectState) =>
  project.experiment.runners.filter(({ muted }) => !muted).map(({ id }) => id);

describe("LessonState", () => {
  it("is about the lesson of the shown experiment, and about none for a person's own", () => {
    expect(open().lesson.lesson).toBe(HUMP);
    const own = open({ ...lessonExperiment(HUMP, "en"), lessonId: null });
    expect([own.lesson.lesson, own.lesson.step]).toEqual([undefined, undefined]);
    own.lesson.next();
    own.lesson.restart();
    own.lesson.notice();
    expect(own.project.project).toEqual(newProject({ ...lessonExperiment(HUMP, "en"), lessonId: null }));
    expect(own.doneSteps).toEqual([]);
    expect(open({ ...lessonExperiment(HUMP, "en"), lessonId: "of-a-newer-lab" }).lesson.lesson).toBeUndefined();
  });

  it("sets the stage of a step: runners, view and the step shown", () => {
    const { lesson, project, transport } = open();
    expect(shownRunners(project)).toEqual(["runner-1"]);
    lesson.next();
    expect(lesson.index).toBe(1);
    expect(shownRunners(project)).toEqual(["runner-1", "runner-2"]);
    expect(project.experiment.view.transport.selected?.runnerId).toBe("runner-2");
    expect([transport.step, transport.speed]).toEqual([4, 4]);
    lesson.show(4);
    expect(shownRunners(project)).toEqual(["runner-4"]);
    lesson.next();
    expect(lesson.index).toBe(4);
    lesson.previous();
    lesson.previous();
    expect(lesson.index).toBe(2);
  });

  it("sets the same stage from wherever a step is reached; the colour scale stays the person's", () => {
    const { lesson, project } = open(lessonExperiment(FIRST_STEPS, "en"));
    project.look((view) => ({
      ...view,
      map: { ...view.map, colourScale: "magma" },
      window: null,
      instruments: ["curves"],
    }));
    lesson.show(3);
    lesson.show(1);
    const { view } = lessonExperiment(FIRST_STEPS, "en", 1);
    expect(project.experiment.view).toEqual({ ...view, map: { ...view.map, colourScale: "magma" } });
  });

  it("neither asks to be saved nor to be undone for going on, and keeps both for what the person does", () => {
    const { lesson, project } = open();
    lesson.next();
    expect([project.dirty, project.canUndo]).toEqual([false, false]);
    project.editExperiment((value) => changeRunner(value, "runner-2", { name: "mine" }));
    lesson.next();
    expect([project.dirty, project.canUndo]).toEqual([true, true]);
    project.undo();
    expect(project.dirty).toBe(false);
    expect([lesson.index, shownRunners(project)]).toEqual([2, ["runner-1", "runner-3"]]);
    project.redo();
    expect(project.experiment.runners[1]?.name).toBe("mine");
    expect(shownRunners(project)).toEqual(["runner-1", "runner-3"]);
  });

  it("leaves the person's own runners alone", () => {
    const { lesson, project } = open();
    project.editExperiment((value) => addRunner(value, { name: "adam", lr: 0.1 }));
    lesson.show(4);
    expect(shownRunners(project)).toEqual(["runner-4", "runner-5"]);
  });

  it("notices what is read and what is done, once it is so", async () => {
    const { lesson, project, doneSteps, follow } = open();
    lesson.notice();
    expect(doneSteps).toEqual(["momentum-over-the-hump/stuck"]);
    lesson.next();
    await follow();
    lesson.notice();
    expect([lesson.isFulfilled, doneSteps.length]).toEqual([false, 1]);
    project.editExperiment((value) =>
      changeRunner(value, "runner-2", {
        optimizer: { name: "sgd", convention: "leedl", lr: 0.01, momentum: 0.9 },
      }),
    );
    await follow();
    expect(lesson.isFulfilled).toBe(true);
    lesson.notice();
    expect(doneSteps).toEqual(["momentum-over-the-hump/stuck", "momentum-over-the-hump/memory"]);
    expect([lesson.doneCount(HUMP), lesson.firstOpen(HUMP)]).toEqual([2, 2]);
  });

  it("looks at the playback too", () => {
    const { lesson, transport } = open(lessonExperiment(FIRST_STEPS, "en", 2));
    transport.setLast(400);
    expect(lesson.isFulfilled).toBe(false);
    transport.show(3);
    expect(lesson.isFulfilled).toBe(true);
  });

  it("does not take the runs of another experiment for its own", async () => {
    const asked = lessonExperiment(HUMP, "en", 1);
    const solved = changeRunner(asked, "runner-2", {
      optimizer: { name: "sgd", convention: "leedl", lr: 0.01, momentum: 0.9 },
    });
    const { lesson, project, runs, follow } = open(solved);
    await follow();
    expect(lesson.isFulfilled).toBe(true);
    project.edit((value) => addExperiment(value, asked));
    expect(runs.results.length).toBeGreaterThan(0);
    expect(lesson.isFulfilled).toBe(false);
  });

  it("sets the experiment up anew, which can be undone", () => {
    const { lesson, project } = open();
    lesson.next();
    const before = project.experiment;
    project.editExperiment((value) => setExpression(value, "x^2 + y^2"));
    lesson.show(2);
    expect(checkExperiment(project.experiment).view.axes).toEqual(["x", "y"]);
    lesson.restart();
    expect(project.experiment).toEqual(lessonExperiment(HUMP, "en", 2));
    project.undo();
    expect(project.experiment.loss.expression).toBe("x^2 + y^2");
    project.undo();
    expect(project.experiment.loss).toEqual(before.loss);
  });

  it("begins where something is left to read, and stays inside a lesson that has become shorter", () => {
    const { lesson, doneSteps } = open();
    expect(lesson.firstOpen(FIRST_STEPS)).toBe(0);
    doneSteps.push("adagrad-first-steps/two-gradients", "adagrad-first-steps/root-mean-square");
    expect(lesson.firstOpen(FIRST_STEPS)).toBe(1);
    doneSteps.push(...FIRST_STEPS.steps.map(({ id }) => `${FIRST_STEPS.id}/${id}`));
    expect(lesson.firstOpen(FIRST_STEPS)).toBe(0);
    const experiment = lessonExperiment(FIRST_STEPS, "en");
    const beyond = open({ ...experiment, view: { ...experiment.view, lessonStep: 99 } });
    expect(beyond.lesson.step).toBe(FIRST_STEPS.steps.at(-1));
  });

  it("makes a valid experiment of every step of every lesson", () => {
    for (const each of LESSONS) {
      const { lesson, project } = open(lessonExperiment(each, "en"));
      each.steps.forEach((_, index) => {
        lesson.show(index);
        expect(checkExperiment(project.experiment)).toEqual(lessonExperiment(each, "en", index));
      });
    }
  });
});
