import {
  isFulfilled,
  type Lesson,
  lessonById,
  lessonExperiment,
  type LessonStep,
} from "../../src-core/lessons/index.ts";
import type { Language } from "../../src-core/protocol/index.ts";
import { replaceExperiment } from "./edits/project.ts";
import { stagedRunners, stagedView } from "./lesson-stage.ts";
import type { ProjectState } from "./project-state.svelte.ts";
import { runKey, type RunsState } from "./runs-state.svelte.ts";
import type { TransportState } from "./transport-state.svelte.ts";

/** What a lesson needs of the rest of the window. */
export interface LessonHost {
  readonly project: ProjectState;
  readonly transport: TransportState;
  readonly runs: Pick<RunsState, "results">;
  readonly settings: {
    readonly choice: { readonly doneSteps: readonly string[] };
    readonly language: Language;
    markDone(step: string): void;
  };
}

/**
 * The lesson that the shown experiment belongs to: where its reader stands, the stage that goes with it, and what is
 * done. The experiment is one of the project's, so it is undone, saved and reopened like any other.
 */
export class LessonState {
  readonly #host: LessonHost;

  constructor(host: LessonHost) {
    this.#host = host;
  }

  readonly lesson: Lesson | undefined = $derived.by(() => lessonById(this.#host.project.experiment.lessonId));

  /** Counted from 0; a file may come from a lab whose lesson had more steps. */
  readonly index: number = $derived.by(() =>
    Math.min(this.#host.project.experiment.view.lessonStep, (this.lesson?.steps.length ?? 1) - 1),
  );

  readonly step: LessonStep | undefined = $derived.by(() => this.lesson?.steps[this.index]);

  /** What the step's task asks for is so now. */
  readonly isFulfilled: boolean = $derived.by(() => {
    const { project, runs, transport } = this.#host;
    const task = this.step?.task;
    if (task === undefined) return false;
    const { experiment } = project;
    // Just after a change of experiments the drawn runs may still be those of another.
    const own = runs.results.filter(({ key, runnerId, startId }) => key === runKey(experiment.id, runnerId, startId));
    return isFulfilled(task.check, { experiment, runs: own, step: transport.step });
  });

  /** Goes to a step and sets the stage for it. */
  show(index: number): void {
    const { lesson } = this;
    if (lesson?.steps[index] === undefined) return;
    const { project, transport } = this.#host;
    const { parameters } = project.experiment.loss;
    project.setStage(
      (view) => stagedView(lesson, index, view, parameters),
      (runners) => stagedRunners(lesson, index, runners),
    );
    const { step, speed } = project.experiment.view.transport;
    transport.restore(step, speed);
  }

  next(): void {
    this.show(this.index + 1);
  }

  previous(): void {
    this.show(this.index - 1);
  }

  /** The experiment as the lesson has it, in place of what became of it. */
  restart(): void {
    const { lesson, index } = this;
    if (lesson === undefined) return;
    const { project, settings, transport } = this.#host;
    const { id } = project.experiment;
    project.edit((value) => replaceExperiment(value, { ...lessonExperiment(lesson, settings.language, index), id }));
    const { step, speed } = project.experiment.view.transport;
    transport.restore(step, speed);
  }

  /** Marks what has been read or done; called while the reader is shown, whenever something changes. */
  notice(): void {
    const { lesson, step } = this;
    if (lesson === undefined || step === undefined) return;
    if (step.task === undefined || this.isFulfilled) this.#host.settings.markDone(doneKey(lesson, step));
  }

  isDone(lesson: Lesson, step: LessonStep): boolean {
    return this.#host.settings.choice.doneSteps.includes(doneKey(lesson, step));
  }

  doneCount(lesson: Lesson): number {
    return lesson.steps.filter((step) => this.isDone(lesson, step)).length;
  }

  /** Where to go on reading: the first step that is not done, from the beginning when all are. */
  firstOpen(lesson: Lesson): number {
    return Math.max(
      0,
      lesson.steps.findIndex((step) => !this.isDone(lesson, step)),
    );
  }
}

function doneKey(lesson: Lesson, step: LessonStep): string {
  return `${lesson.id}/${step.id}`;
}
