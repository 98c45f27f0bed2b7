import { checkName, checkRecord, fieldPath } from "../numerics/index.ts";
import { OPTIMIZERS } from "./catalogue.ts";
import { checkOptions, optionsUnder } from "./check-options.ts";
import type {
  Companion,
  Convention,
  OptimizerEntry,
  OptimizerSpec,
  Optimizer,
  OptionDescription,
  SpecValue,
} from "./optimizer.ts";

/**
 * The catalogue's row of a name.
 *
 * @throws InputError unknown-name with the names that there are.
 * @example optimizerEntry("adamw").title // => "AdamW"
 */
export function optimizerEntry(name: string, path = "optimizer.name"): OptimizerEntry {
  const known = checkName(
    path,
    name,
    OPTIMIZERS.map((entry) => entry.name),
  );
  // checkName has found it in this very list.
  return OPTIMIZERS.find((entry) => entry.name === known) as OptimizerEntry;
}

/**
 * The options that a row has under a convention (its first one unless told), with that convention's defaults: what a
 * settings panel shows.
 *
 * @throws InputError unknown-name for an optimizer that there is not.
 * @example offeredOptions("rmsprop", "leedl").map((option) => option.name) // => ["lr", "alpha", "weight_decay", "maximize"]
 */
export function offeredOptions(name: string, convention?: Convention): readonly OptionDescription[] {
  const entry = optimizerEntry(name);
  return optionsUnder(entry.options, convention ?? entry.conventions[0]);
}

/**
 * Everything that a spec says, checked: its options with the defaults filled in (`lr` among them), without `name` and
 * `convention`.
 *
 * @throws InputError with the path of the field: an unknown name, convention or option, a value out of its range, options
 *   that contradict each other, an option that the convention does not have ("unsupported"). ExpressionError with line and
 *   columns for the text of an own rule.
 * @example optimizerOptions({ name: "adam", lr: 0.1 }).betas // => [0.9, 0.999]
 */
export function optimizerOptions(spec: OptimizerSpec, path = "optimizer"): Readonly<Record<string, SpecValue>> {
  return checkOptimizerSpec(spec, path).options;
}

/**
 * The options that the method's own row has, checked and completed as optimizerOptions does, but without a look at the text
 * of an own rule: they are there while that is being typed.
 *
 * @throws InputError as optimizerOptions does.
 * @example rowOptions({ name: "own-rule", rule: "theta = theta -" }) // => { lr: 0.01 }
 */
export function rowOptions(spec: OptimizerSpec, path = "optimizer"): Readonly<Record<string, SpecValue>> {
  return readRow(spec, path).options;
}

/**
 * The optimizer that a spec describes. Its state is its caller's; one optimizer may serve any number of runs.
 *
 * @throws InputError as optimizerOptions does.
 * @example typeof createOptimizer({ name: "adam", lr: 0.1 }).update // => "function"
 */
export function createOptimizer(spec: OptimizerSpec, path = "optimizer"): Optimizer {
  const { entry, convention, options } = checkOptimizerSpec(spec, path);
  return entry.create(options, convention);
}

/**
 * The second point that a method carries beside theta, to be read from a run's theta and state; null where it has none.
 *
 * @throws InputError as optimizerOptions does.
 * @example companionOf({ name: "sgd", momentum: 0.9, nesterov: true })?.name // => "textbook"
 */
export function companionOf(spec: OptimizerSpec, path = "optimizer"): Companion | null {
  const { entry, convention, options } = checkOptimizerSpec(spec, path);
  return entry.companion?.(options, convention) ?? null;
}

/**
 * A spec from anywhere (a file, a message, a command's input), checked and completed: every option that its convention
 * has is present.
 *
 * @throws InputError as optimizerOptions does.
 * @example checkOptimizer({ name: "sgd", momentum: 0.9 }).nesterov // => false
 */
export function checkOptimizer(value: unknown, path = "optimizer"): OptimizerSpec {
  const { entry, convention, options } = checkOptimizerSpec(value, path);
  const isDefault = convention === entry.conventions[0];
  return { name: entry.name, ...(isDefault ? {} : { convention }), ...options };
}

/**
 * Checks a spec but for the text of an own rule: a project may be saved while one is being typed, and opens without reading
 * a single one.
 *
 * @throws InputError as optimizerOptions does.
 */
export function checkOptimizerShape(spec: OptimizerSpec, path = "optimizer"): void {
  const { entry, options } = readRow(spec, path);
  entry.fields?.checkShape(spec, path);
  entry.check?.(options, path);
}

interface CheckedSpec {
  readonly entry: OptimizerEntry;
  readonly convention: Convention;
  readonly options: Readonly<Record<string, SpecValue>>;
}

function checkOptimizerSpec(value: unknown, path: string): CheckedSpec {
  const { entry, convention, options, record } = readRow(value, path);
  const fields = entry.fields?.complete(record, path);
  entry.check?.(options, path);
  return { entry, convention, options: { ...options, ...fields } };
}

function readRow(value: unknown, path: string) {
  const record = checkRecord(path, value);
  // optimizerEntry checks that the name is a name.
  const entry = optimizerEntry(record["name"] as string, fieldPath(path, "name"));
  const convention =
    record["convention"] === undefined
      ? entry.conventions[0]
      : checkName(fieldPath(path, "convention"), record["convention"], entry.conventions);
  const fields = ["name", "convention", ...(entry.fields?.names ?? [])];
  const options = checkOptions(entry.options, convention, record, fields, path);
  return { entry, convention, options, record };
}
