import { describe, expect, test } from "vitest";
import { createRandom, InputError, jsonText } from "../../../src-core/numerics/index.ts";
import { createObjective, TEST_FUNCTIONS, type Objective } from "../../../src-core/objective/index.ts";
import {
  baseLearningRate,
  checkOptimizer,
  cloneState,
  createOptimizer,
  missingPart,
  offeredOptions,
  OPTIMIZER_PRESETS,
  optimizerEntry,
  optimizerOptions,
  OPTIMIZERS,
  stateFromJson,
  type OptimizerSpec,
  type OptimizerState,
  type OptionDescription,
} from "../../../src-core/optimizers/index.ts";
import { drive } from "../../support/drive.ts";
import { rosenbrock } from "../../support/handmade-objectives.ts";
import { finish, specOf, thetaAt } from "../../support/runs.ts";
import {
  ADDS_ENTRIES,
  COASTS,
  DRIFTS,
  IGNORES_NOISE,
  MAY_DIVERGE,
  predicted,
  SAYS_AFTERWARDS,
} from "./battery-exceptions.ts";
import { lossesFor } from "./battery-losses.ts";

// Every method of the catalogue under every convention, with every switch on, against every property that all must have.
// A row added to the catalogue is tested by being there.

interface Variant {
  readonly title: string;
  readonly spec: OptimizerSpec;
}

const VARIANTS: readonly Variant[] = [
  ...OPTIMIZER_PRESETS.map(({ id, spec }) => ({ title: id, spec })),
  ...OPTIMIZERS.flatMap((entry) =>
    entry.conventions.flatMap((convention) => {
      const base = { name: entry.name, convention };
      const options = offeredOptions(entry.name, convention);
      const switches = options.filter((option) => option.kind === "boolean");
      return [
        { title: `${entry.name}, ${convention}, defaults`, spec: base },
        ...options.flatMap((option) => withoutZero(option, base)),
        ...switches.map(({ name }) => ({
          title: `${entry.name}, ${convention}, ${name}`,
          spec: { ...base, [name]: true, ...beside(entry.name, name) },
        })),
        ...options.flatMap(({ name, choices = [] }) =>
          choices.map((choice) => ({
            title: `${entry.name}, ${convention}, ${name} ${choice}`,
            spec: { ...base, [name]: choice },
          })),
        ),
      ];
    }),
  ),
  {
    title: "lookahead around sam around adam",
    spec: { name: "lookahead", optimizer: { name: "sam", optimizer: { name: "adam", lr: 0.01 } } },
  },
];

/**
 * What an option needs beside it: Nesterov a momentum, a climb by Polyak's step a bound of the negative loss, a climb by
 * schedule-free SGD another rate than its default of 1, lest it overflows.
 */
function beside(method: string, option: string): Partial<OptimizerSpec> {
  if (option === "nesterov" || option === "dampening") return { momentum: 0.9 };
  if (option !== "maximize") return {};
  return method === "polyak_sgd" ? { f_min: -1000 } : method === "schedule_free_sgd" ? { lr: 0.01 } : {};
}

/** Options that are off at 0, turned on: numbers at 0.1, counts of steps at 10. */
function withoutZero(option: OptionDescription, base: OptimizerSpec): Variant[] {
  if (option.default !== 0) return [];
  const value = option.kind === "integer" ? 10 : 0.1;
  const spec = { ...base, [option.name]: value, ...beside(base.name, option.name) };
  return [{ title: `${base.name}, ${base.convention ?? ""}, ${option.name} ${value}`, spec }];
}

/** The spec with an option set where it has its place: in the method itself, or in the one inside that has it. */
function withOption(spec: OptimizerSpec, name: string, value: boolean | number): OptimizerSpec {
  if (offeredOptions(spec.name, spec.convention).some((option) => option.name === name)) {
    return { ...spec, [name]: value };
  }
  if (optimizerEntry(spec.name).children === undefined) return spec;
  return { ...spec, optimizer: withOption(spec.optimizer ?? { name: "sgd" }, name, value) };
}

/** Relative to the largest entry. Roundings of 1e-16, multiplied by what a climb or a growing rate makes of them in 10 steps. */
const ORDER_TOLERANCE = 1e-10;

