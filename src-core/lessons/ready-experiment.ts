import type { Experiment } from "../project/index.ts";
import type { StopReason } from "../run/index.ts";

export type LessonLanguage = "en" | "zh-CN";

/** A text in both languages of the lab. */
export type BilingualText = Readonly<Record<LessonLanguage, string>>;

/** An experiment that is there from the first start: what it shows, why, and what must come out when it runs. */
export interface ReadyExperiment {
  readonly id: "saddle" | "toy-network" | "valley" | "rosenbrock-race";
  readonly title: BilingualText;
  /** One sentence for the card. */
  readonly summary: BilingualText;
  /** What to look at and why it happens, two to four sentences. */
  readonly explanation: BilingualText;
  /** What the explanation says in numbers. The tests run the experiment and hold it to them. */
  readonly claims: readonly Claim[];
  /** A fresh copy; its title and notes are the lesson's title and explanation in the language given. */
  createExperiment(language?: LessonLanguage): Experiment;
}

/** A fact about one run of the experiment, by the ids of its runner and start. */
export type Claim = {
  readonly runner: string;
  readonly start: string;
} & (
  | {
      /** theta after `step` updates is `point`, each entry within `within`. */
      readonly kind: "passes";
      readonly step: number;
      readonly point: readonly number[];
      readonly within: number;
    }
  | {
      /** The first step at which the quantity is at most `level`; null: never in the run. */
      readonly kind: "first-below";
      readonly quantity: "loss" | "gradientNorm" | "distance";
      readonly level: number;
      readonly step: number | null;
    }
  | {
      /** The entry of theta is exactly 0 at every step: the run never leaves that axis. */
      readonly kind: "stays-zero";
      readonly index: number;
    }
  | { readonly kind: "stops"; readonly reason: StopReason["reason"]; readonly step: number }
);
