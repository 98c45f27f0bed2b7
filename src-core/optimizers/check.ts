import { checkName, checkRecord, fieldPath, InputError } from "../numerics/index.ts";
import { OPTIMIZERS } from "./catalogue.ts";
import { checkOptions, optionsUnder } from "./check-options.ts";
import type {
  BaseMethod,
  Companion,
  Convention,
  OptimizerEntry,
  OptimizerSpec,
  Optimizer,
  OptionDescription,
  SpecValue,
} from "./optimizer.ts";
import { withRateFactors } from "./rate-factors.ts";

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
 * Whose formula a spec follows.
 *
 * @throws InputError unknown-name for an optimizer that there is not.
 * @example conventionOf({ name: "rmsprop" }) // => "pytorch"
 */
export function conventionOf(spec: OptimizerSpec): Convention {
  return spec.convention ?? optimizerEntry(spec.name).conventions[0];
}

/**
 * Everything that a spec says, checked: its options with the defaults filled in (`lr` among them), without `name`,
 * `convention` and the spec of a method inside.
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
 * @param rateFactors one for each entry of theta, see rate-factors.ts; null: one rate for all.
 * @throws InputError as optimizerOptions does.
 * @example typeof createOptimizer({ name: "adam", lr: 0.1 }).update // => "function"
 */
export function createOptimizer(
  spec: OptimizerSpec,
  rateFactors: readonly number[] | null = null,
  path = "optimizer",
): Optimizer {
  return build(checkOptimizerSpec(spec, path), rateFactors).optimizer;
}

/**
 * The second point that a method, or else the one inside it, carries beside theta, to be read from a run's theta and state;
 * null where there is none.
 *
 * @throws InputError as optimizerOptions does.
 * @example companionOf({ name: "sgd", momentum: 0.9, nesterov: true })?.name // => "textbook"
 */
export function companionOf(spec: OptimizerSpec, path = "optimizer"): Companion | null {
  return companionIn(checkOptimizerSpec(spec, path));
}

/**
 * The rate that a schedule shapes: `lr`, or for a method around another that of the innermost one.
 *
 * @param spec a checked one; options are not looked at again.
 * @example baseLearningRate({ name: "lookahead", optimizer: { name: "adam", lr: 0.01 } }) // => 0.01
 */
export function baseLearningRate(spec: OptimizerSpec): number {
  const { name, convention, lr: given } = innermostMethod(spec);
  // Every row without children has a number called lr.
  const lr = offeredOptions(name, convention).find((option) => option.name === "lr");
  return Number(given ?? lr?.default);
}

/**
 * The spec of the method that a method is around, plain gradient descent where its spec does not say; null for methods that
 * are around none, and for names that are not in the catalogue.
 *
 * @example baseOf({ name: "sam", rho: 0.1 }) // => { name: "sgd" }
 */
export function baseOf(spec: OptimizerSpec): OptimizerSpec | null {
  const isAround = OPTIMIZERS.some(({ name, children }) => name === spec.name && children !== undefined);
  return isAround ? (spec.optimizer ?? DEFAULT_BASE) : null;
}

const DEFAULT_BASE: OptimizerSpec = { name: "sgd" };

/** The method that makes the step, within all that are around it: it has the learning rate and the momentum. */
export function innermostMethod(spec: OptimizerSpec): OptimizerSpec {
  const base = baseOf(spec);
  return base === null ? spec : innermostMethod(base);
}

/** How many methods may lie around one another, the innermost counted; deeper nests mean a mistake or a hostile file. */
export const MAX_METHOD_DEPTH = 3;

/**
 * A spec from anywhere (a file, a message, a command's input), checked and completed: every option that its convention
 * has is present.
 *
 * @throws InputError as optimizerOptions does.
 * @example checkOptimizer({ name: "sgd", momentum: 0.9 }).nesterov // => false
 */
export function checkOptimizer(value: unknown, path = "optimizer"): OptimizerSpec {
  return completed(checkOptimizerSpec(value, path));
}

function completed({ entry, convention, options, base }: CheckedSpec): OptimizerSpec {
  const isDefault = convention === entry.conventions[0];
  const inside = base === null ? {} : { optimizer: completed(base) };
  return { name: entry.name, ...(isDefault ? {} : { convention }), ...options, ...inside };
}

/**
 * Checks a spec but for the text of an own rule: a project may be saved while one is being typed, and opens without reading
 * a single one.
 *
 * @throws InputError as optimizerOptions does.
 */
export function checkOptimizerShape(value: unknown, path = "optimizer", depth = 1): void {
  const { entry, options, record, inside } = readRow(value, path, depth);
  entry.fields?.checkShape(record, path);
  entry.check?.(options, path);
  if (inside !== null) checkOptimizerShape(inside.value, inside.path, depth + 1);
}

interface CheckedSpec {
  readonly entry: OptimizerEntry;
  readonly convention: Convention;
  readonly options: Readonly<Record<string, SpecValue>>;
  /** The method inside, for rows with children. */
  readonly base: CheckedSpec | null;
}

function build({ entry, convention, options, base }: CheckedSpec, rateFactors: readonly number[] | null): BaseMethod {
  const children = base === null ? [] : [build(base, rateFactors)];
  const optimizer = entry.create(options, convention, children);
  return {
    optimizer: base === null && rateFactors !== null ? withRateFactors(optimizer, rateFactors) : optimizer,
    climbs: options["maximize"] === true || children.some((child) => child.climbs),
    depth: depthOf(base) + 1,
  };
}

function companionIn({ entry, convention, options, base }: CheckedSpec): Companion | null {
  const own = entry.companion?.(options, convention, depthOf(base) + 1) ?? null;
  return own === null && base !== null ? companionIn(base) : own;
}

function depthOf(spec: CheckedSpec | null): number {
  return spec === null ? 0 : depthOf(spec.base) + 1;
}

function checkOptimizerSpec(value: unknown, path: string, depth = 1): CheckedSpec {
  const { entry, convention, options, record, inside } = readRow(value, path, depth);
  const fields = entry.fields?.complete(record, path);
  entry.check?.(options, path);
  const base = inside && checkOptimizerSpec(inside.value, inside.path, depth + 1);
  return { entry, convention, options: { ...options, ...fields }, base };
}

function readRow(value: unknown, path: string, depth = 1) {
  if (depth > MAX_METHOD_DEPTH) {
    throw new InputError({ code: "too-large", path, found: `${depth}`, allowed: `<= ${MAX_METHOD_DEPTH}` });
  }
  const record = checkRecord(path, value);
  // optimizerEntry checks that the name is a name.
  const entry = optimizerEntry(record["name"] as string, fieldPath(path, "name"));
  const convention =
    record["convention"] === undefined
      ? entry.conventions[0]
      : checkName(fieldPath(path, "convention"), record["convention"], entry.conventions);
  const { children } = entry;
  const fields = ["name", "convention", ...(entry.fields?.names ?? []), ...(children === undefined ? [] : [children])];
  const options = checkOptions(entry.options, convention, record, fields, path);
  const inside =
    children === undefined ? null : { value: record[children] ?? DEFAULT_BASE, path: fieldPath(path, children) };
  return { entry, convention, options, record, inside };
}
