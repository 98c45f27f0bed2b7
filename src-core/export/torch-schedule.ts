import { InputError } from "../numerics/index.ts";
import { checkSchedule, scheduleEntry, type ScheduleSpec } from "../schedules/index.ts";
import type { OptionValue } from "../optimizers/index.ts";
import { pythonNumber, pythonValue } from "./python.ts";

/**
 * The scheduler's constructor in torch's names, or null where torch has none that gives the same rates: compositions and
 * the course's 1/sqrt(1 + t). rateFunctions() then says it in Python.
 */
export function torchScheduler(spec: ScheduleSpec): string | null {
  const checked = checkSchedule(spec);
  const { torch, children, options } = scheduleEntry(checked.name);
  if (torch === undefined || torch === null || children !== undefined) return null;
  // checkSchedule has made every option present and of its kind.
  const given = options.map(({ name }) => `${name}=${pythonValue(checked[name] as OptionValue)}`);
  return `torch.optim.lr_scheduler.${torch.className}(${["optimizer", ...given].join(", ")})`;
}

/**
 * Python functions of the step, the last of which is called `rate`: the schedule's closed form, whatever it is made of.
 *
 * @throws InputError unsupported for a schedule that has no line here.
 */
export function rateFunctions(spec: ScheduleSpec, baseLearningRate: number): readonly string[] {
  const writer = new RateWriter(baseLearningRate);
  writer.write(checkSchedule(spec), "rate");
  return writer.functions;
}

class RateWriter {
  readonly functions: string[] = [];
  readonly #base: string;
  #count = 0;

  constructor(baseLearningRate: number) {
    this.#base = pythonNumber(baseLearningRate);
  }

  write(spec: ScheduleSpec, name: string): void {
    const body = this.#body(spec);
    this.functions.push([`def ${name}(t):`, ...body.map((line) => `    ${line}`)].join("\n"));
  }

  /** The name of a function for a schedule inside another. */
  #child(spec: ScheduleSpec): string {
    this.#count += 1;
    const name = `rate_${this.#count}`;
    this.write(spec, name);
    return name;
  }

  #body(spec: ScheduleSpec): string[] {
    const base = this.#base;
    const option = (name: string) => pythonNumber(Number(spec[name]));
    switch (spec.name) {
      case "none":
        return [`return ${base}`];
      case "constant":
        return [`return ${base} * ${option("factor")} if t < ${option("total_iters")} else ${base}`];
      case "step":
        return [`return ${base} * ${option("gamma")} ** (t // ${option("step_size")})`];
      case "multistep":
        return [`return ${base} * ${option("gamma")} ** sum(t >= m for m in ${listOf(spec["milestones"])})`];
      case "linear": {
        const [start, end, total] = [option("start_factor"), option("end_factor"), option("total_iters")];
        return [`return ${base} * (${start} + (${end} - ${start}) * min(t, ${total}) / ${total})`];
      }
      case "exponential":
        return [`return ${base} * ${option("gamma")} ** t`];
      case "polynomial": {
        const total = option("total_iters");
        return [`return ${base} * (1 - min(t, ${total}) / ${total}) ** ${option("power")}`];
      }
      case "cosine": {
        const floor = option("eta_min");
        return [`return ${floor} + (${base} - ${floor}) * (1 + math.cos(math.pi * t / ${option("T_max")})) / 2`];
      }
      case "inverse-sqrt":
        return [`return ${base} / math.sqrt(1 + t)`];
      case "warmup": {
        const inner = this.#child(spec["schedule"] as ScheduleSpec);
        const [start, total] = [option("start_factor"), option("total_iters")];
        return [
          `if t < ${total}:`,
          `    return ${inner}(0) * (${start} + (1 - ${start}) * t / ${total})`,
          `return ${inner}(t - ${total})`,
        ];
      }
      case "sequential":
        return this.#sequence(spec["schedules"] as readonly ScheduleSpec[], spec["milestones"] as readonly number[]);
      default:
        throw new InputError({
          code: "unsupported",
          path: "schedule.name",
          found: `"${spec.name}"`,
          allowed: "a schedule that can be written in Python",
        });
    }
  }

  #sequence(schedules: readonly ScheduleSpec[], milestones: readonly number[]): string[] {
    const names = schedules.map((schedule) => this.#child(schedule));
    // From the last one back: the first milestone that the step has reached decides.
    const later = milestones.flatMap((milestone, index) => [
      `if t >= ${milestone}:`,
      `    return ${names[index + 1]}(t - ${milestone})`,
    ]);
    const blocks = milestones.map((_, index) => later.slice(2 * index, 2 * index + 2)).reverse();
    return [...blocks.flat(), `return ${names[0]}(t)`];
  }
}

function listOf(value: ScheduleSpec[string]): string {
  return Array.isArray(value) ? `[${value.map((entry) => pythonNumber(Number(entry))).join(", ")}]` : "[]";
}