test("there is a preset and a default variant for every row", () => {
  expect(new Set(OPTIMIZER_PRESETS.map(({ spec }) => spec.name))).toEqual(new Set(OPTIMIZERS.map(({ name }) => name)));
  expect(VARIANTS.length).toBeGreaterThan(35);
});

describe.each(VARIANTS)("$title", ({ spec }) => {
  const lr = baseLearningRate(spec);
  const { toyProduct, himmelblau, six, permutedSix, order, oneSided, upsideDown, prepare } = lossesFor(spec);
  const starts: readonly (readonly [Objective, readonly number[]])[] = [
    [toyProduct, [0.3, 0.2]],
    [himmelblau, [1, -2]],
    [six, [0.3, -0.7, 1.1, 0.4, -1.3, 0.9]],
  ];

  test("stays finite on every test function, the gradient clipped to a norm of 1 where the loss is steep", () => {
    // The speed of these two grows with the distance travelled: off a loss that falls for ever (the monkey saddle, Hölder's
    // table from afar) they run without end, and a decay of 0.1 of a distance of hundreds overshoots. All that takes more
    // than 12 steps.
    const steps = spec.name === "prodigy" || spec.name === "dadapt_adamw" ? 12 : 50;
    for (const { expression, constants, parameters, start } of TEST_FUNCTIONS) {
      const objective = prepare(
        createObjective({
          expression,
          parameters: parameters.map(({ name }) => name),
          constants: Object.fromEntries(constants.map(({ name, value }) => [name, value])),
        }),
      );
      if (missingPart(spec, objective) !== null) continue;
      const { frames } = finish(specOf(spec, start, steps, { clip: { kind: "norm", limit: 1 } }), objective);
      expect(MAY_DIVERGE(spec) || frames.theta.every(Number.isFinite), expression).toBe(true);
      expect(
        frames.scale.every((sigma) => sigma > 0 && Number.isFinite(sigma)),
        expression,
      ).toBe(true);
    }
  });

  test("never writes to the gradient, and only plain numbers and Float64Arrays of whole vectors to its state", () => {
    const { theta, state, gradient, advance } = drive(spec, six, [0.3, -0.7, 1.1, 0.4, -1.3, 0.9]);
    for (let k = 0; k < 5; k++) {
      six.gradient(theta, gradient);
      const before = gradient.slice();
      advance();
      expect(gradient).toEqual(before);
    }
    expect(state["t"]).toBe(5);
    for (const value of Object.values(state)) {
      expect(typeof value === "number" || (value instanceof Float64Array && value.length % 6 === 0)).toBe(true);
    }
  });

  test.each([
    ["cloneState", (state: OptimizerState) => cloneState(state)],
    ["structuredClone", (state: OptimizerState) => structuredClone(state)],
    ["JSON", (state: OptimizerState) => stateFromJson(JSON.parse(jsonText(state)))],
  ])("a state that went through %s goes on with the same bits", (_way, copy) => {
    for (const [objective, start] of starts) {
      const original = drive(spec, objective, start);
      original.advance(7);
      const resumed = drive(spec, objective, Array.from(original.theta), copy(original.state));
      original.advance(300);
      resumed.advance(300);
      expect(Array.from(resumed.theta)).toEqual(Array.from(original.theta));
      expect(resumed.state).toEqual(original.state);
    }
  });

  test("one optimizer may serve two runs in turn", () => {
    const optimizer = createOptimizer(spec);
    const alone = drive(spec, himmelblau, [1, -2]);
    const [first, second] = [
      drive(spec, himmelblau, [1, -2], null, optimizer),
      drive(spec, six, [1, 1, 1, 1, 1, 1], null, optimizer),
    ];
    for (let k = 0; k < 20; k++) {
      alone.advance();
      first.advance();
      second.advance();
    }
    expect(first.theta).toEqual(alone.theta);
  });

  test("same spec, same path, with noise too; another seed, another path", () => {
    // Noise above the gradients, so that it changes their signs too.
    // A flow with noise is cut into thousands of substeps.
    const steps = spec.name === "gradient_flow" ? 3 : 50;
    const path = (seed: number) => finish(specOf(spec, [1, -2], steps, { noise: 100, seed }), himmelblau).frames.theta;
    expect(path(1)).toEqual(path(1));
    if (IGNORES_NOISE(spec)) expect(path(1)).toEqual(path(2));
    else expect(path(1)).not.toEqual(path(2));
  });

  test("parameters in another order make the same path in that order", () => {
    const start = [0.3, -0.7, 1.1, 0.4, -1.3, 0.9];
    const plain = drive(spec, six, start);
    const other = drive(
      spec,
      permutedSix,
      order.map((place) => start[place]),
    );
    const isExact = !ADDS_ENTRIES(spec);
    plain.advance(isExact ? 200 : 10);
    other.advance(isExact ? 200 : 10);
    const expected = order.map((place) => plain.theta[place]);
    const allowed = ORDER_TOLERANCE * Math.max(...expected.map(Math.abs));
    if (isExact) expect(Array.from(other.theta)).toEqual(expected);
    else expected.forEach((entry, i) => expect(Math.abs(other.theta[i] - entry)).toBeLessThanOrEqual(allowed));
  });

  test("a rate of 0 does not move, unless the method coasts", () => {
    const run = drive(spec, himmelblau, [1, -2]);
    run.advance(3);
    const before = run.theta.slice();
    run.advance(1, 0);
    if (COASTS(spec)) expect(run.theta).not.toEqual(before);
    else expect(run.theta).toEqual(before);
    expect(run.parts.direction.every(Number.isFinite) && run.parts.scale.every(Number.isFinite)).toBe(true);
  });

  test("the movement is rate * direction / scale, after the decoupled decay where the method has one", () => {
    const random = createRandom(1);
    const run = drive(spec, six, [0.3, -0.7, 1.1, 0.4, -1.3, 0.9]);
    for (let k = 0; k < 100; k++) {
      const rate = lr * (0.5 + random.uniform());
      const before = run.theta.slice();
      run.advance(1, rate);
      run.theta.forEach((now, i) => {
        const { direction, scale } = run.parts;
        const there = predicted(spec, rate, before[i], direction[i], scale[i]);
        const rounding = 4 * Number.EPSILON * Math.max(Math.abs(before[i]), Math.abs(now));
        if (SAYS_AFTERWARDS(spec)) expect(Math.abs(now - there)).toBeLessThanOrEqual(rounding);
        else expect(now).toBe(there);
      });
    }
  });

  test("an entry whose gradient is 0 from the start rests there", () => {
    const withoutDecay = withOption(withOption(spec, "weight_decay", 0), "lambd", 0);
    const run = drive(withoutDecay, oneSided, [1, 3]);
    run.advance(50);
    if (DRIFTS(spec)) expect(Math.abs(run.theta[1] - 3)).toBeLessThan(0.01);
    else expect(run.theta[1]).toBe(3);
    expect(run.theta[0]).not.toBe(1);
  });

  test("climbing a loss is descending its negative", () => {
    // torch's LBFGS and Muon cannot climb, nor do methods of second order, and a person's own rule climbs by a sign in its lines.
    const climbing = withOption(spec, "maximize", true);
    if (climbing === spec) {
      expect(errorOf({ ...spec, maximize: true })).toMatchObject({ path: "optimizer.maximize" });
      return;
    }
    const climb = drive(climbing, himmelblau, [0.5, 0.5]);
    const descend = drive(withOption(spec, "maximize", false), upsideDown, [0.5, 0.5]);
    climb.advance(30);
    descend.advance(30);
    if (DRIFTS(spec)) climb.theta.forEach((entry, i) => expect(entry).toBeCloseTo(descend.theta[i], 6));
    else expect(climb.theta).toEqual(descend.theta);
  });

  test("a checked spec checks, and makes the same optimizer", () => {
    const checked = checkOptimizer(spec);
    expect(checkOptimizer(JSON.parse(JSON.stringify(checked)))).toEqual(checked);
    const [a, b] = [drive(spec, himmelblau, [1, -2]), drive(checked, himmelblau, [1, -2])];
    a.advance(20);
    b.advance(20);
    expect(a.theta).toEqual(b.theta);
  });
});

