import type { ExperimentDesign } from "../project/index.ts";
import type { BilingualText } from "./bilingual-text.ts";
import type { Claim } from "./claim.ts";
import type { StagePatch } from "./stage-patch.ts";
import type { Task } from "./task.ts";

/**
 * One lesson: a ready experiment, a text in steps that set the stage for it, and the numbers that the text states. Data
 * only: the window shows it, and the tests run its experiment and hold its text to the claims.
 */
export interface Lesson {
  /** kebab-case, stable: project files and settings refer to it. */
  readonly id: string;
  readonly chapter: ChapterId;
  readonly title: BilingualText;
  /** One sentence for the shelf. */
  readonly summary: BilingualText;
  /** What decides the experiment; its title, its view and its place in a project are added by lessonExperiment(). */
  readonly design: Omit<ExperimentDesign, "id" | "title" | "notes" | "view" | "lessonId">;
  /** The stage as the lesson has it; a step says what it has otherwise. */
  readonly stage: StagePatch;
  readonly steps: readonly LessonStep[];
  /** Every number that the text states and that the experiment's design does not give. */
  readonly claims: readonly Claim[];
}

export interface LessonStep {
  /** kebab-case, unique in the lesson, stable: settings remember by it what is done. */
  readonly id: string;
  readonly title: BilingualText;
  /** In the markup of lesson-text.ts. */
  readonly text: BilingualText;
  readonly stage?: StagePatch;
  readonly task?: Task;
}

export type ChapterId = "critical-points" | "momentum" | "adaptive-rates" | "schedules";

export interface Chapter {
  readonly id: ChapterId;
  readonly title: BilingualText;
}
