import { describe, expect, test } from "vitest";
import { InputError } from "../../../src-core/numerics/index.ts";
import {
  checkSchedule,
  createMomentum,
  createSchedule,
  offeredScheduleOptions,
  scheduleConventions,
  scheduleEntry,
  SCHEDULES,
  type ScheduleSpec,
} from "../../../src-core/schedules/index.ts";
import { rates } from "./rates.ts";

/** One spec of every row and convention, with its proposed defaults. */
const EXAMPLES: readonly ScheduleSpec[] = SCHEDULES.flatMap(({ name, children: kind }) =>
  scheduleConventions(name).map((convention) => {
    const options = Object.fromEntries(
      offeredScheduleOptions(name, convention).map((option) => [option.name, option.default]),
    );
    const children =
      kind === "schedules"
        ? { schedules: [{ name: "none" }, { name: "exponential", gamma: 0.9 }] }
        : kind
          ? { schedule: { name: "cosine", T_max: 50 } }
          : {};
    return { name, convention, ...options, ...children };
  }),
);

describe.each(EXAMPLES)("$name, $convention", (spec) => {
  const { isAbsolute } = scheduleEntry(spec.name);

  test("is pure, finite, never negative, and in proportion to the base rate unless it says its own", () => {
    const [once, doubled] = [createSchedule(spec, 0.5), createSchedule(spec, 1)];
    for (const step of [1000, 0, 7, 99, 100, 101, 7, 0, 10_000_000, 5000]) {
      const rate = once(step);
      expect(Number.isFinite(rate) && rate >= 0).toBe(true);
      expect(once(step)).toBe(rate);
      expect(createSchedule(spec, 0.5)(step)).toBe(rate);
      expect(doubled(step)).toBeCloseTo(isAbsolute === true ? rate : 2 * rate, 12);
    }
  });

  test("a base rate of 0 stays 0 unless it says its own", () => {
    const highest = Math.max(...rates(spec, 200, 0));
    if (isAbsolute === true) expect(highest).toBeGreaterThan(0);
    else expect(highest).toBe(0);
  });

  test("a checked spec checks, and gives the same rates", () => {
    const checked = checkSchedule(JSON.parse(JSON.stringify(spec)));
    expect(checkSchedule(JSON.parse(JSON.stringify(checked)))).toEqual(checked);
    expect(rates(checked, 300)).toEqual(rates(spec, 300));
  });

  test("in units of three steps each rate is used three times", () => {
    const plain = rates(spec, 40);
    expect(rates({ ...spec, every: 3 }, 120)).toEqual(plain.flatMap((rate) => [rate, rate, rate]));
    expect(checkSchedule({ ...spec, every: 3 }).every).toBe(3);
    expect(checkSchedule({ ...spec, every: 1 })).toEqual(checkSchedule(spec));
  });

  test("a momentum lies between 0 and 1, and belongs to schedules that cycle it", () => {
    const momentum = createMomentum(spec);
    expect(momentum === null).toBe(spec["cycle_momentum"] !== true);
    for (const step of [0, 7, 99, 1000, 10_000_000]) {
      const value = momentum === null ? 0 : momentum(step)!;
      expect(value >= 0 && value < 1).toBe(true);
    }
  });

  test("its row is complete", () => {
    const entry = scheduleEntry(spec.name);
    expect(entry.tex).toContain("eta_");
    expect(entry.source.length).toBeGreaterThan(10);
    const withoutSlider = ["integers", "boolean", "choice", "formula", "points"];
    for (const option of entry.options) expect(option.slider === null).toBe(withoutSlider.includes(option.kind));
  });
});