describe("wrong options are refused, with their path and what is allowed", () => {
  const everyOption = OPTIMIZERS.flatMap((entry) =>
    entry.conventions.flatMap((convention) =>
      offeredOptions(entry.name, convention).map((option) => ({ name: entry.name, convention, option })),
    ),
  );

  test.each(everyOption)("$name, $convention: $option.name", ({ name, convention, option }) => {
    for (const value of wrongValues(option)) {
      const error = errorOf({ name, convention, [option.name]: value } as OptimizerSpec);
      expect(error.path.startsWith(`optimizer.${option.name}`), String(value)).toBe(true);
      expect(error.allowed).not.toBe("");
    }
  });

  test("their defaults are within their ranges", () => {
    for (const { name, convention, option } of everyOption) {
      const extra = option.name === "nesterov" ? { momentum: 0.9 } : {};
      const spec = { name, convention, ...extra, [option.name]: option.default };
      expect(optimizerOptions(spec)[option.name]).toEqual(option.default);
    }
  });

  test("unknown names, options of torch that mean nothing here, and another convention's options", () => {
    expect(errorOf({ name: "adamx" })).toMatchObject({ code: "unknown-name", path: "optimizer.name" });
    for (const option of ["foreach", "capturable", "differentiable", "fused", "LR", "__proto__x"]) {
      const error = errorOf({ name: "adam", [option]: true });
      expect(error).toMatchObject({ code: "unknown-field", path: `optimizer.${option}` });
      expect(error.allowed).toContain("betas");
    }
    expect(errorOf({ name: "adam", convention: "leedl" })).toMatchObject({
      code: "unknown-name",
      path: "optimizer.convention",
    });
    expect(errorOf({ name: "adagrad", convention: "leedl", eps: 1e-8 })).toMatchObject({
      code: "unsupported",
      path: "optimizer.eps",
    });
  });

  test("Nesterov without momentum, or with dampening, as in torch", () => {
    for (const extra of [{}, { momentum: 0 }, { momentum: 0.9, dampening: 0.5 }]) {
      expect(errorOf({ name: "sgd", nesterov: true, ...extra })).toMatchObject({
        code: "inconsistent",
        path: "optimizer.nesterov",
      });
    }
    expect(optimizerOptions({ name: "sgd", nesterov: true, momentum: 0.9 })["nesterov"]).toBe(true);
  });

  test("a list of betas of the wrong length, or with one wrong entry", () => {
    expect(errorOf({ name: "adam", betas: [0.9] })).toMatchObject({
      code: "wrong-length",
      path: "optimizer.betas",
      allowed: "2",
    });
    expect(errorOf({ name: "adam", betas: [0.9, 1] })).toMatchObject({
      path: "optimizer.betas[1]",
      found: "1",
      allowed: "[0, 1)",
    });
  });
});

