import { ADAGRAD_EXPLOSION } from "./adaptive-rates/adagrad-explosion.ts";
import { ADAGRAD_FIRST_STEPS } from "./adaptive-rates/adagrad-first-steps.ts";
import { ADAGRAD_MEAN_AND_SUM } from "./adaptive-rates/adagrad-mean-and-sum.ts";
import { ADAM_IS_BOTH } from "./adaptive-rates/adam-is-both.ts";
import { BEST_CONSTANT_RATE } from "./adaptive-rates/best-constant-rate.ts";
import { RMSPROP_FORGETS } from "./adaptive-rates/rmsprop-forgets.ts";
import { ROSENBROCK_RACE } from "./adaptive-rates/rosenbrock-race.ts";
import { TWO_RATES } from "./adaptive-rates/two-rates.ts";
import { VALLEY } from "./adaptive-rates/valley.ts";
import { SADDLE } from "./critical-points/saddle.ts";
import { TOY_NETWORK } from "./critical-points/toy-network.ts";
import type { Chapter, Lesson } from "./lesson.ts";
import { OVER_THE_HUMP } from "./momentum/over-the-hump.ts";
import { DECAY_AND_WARM_UP } from "./schedules/decay-and-warm-up.ts";
import { WHOLE_FORMULA } from "./schedules/whole-formula.ts";

/** In the order of the course. */
export const CHAPTERS: readonly Chapter[] = [
  { id: "critical-points", title: { en: "Critical points", "zh-CN": "临界点" } },
  { id: "momentum", title: { en: "Momentum", "zh-CN": "动量" } },
  { id: "adaptive-rates", title: { en: "Adaptive rates", "zh-CN": "自适应学习率" } },
  { id: "schedules", title: { en: "Schedules", "zh-CN": "学习率调度" } },
];

/** Every lesson, chapter by chapter, in the order in which they are to be read. */
export const LESSONS: readonly Lesson[] = [
  SADDLE,
  TOY_NETWORK,
  OVER_THE_HUMP,
  VALLEY,
  TWO_RATES,
  BEST_CONSTANT_RATE,
  ADAGRAD_FIRST_STEPS,
  ADAGRAD_EXPLOSION,
  ADAGRAD_MEAN_AND_SUM,
  RMSPROP_FORGETS,
  ADAM_IS_BOTH,
  ROSENBROCK_RACE,
  DECAY_AND_WARM_UP,
  WHOLE_FORMULA,
];

/** The lessons whose experiments the welcome offers, in its order; the first stands behind it when the lab is new. */
export const WELCOME_LESSONS: readonly [Lesson, ...Lesson[]] = [SADDLE, TOY_NETWORK, VALLEY, ROSENBROCK_RACE];

/**
 * The lesson of that id, if there is one: files may come from a lab that has more of them.
 *
 * @example lessonById("valley").chapter // => "adaptive-rates"
 */
export function lessonById(id: string | null): Lesson | undefined {
  return LESSONS.find((lesson) => lesson.id === id);
}
