import {
  checkInteger,
  checkList,
  checkRange,
  describeValue,
  InputError,
  itemPath,
  jsonNumber,
} from "../../../src-core/numerics/index.ts";
import {
  checkSchedule,
  checkScheduleLength,
  createMomentum,
  createReactive,
  createSchedule,
  type ReactiveRun,
  type Schedule,
  type ScheduleSpec,
} from "../../../src-core/schedules/index.ts";
import { writeAnswer } from "../answer.ts";
import type { CliIo } from "../io.ts";
import { readInput } from "../json-record.ts";
import { Pace } from "../pace.ts";

const MAX_STEPS = 10_000_000;
const STEPS_BETWEEN_LOOKS = 4096;

/** `lab schedule`: the learning rate that every step uses, and the momentum where the schedule cycles it. */
export async function schedule(words: readonly string[], io: CliIo): Promise<void> {
  const input = await readInput(words, ["schedule", "baseLearningRate", "steps", "metric"], io);
  const spec = checkSchedule(input["schedule"]);
  const baseLearningRate = checkRange("baseLearningRate", input["baseLearningRate"], { minimum: 0 });
  const steps = checkInteger("steps", input["steps"], { minimum: 0, maximum: MAX_STEPS });
  checkScheduleLength(spec, steps);

  const reactive = createReactive(spec, baseLearningRate);
  const metric = readMetric(input["metric"], spec, reactive, steps);
  const rateOf = reactive === null ? createSchedule(spec, baseLearningRate) : told(reactive, metric);
  const momentumOf = createMomentum(spec);
  const learningRate = new Float64Array(steps);
  const momentum: (number | null)[] = [];
  const pace = new Pace(io, steps, "steps");
  for (let step = 0; step < steps; step += 1) {
    learningRate[step] = rateOf(step);
    if (momentumOf !== null) momentum.push(momentumOf(step));
    if (step % STEPS_BETWEEN_LOOKS === 0 && pace.isDue) await pace.turn(step);
  }
  await pace.turn(steps);
  pace.clear();
  await writeAnswer(io, { learningRate, momentum: momentumOf === null ? undefined : momentum });
}

/** The rate of steps asked for one after the other: each is told the metric of the one before. */
function told(reactive: ReactiveRun, metric: readonly number[]): Schedule {
  const state = reactive.init();
  return (step) => {
    if (step > 0) reactive.observe(state, step - 1, metric[step - 1] ?? Number.NaN);
    return state.rate;
  };
}

/** One number for every step but the last, after which no rate is asked for; more are allowed. */
function readMetric(
  value: unknown,
  { name }: ScheduleSpec,
  reactive: ReactiveRun | null,
  steps: number,
): readonly number[] {
  const needed = Math.max(steps - 1, 0);
  if (reactive === null) {
    if (value === undefined) return [];
    const allowed = `nothing: ${name} needs no metric`;
    throw new InputError({ code: "unsupported", path: "metric", found: describeValue(value), allowed });
  }
  if (value === undefined) {
    const allowed = `[${needed} numbers or more]`;
    throw new InputError({ code: "missing-field", path: "metric", found: "nothing", allowed });
  }
  const list = checkList("metric", value, MAX_STEPS);
  if (list.length < needed) {
    throw new InputError({ code: "wrong-length", path: "metric", found: `${list.length}`, allowed: `>= ${needed}` });
  }
  return list.map((entry, index) => {
    const number = jsonNumber(entry);
    if (number !== null) return number;
    const allowed = "a number";
    throw new InputError({
      code: "not-a-number",
      path: itemPath("metric", index),
      found: describeValue(entry),
      allowed,
    });
  });
}