/** Values outside an option's range or kind. */
function wrongValues(option: OptionDescription): unknown[] {
  if (option.kind === "boolean") return [0, 1, "true", null];
  if (option.kind === "choice") return [0, true, [], "", "Original"];
  const wrong: unknown[] = [NaN, Infinity, "0.1", true, [0.1], ...(option.nullable === true ? [] : [null])];
  const { minimum, maximum } = option;
  const beyond = [
    ...(minimum === undefined ? [] : [minimum - 1e-9]),
    ...(maximum === undefined ? [] : [maximum + 1e-9]),
    ...(option.exclusiveMinimum === true ? [minimum] : []),
    ...(option.exclusiveMaximum === true ? [maximum] : []),
  ];
  const all = [...wrong, ...beyond];
  return option.kind === "numbers" ? [0.5, [], [[0.5], 0.5], ...beyond.map((value) => [0.5, value])] : all;
}

function errorOf(spec: OptimizerSpec): InputError {
  try {
    createOptimizer(spec);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error(`${JSON.stringify(spec)} was accepted`);
}

test("the battery drives as the run loop does", () => {
  const run = drive({ name: "adam" }, rosenbrock, [-1.2, 1]);
  run.advance(100);
  expect(Array.from(run.theta)).toEqual(
    thetaAt(finish(specOf({ name: "adam" }, [-1.2, 1], 100), rosenbrock).frames, 100),
  );
});
