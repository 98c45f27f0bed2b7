import { checkInteger, checkRange } from "../../../src-core/numerics/index.ts";
import { createSchedule, checkSchedule } from "../../../src-core/schedules/index.ts";
import { writeAnswer } from "../answer.ts";
import type { CliIo } from "../io.ts";
import { readInput } from "../json-record.ts";
import { Pace } from "../pace.ts";

const MAX_STEPS = 10_000_000;
const STEPS_BETWEEN_LOOKS = 4096;

/** `lab schedule`: the learning rate that every step uses. */
export async function schedule(words: readonly string[], io: CliIo): Promise<void> {
  const input = await readInput(words, ["schedule", "baseLearningRate", "steps"], io);
  const spec = checkSchedule(input["schedule"]);
  const baseLearningRate = checkRange("baseLearningRate", input["baseLearningRate"], { minimum: 0 });
  const steps = checkInteger("steps", input["steps"], { minimum: 0, maximum: MAX_STEPS });

  const rateOf = createSchedule(spec, baseLearningRate);
  const learningRate = new Float64Array(steps);
  const pace = new Pace(io, steps, "steps");
  for (let step = 0; step < steps; step += 1) {
    learningRate[step] = rateOf(step);
    if (step % STEPS_BETWEEN_LOOKS === 0 && pace.isDue) await pace.turn(step);
  }
  await pace.turn(steps);
  pace.clear();
  await writeAnswer(io, { learningRate });
}