describe("at the joints", () => {
  test("constant: factor up to total_iters - 1, then base", () => {
    expect(rates({ name: "constant", factor: 0.5, total_iters: 3 }, 5)).toEqual([0.5, 0.5, 0.5, 1, 1]);
    expect(rates({ name: "constant" }, 6)).toEqual([1 / 3, 1 / 3, 1 / 3, 1 / 3, 1 / 3, 1]);
  });

  test("step and multi-step change at their milestones, not after them", () => {
    expect(rates({ name: "step", step_size: 2, gamma: 0.5 }, 6)).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25]);
    expect(rates({ name: "multistep", milestones: [1, 3, 3], gamma: 0.5 }, 5)).toEqual([1, 0.5, 0.5, 0.125, 0.125]);
  });

  test("linear arrives at step total_iters and stays", () => {
    expect(rates({ name: "linear", start_factor: 0.5, end_factor: 1, total_iters: 2 }, 4)).toEqual([0.5, 0.75, 1, 1]);
  });

  test("polynomial is 0 from total_iters on", () => {
    expect(rates({ name: "polynomial", total_iters: 2, power: 2 }, 4)).toEqual([1, 0.25, 0, 0]);
  });

  test("cosine reaches its lowest rate at index T_max and then rises, as torch's", () => {
    // CosineAnnealingLR with T_max = 10 from 1, as computed with torch.
    const torch = [
      1, 0.975528, 0.904508, 0.793893, 0.654508, 0.5, 0.345492, 0.206107, 0.0954915, 0.0244717, 0, 0.0244717,
    ];
    rates({ name: "cosine", T_max: 10 }, 12).forEach((rate, k) => expect(rate).toBeCloseTo(torch[k], 6));
    expect(createSchedule({ name: "cosine", T_max: 10, eta_min: 0.2 }, 1)(20)).toBe(1);
  });

  test("inverse square root counts from 1", () => {
    expect(rates({ name: "inverse-sqrt" }, 4)[0]).toBe(1);
    expect(rates({ name: "inverse-sqrt" }, 4)[3]).toBe(0.5);
  });

  test("sequential: each schedule begins at its own step 0, exactly at its milestone", () => {
    const spec = {
      name: "sequential",
      schedules: [
        { name: "linear", start_factor: 0.5, end_factor: 1, total_iters: 2 },
        { name: "exponential", gamma: 0.5 },
        { name: "none" },
      ],
      milestones: [2, 4],
    };
    expect(rates(spec, 6)).toEqual([0.5, 0.75, 1, 0.5, 1, 1]);
  });

  test("nested: a sequence in a sequence counts from its own beginning", () => {
    const inner = {
      name: "sequential",
      schedules: [{ name: "none" }, { name: "constant", factor: 0, total_iters: 9 }],
      milestones: [2],
    };
    const spec = { name: "sequential", schedules: [{ name: "none" }, inner], milestones: [3] };
    expect(rates(spec, 7)).toEqual([1, 1, 1, 1, 1, 0, 0]);
  });
});

describe("warm-up", () => {
  const cosine = { name: "cosine", T_max: 40 };

  test("step 0 uses start_factor of where the schedule begins; step total_iters is the schedule's own step 0", () => {
    const spec = { name: "warmup", total_iters: 4, start_factor: 0.2, schedule: cosine };
    const warmed = createSchedule(spec, 0.5);
    const plain = createSchedule(cosine, 0.5);
    expect(warmed(0)).toBeCloseTo(0.1, 15);
    expect(warmed(2)).toBeCloseTo(0.3, 15);
    for (let step = 4; step < 60; step++) expect(warmed(step)).toBe(plain(step - 4));
  });

  test("is torch's LinearLR before the schedule in a SequentialLR", () => {
    const linear = { name: "linear", start_factor: 0.05, end_factor: 1, total_iters: 20 };
    const torch = rates({ name: "sequential", schedules: [linear, cosine], milestones: [20] }, 100);
    rates({ name: "warmup", total_iters: 20, start_factor: 0.05, schedule: cosine }, 100).forEach((rate, k) =>
      expect(rate).toBeCloseTo(torch[k], 15),
    );
  });

  test("from 0 the first step has a rate of 0", () => {
    expect(rates({ name: "warmup", total_iters: 2, start_factor: 0 }, 4)).toEqual([0, 0.5, 1, 1]);
  });

  test("leads up to the schedule's own first rate without a jump, whatever that is", () => {
    const spec = {
      name: "warmup",
      total_iters: 2,
      start_factor: 0,
      schedule: { name: "constant", factor: 0.5, total_iters: 2 },
    };
    expect(rates(spec, 5)).toEqual([0, 0.25, 0.5, 0.5, 1]);
  });

  test("of no steps is none", () => {
    expect(rates({ name: "warmup", total_iters: 0, schedule: cosine }, 50)).toEqual(rates(cosine, 50));
  });
});

