import { InputError } from "../numerics/index.ts";
import { checkSchedule, type ScheduleSpec } from "../schedules/index.ts";
import { PythonError } from "./python-error.ts";
import { plainValue, PythonProgram, type Argument, type Value } from "./python-program.ts";
import { PythonReader } from "./python-reader.ts";
import { pythonTokens, type PythonToken } from "./python-tokens.ts";
import { SILENT_ARGUMENTS, TORCH_SCHEDULERS, torchSignature } from "./torch-signatures.ts";

/**
 * The schedule that a piece of PyTorch code makes: assignments of schedulers, numbers, lists and texts to variables, with
 * positional and keyword arguments, SequentialLR and ChainedScheduler of others, LambdaLR of a lambda. The last scheduler
 * counts. Imports and `....step()` are passed over, and so are other objects (the optimizer). Nothing of it is run.
 *
 * @throws PythonError with line and column.
 * @example importTorchSchedule("s = torch.optim.lr_scheduler.StepLR(optimizer, 30)") // => { name: "step", step_size: 30, gamma: 0.1 }
 */
export function importTorchSchedule(text: string): ScheduleSpec {
  const reader = new PythonReader(pythonTokens(text));
  const program: PythonProgram = new PythonProgram(reader, (name) => makeSchedule(name, reader, program));
  program.run();
  if (program.schedule !== null) return program.schedule;
  const allowed = `scheduler = ${TORCH_SCHEDULERS.slice(2, 5).join("(…), ")}(…), …`;
  throw new PythonError({ code: "syntax", line: 1, column: 1, found: "no scheduler", allowed });
}

/** The schedule that a class of torch makes; null for a name that looks like no scheduler's. */
function makeSchedule(name: PythonToken, reader: PythonReader, program: PythonProgram): Value | null {
  const signature = torchSignature(name.text);
  if (signature === undefined) {
    if (!/(LR|Scheduler|Plateau|WarmRestarts)$/.test(name.text)) return null;
    throw reader.error("unknown-name", TORCH_SCHEDULERS.join(", "), name);
  }
  const { schedule, parameters } = signature;
  const given = program.readArguments(parameters);
  if (parameters[0] === "optimizer" && !given.has("optimizer")) throw reader.error("syntax", "optimizer, …", name);
  const spec = checked(schedule, withTotalSteps(schedule, optionsOf(given)), given, name);
  return { kind: "schedule", spec };
}

/** Arguments as options of the lab's schedule. */
function optionsOf(given: ReadonlyMap<string, Argument>): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const [parameter, { value, line, column }] of given) {
    if (parameter === "optimizer") continue;
    const silent = SILENT_ARGUMENTS[parameter];
    const plain = plainValue(value);
    if (silent === undefined && plain !== undefined) {
      options[parameter === "schedulers" ? "schedules" : parameter] = plain;
    } else if (silent?.includes(plain) !== true) {
      const allowed =
        silent?.map(String).join(", ") ?? "a number, a text, a list, a lambda, or a variable that holds one";
      throw new PythonError({ code: "unsupported", line, column, found: parameter, allowed });
    }
  }
  return options;
}

/** torch lets the length of a one-cycle be said as epochs of so many steps. */
function withTotalSteps(schedule: string, options: Record<string, unknown>): Record<string, unknown> {
  if (schedule !== "onecycle") return options;
  const { epochs, steps_per_epoch, total_steps, ...others } = options;
  if (total_steps !== undefined && total_steps !== null) return { ...others, total_steps };
  const product = Number(epochs) * Number(steps_per_epoch);
  return Number.isNaN(product) ? others : { ...others, total_steps: product };
}

/** The checked spec; an error stands at the argument that it speaks of, or at the scheduler's name. */
function checked(
  schedule: string,
  options: Readonly<Record<string, unknown>>,
  given: ReadonlyMap<string, Argument>,
  name: PythonToken,
): ScheduleSpec {
  const { schedules } = options;
  // A sequence of one piece is that piece.
  if (
    schedule === "sequential" &&
    Array.isArray(schedules) &&
    schedules.length === 1 &&
    isEmpty(options["milestones"])
  ) {
    return checkSchedule(schedules[0]);
  }
  try {
    return checkSchedule({ name: schedule, ...options });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [, option = ""] = /^schedule\.(\w+)/.exec(error.path) ?? [];
    const { line, column } = given.get(option === "schedules" ? "schedulers" : option) ?? name;
    const { found, allowed } = error;
    throw new PythonError({ code: "wrong-value", line, column, found: `${option || schedule} ${found}`, allowed });
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}