describe("errors name the field", () => {
  test.each([
    [{ name: "cosin" }, "schedule.name", "unknown-name"],
    [{}, "schedule.name", "missing-field"],
    [[], "schedule", "wrong-type"],
    [{ name: "step" }, "schedule.step_size", "missing-field"],
    [{ name: "exponential" }, "schedule.gamma", "missing-field"],
    [{ name: "multistep" }, "schedule.milestones", "missing-field"],
    [{ name: "cosine" }, "schedule.T_max", "missing-field"],
    [{ name: "step", step_size: 0 }, "schedule.step_size", "out-of-range"],
    [{ name: "step", step_size: 1.5 }, "schedule.step_size", "not-an-integer"],
    [{ name: "step", stepSize: 3, step_size: 3 }, "schedule.stepSize", "unknown-field"],
    [{ name: "none", gamma: 1 }, "schedule.gamma", "unknown-field"],
    [{ name: "none", every: 0 }, "schedule.every", "out-of-range"],
    [{ name: "none", every: 1.5 }, "schedule.every", "not-an-integer"],
    [{ name: "step", step_size: 3, convention: "optax" }, "schedule.convention", "unknown-name"],
    [{ name: "cosine", T_max: 3, alpha: 0.1 }, "schedule.alpha", "unsupported"],
    [{ name: "cosine", T_max: 3, convention: "optax", eta_min: 0.1 }, "schedule.eta_min", "unsupported"],
    [{ name: "cosine-restarts" }, "schedule.T_0", "missing-field"],
    [{ name: "cosine-restarts", T_0: 10, T_mult: 1.5 }, "schedule.T_mult", "not-an-integer"],
    [{ name: "cyclic", max_lr: 1 }, "schedule.base_lr", "missing-field"],
    [{ name: "cyclic", base_lr: 2, max_lr: 1 }, "schedule.base_lr", "inconsistent"],
    [{ name: "cyclic", base_lr: 0, max_lr: 1, mode: "square" }, "schedule.mode", "unknown-name"],
    [{ name: "cyclic", base_lr: 0, max_lr: 1, mode: 2 }, "schedule.mode", "wrong-type"],
    [{ name: "cyclic", base_lr: 0, max_lr: 1, step_size_down: 0 }, "schedule.step_size_down", "out-of-range"],
    [{ name: "cyclic", base_lr: 0, max_lr: 1, base_momentum: 0.95 }, "schedule.base_momentum", "inconsistent"],
    [{ name: "onecycle", max_lr: 1 }, "schedule.total_steps", "missing-field"],
    [{ name: "onecycle", max_lr: 1, total_steps: 0 }, "schedule.total_steps", "out-of-range"],
    [{ name: "onecycle", max_lr: 1, total_steps: 9, div_factor: 0 }, "schedule.div_factor", "out-of-range"],
    [
      { name: "onecycle", max_lr: 1, total_steps: 9, three_phase: true, pct_start: 0.6 },
      "schedule.pct_start",
      "inconsistent",
    ],
    [
      { name: "onecycle", convention: "optax", max_lr: 1, total_steps: 9, pct_start: 0.9 },
      "schedule.pct_start",
      "inconsistent",
    ],
    [
      { name: "onecycle", convention: "optax", max_lr: 1, total_steps: 9, three_phase: true },
      "schedule.three_phase",
      "unsupported",
    ],
    [{ name: "wsd", decay_shape: "exponential", final_factor: 0 }, "schedule.final_factor", "inconsistent"],
    [{ name: "lambda" }, "schedule.lr_lambda", "missing-field"],
    [{ name: "lambda", lr_lambda: 1 }, "schedule.lr_lambda", "wrong-type"],
    [{ name: "lambda", lr_lambda: "1 / t" }, "schedule.lr_lambda", "inconsistent"],
    [{ name: "multiplicative", lr_lambda: "1 / (t - 1)" }, "schedule.lr_lambda", "inconsistent"],
    [{ name: "points", points: [] }, "schedule.points", "wrong-length"],
    [{ name: "points", points: [[0, 1, 2]] }, "schedule.points[0]", "too-large"],
    [{ name: "points", points: [[0]] }, "schedule.points[0]", "wrong-length"],
    [{ name: "points", points: [[0.5, 1]] }, "schedule.points[0][0]", "not-an-integer"],
    [
      {
        name: "points",
        points: [
          [3, 1],
          [3, 2],
        ],
      },
      "schedule.points[1][0]",
      "inconsistent",
    ],
    [{ name: "points", points: [[0, -1]] }, "schedule.points[0][1]", "out-of-range"],
    [{ name: "plateau", factor: 1 }, "schedule.factor", "out-of-range"],
    [{ name: "plateau", mode: "best" }, "schedule.mode", "unknown-name"],
    [{ name: "warmup", schedule: { name: "plateau" } }, "schedule.schedule.name", "unsupported"],
    [{ name: "chained", schedules: [{ name: "none" }] }, "schedule.schedules", "wrong-length"],
    [
      { name: "chained", schedules: [{ name: "none" }, { name: "onecycle", max_lr: 1, total_steps: 9 }] },
      "schedule.schedules[1].name",
      "unsupported",
    ],
    [{ name: "constant", factor: 1.5 }, "schedule.factor", "out-of-range"],
    [{ name: "linear", start_factor: 0 }, "schedule.start_factor", "out-of-range"],
    [{ name: "multistep", milestones: [3, 1] }, "schedule.milestones[1]", "inconsistent"],
    [{ name: "multistep", milestones: [] }, "schedule.milestones", "wrong-length"],
    [{ name: "multistep", milestones: [1, -1] }, "schedule.milestones[1]", "out-of-range"],
    [{ name: "sequential", milestones: [1] }, "schedule.schedules", "wrong-type"],
    [{ name: "sequential", schedules: [{ name: "none" }], milestones: [1] }, "schedule.schedules", "wrong-length"],
    [
      { name: "sequential", schedules: [{ name: "none" }, { name: "none" }], milestones: [1, 2] },
      "schedule.milestones",
      "wrong-length",
    ],
    [
      { name: "sequential", schedules: [{ name: "none" }, { name: "cosine", T_max: -1 }], milestones: [1] },
      "schedule.schedules[1].T_max",
      "out-of-range",
    ],
    [{ name: "warmup", schedule: { name: "x" } }, "schedule.schedule.name", "unknown-name"],
    [{ name: "warmup", schedules: [] }, "schedule.schedules", "unknown-field"],
  ])("%o", (spec, path, code) => {
    expect.assertions(1);
    try {
      checkSchedule(spec);
    } catch (error) {
      expect(error).toMatchObject({ name: "InputError", path, code });
    }
  });

  test("a formula's error has its column", () => {
    const wrong = { name: "warmup", schedule: { name: "lambda", lr_lambda: "0.5 ^ tt" } };
    expect(() => checkSchedule(wrong)).toThrow(/^schedule\.schedule\.lr_lambda, column 7: found tt, allowed: .*t/);
    expect.assertions(2);
    try {
      checkSchedule(wrong);
    } catch (error) {
      expect(error).toMatchObject({ name: "InputError", code: "wrong-formula", column: 7 });
    }
  });

  test("a nest too deep is refused before it costs anything", () => {
    let spec: unknown = { name: "none" };
    for (let k = 0; k < 20_000; k++) spec = { name: "warmup", schedule: spec };
    expect(() => checkSchedule(spec)).toThrow(InputError);
  });

  test("a base rate that is none", () => {
    for (const rate of [-1, NaN, Infinity]) expect(() => createSchedule({ name: "none" }, rate)).toThrow(InputError);
  });
});
