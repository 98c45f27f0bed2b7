import { describe, expect, test } from "vitest";
import {
  createMomentum,
  createReactive,
  createSchedule,
  integratedRate,
  type ScheduleSpec,
} from "../../../src-core/schedules/index.ts";
import { rates } from "./rates.ts";

// Each schedule against numbers made by torch, optax or by hand.

/** Rounded reference numbers: as many digits as they are given with. */
const SIX_DIGITS = 6;
/** The same arithmetic in another order. */
const CLOSE = 14;

function expectClose(found: readonly (number | null)[], wanted: readonly number[], digits = CLOSE): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, k) => expect(found[k], `step ${k}`).toBeCloseTo(value, digits));
}

function momenta(spec: ScheduleSpec, count: number): (number | null)[] {
  const momentum = createMomentum(spec)!;
  return Array.from({ length: count }, (_, step) => momentum(step));
}

describe("one cycle", () => {
  const ten = { name: "onecycle", max_lr: 1, total_steps: 10 };

  test("torch's ten steps: the top at index 2, the end at index 9", () => {
    const torch = [0.04, 0.52, 1, 0.950485, 0.811746, 0.611262, 0.388742, 0.188258, 0.0495194, 4e-6];
    expectClose(rates(ten, 10), torch, SIX_DIGITS);
    expect(rates(ten, 10)[9]).toBeCloseTo(4e-6, 18);
  });

  test("optax's: the top at count 3, the end at count 10, where it stays", () => {
    const optax = rates({ ...ten, convention: "optax" }, 13);
    expect(optax[0]).toBeCloseTo(0.04, CLOSE);
    expect(optax[3]).toBe(1);
    expectClose(optax.slice(10), [4e-6, 4e-6, 4e-6], 18);
    // A third of the way up half a cosine, and 3 of 7 steps down another.
    expect(optax[1]).toBeCloseTo(0.04 + 0.96 * 0.25, CLOSE);
    expect(optax[6]).toBeCloseTo(4e-6 + ((1 - 4e-6) * (1 + Math.cos((3 * Math.PI) / 7))) / 2, CLOSE);
  });

  test("optax's straight lines have three phases", () => {
    const linear = { ...ten, convention: "optax", anneal_strategy: "linear", div_factor: 4, final_div_factor: 10 };
    expectClose(rates(linear as ScheduleSpec, 11), [
      0.25,
      0.5,
      0.75,
      1,
      0.85,
      0.7,
      0.55,
      0.4,
      0.25,
      0.25 - 0.225 / 2,
      0.025,
    ]);
  });

  test("the momentum goes the other way, 0.95 to 0.85 and back", () => {
    const linear = { ...ten, anneal_strategy: "linear" };
    const down = [1, 2, 3, 4, 5, 6, 7].map((k) => 0.85 + (0.1 * k) / 7);
    expectClose(momenta(linear, 10), [0.95, 0.9, 0.85, ...down]);
    const three = { ...linear, three_phase: true };
    expectClose(momenta(three, 10), [0.95, 0.9, 0.85, 0.9, 0.95, 0.95, 0.95, 0.95, 0.95, 0.95]);
    expect(createMomentum({ ...ten, cycle_momentum: false })).toBeNull();
  });

  test("a first phase of no length, or of one step, is passed at once", () => {
    expect(rates({ ...ten, pct_start: 0.1 }, 1)).toEqual([1]);
    expect(rates({ ...ten, pct_start: 0 }, 1)[0]).toBeLessThan(1);
    expect(rates({ ...ten, pct_start: 1 }, 10)[9]).toBe(1);
    expect(rates({ ...ten, total_steps: 1 }, 2)).toEqual([4e-6, 4e-6]);
  });
});

describe("cyclic", () => {
  const cycle = { name: "cyclic", base_lr: 1, max_lr: 3, step_size_up: 2, step_size_down: 4 };

  test("up in two steps, down in four", () => {
    expectClose(rates(cycle, 9), [1, 2, 3, 2.5, 2, 1.5, 1, 2, 3]);
  });

  test("half as high in every cycle, or as high as gamma^t", () => {
    expectClose(rates({ ...cycle, mode: "triangular2" }, 15).slice(6), [1, 1.5, 2, 1.75, 1.5, 1.25, 1, 1.25, 1.5]);
    expectClose(rates({ ...cycle, mode: "exp_range", gamma: 0.5 }, 4), [1, 1.5, 1.5, 1 + 1.5 / 8]);
  });

  test("the momentum is lowest at the top; a way down that is not named is as long as the way up", () => {
    expectClose(momenta(cycle, 5), [0.9, 0.85, 0.8, 0.825, 0.85]);
    expectClose(rates({ ...cycle, step_size_down: null }, 5), [1, 2, 3, 2, 1]);
  });
});

describe("cosines", () => {
  test("warm restarts: back at the top after 4, 4 + 8, 4 + 8 + 16 steps, and never at the bottom", () => {
    const restarts = rates({ name: "cosine-restarts", T_0: 4, T_mult: 2 }, 61);
    expect([0, 4, 12, 28, 60].map((step) => restarts[step])).toEqual([1, 1, 1, 1, 1]);
    expect(Math.min(...restarts)).toBeCloseTo((1 + Math.cos((31 * Math.PI) / 32)) / 2, CLOSE);
    expectClose(
      restarts.slice(4, 12),
      [0, 1, 2, 3, 4, 5, 6, 7].map((k) => (1 + Math.cos((Math.PI * k) / 8)) / 2),
    );
    expectClose(rates({ name: "cosine-restarts", T_0: 2, eta_min: 0.5 }, 4), [1, 0.75, 1, 0.75]);
  });

  test("optax's stays at the bottom, which is a share of the base", () => {
    const optax = { name: "cosine", convention: "optax", T_max: 4, alpha: 0.1 } as const;
    expectClose(rates(optax, 7, 2), [
      2,
      2 * (0.1 + 0.9 * 0.8535533905932737),
      1.1,
      2 * (0.1 + 0.9 * 0.1464466094067262),
      0.2,
      0.2,
      0.2,
    ]);
    expect(rates({ ...optax, alpha: 0, exponent: 2 }, 3)[2]).toBeCloseTo(0.25, CLOSE);
  });
});

test("optax's exponential: by transition_steps, as stairs, after transition_begin, down to end_value", () => {
  const optax = { name: "exponential", convention: "optax", gamma: 0.25, transition_steps: 2 } as const;
  expectClose(rates(optax, 5), [1, 0.5, 0.25, 0.125, 0.0625]);
  expectClose(rates({ ...optax, staircase: true }, 5), [1, 1, 0.25, 0.25, 0.0625]);
  expectClose(rates({ ...optax, transition_begin: 2, end_value: 0.3 }, 6), [1, 1, 1, 0.5, 0.3, 0.3]);
  expectClose(rates({ ...optax, gamma: 4, end_value: 3 }, 4), [1, 2, 3, 3]);
});

describe("warm-ups", () => {
  test("Noam: the Transformer's top is 6.987712e-4, at t = 4000, which is the 4000th step", () => {
    const noam = createSchedule({ name: "noam", d_model: 512, warmup_steps: 4000 }, 1);
    expect(noam(3999)).toBeCloseTo(6.987712e-4, 10);
    expect(noam(3998)).toBeLessThan(noam(3999));
    expect(noam(4000)).toBeLessThan(noam(3999));
    expect(noam(0)).toBeCloseTo(1 / (Math.sqrt(512) * 4000 ** 1.5), CLOSE);
    expect(createSchedule({ name: "noam", d_model: 512, factor: 2 }, 0.5)(3999)).toBe(noam(3999));
  });

  test("inverse square root after a straight line that meets it", () => {
    const spec = { name: "inverse-sqrt-warmup", warmup_steps: 4, start_factor: 0 };
    expectClose(rates(spec, 5), [0, 0.25, 0.5, 0.75, 1]);
    expect(createSchedule(spec, 1)(16)).toBe(0.5);
    expect(createSchedule({ ...spec, start_factor: 0.5 }, 1)(0)).toBe(0.5);
  });

  test("warm-up, stable, decay in each of its shapes", () => {
    const wsd = { name: "wsd", warmup_steps: 2, stable_steps: 2, decay_steps: 4, final_factor: 0.0625 };
    const [f, share] = [0.0625, 0.9375];
    const tail = (decay_shape: string) => rates({ ...wsd, decay_shape }, 10).slice(4);
    expectClose(rates(wsd, 5), [0, 0.5, 1, 1, 1]);
    expectClose(tail("linear"), [1, 1 - share / 4, 1 - share / 2, 1 - (3 * share) / 4, f, f]);
    expectClose(tail("exponential"), [1, 0.5, 0.25, 0.125, f, f]);
    expectClose(tail("1-sqrt"), [
      1,
      f + share / 2,
      f + share * (1 - Math.SQRT1_2),
      f + share * (1 - Math.sqrt(3) / 2),
      f,
      f,
    ]);
    expectClose(tail("cosine"), [
      1,
      f + share * 0.8535533905932737,
      f + share / 2,
      f + share * 0.1464466094067262,
      f,
      f,
    ]);
  });

  test("ResNet-110: 0.01 for 400 steps, then 0.1, a tenth of it from 32k, a hundredth from 48k", () => {
    const resnet = createSchedule({ name: "resnet-warmup" }, 0.1);
    const steps = [0, 399, 400, 31_999, 32_000, 47_999, 48_000, 64_000];
    expectClose(steps.map(resnet), [0.01, 0.01, 0.1, 0.1, 0.01, 0.01, 0.001, 0.001]);
  });
});

test("inverse time", () => {
  expectClose(rates({ name: "inverse-time" }, 4), [1, 1 / 2, 1 / 3, 1 / 4]);
  expectClose(rates({ name: "inverse-time", gamma: 0.5 }, 3, 2), [2, 2 / 1.5, 1]);
});

describe("formulas in t", () => {
  test("lambda is the formula", () => {
    expectClose(rates({ name: "lambda", lr_lambda: "0.95^t" }, 4), [1, 0.95, 0.9025, 0.857375]);
    expectClose(rates({ name: "lambda", lr_lambda: "t < 2 ? 1 : 1/t" }, 5, 2), [2, 2, 1, 2 / 3, 0.5]);
  });

  test("multiplicative is their product from step 1 on, wherever one begins to ask", () => {
    expectClose(rates({ name: "multiplicative", lr_lambda: "t / (t + 1)" }, 5, 2), [2, 1, 2 / 3, 1 / 2, 2 / 5]);
    const schedule = createSchedule({ name: "multiplicative", lr_lambda: "t / (t + 1)" }, 1);
    // The product telescopes to 1 / (t + 1); each factor and product is rounded once.
    for (const t of [5000, 10, 5001, 1023, 1024, 1025, 0, 4096, 4095, 20_000]) {
      expect(schedule(t) * (t + 1)).toBeCloseTo(1, 11);
    }
  });
});

test("a drawn curve: straight lines or levels, level at both ends", () => {
  const drawn = {
    name: "points",
    points: [
      [2, 1],
      [4, 3],
      [5, 0.5],
    ],
  } as ScheduleSpec;
  expectClose(rates(drawn, 8, 2), [2, 2, 2, 4, 6, 1, 1, 1]);
  expectClose(rates({ ...drawn, interpolation: "step" }, 8), [1, 1, 1, 1, 3, 0.5, 0.5, 0.5]);
  expectClose(rates({ name: "points", points: [[7, 0.5]] }, 3), [0.5, 0.5, 0.5]);
});

describe("compositions", () => {
  test("chained: the product of the factors, in any order", () => {
    const [step, decay] = [
      { name: "step", step_size: 2, gamma: 0.5 },
      { name: "exponential", gamma: 0.9 },
    ];
    const product = [1, 0.9, 0.81 / 2, 0.729 / 2, 0.6561 / 4];
    expectClose(
      rates({ name: "chained", schedules: [step, decay] }, 5, 3),
      product.map((factor) => 3 * factor),
    );
    expectClose(rates({ name: "chained", schedules: [decay, step] }, 5), product);
  });

  test("units multiply inside one another", () => {
    const spec = {
      name: "sequential",
      every: 2,
      milestones: [2],
      schedules: [{ name: "none" }, { name: "exponential", gamma: 0.5, every: 2 }],
    };
    expect(rates(spec, 13)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25]);
  });

  test("momentum inside others: held during a warm-up, the method's own where a piece has none", () => {
    const onecycle = { name: "onecycle", max_lr: 1, total_steps: 3, pct_start: 2 / 3, anneal_strategy: "linear" };
    expectClose(momenta({ name: "warmup", total_iters: 2, schedule: onecycle }, 4), [0.95, 0.95, 0.95, 0.85]);
    const sequence = { name: "sequential", milestones: [1], schedules: [{ name: "none" }, onecycle] };
    expect(momenta(sequence, 2)).toEqual([null, 0.95]);
    expect(
      createMomentum({ name: "sequential", milestones: [1], schedules: [{ name: "none" }, { name: "none" }] }),
    ).toBeNull();
    expectClose(momenta({ ...onecycle, every: 2 }, 4), [0.95, 0.95, 0.85, 0.85]);
  });
});

describe("plateau", () => {
  function told(spec: object, metrics: readonly number[]): number[] {
    const schedule = createReactive({ name: "plateau", factor: 0.5, ...spec }, 1)!;
    const state = schedule.init();
    return metrics.map((metric, step) => {
      const { rate } = state;
      schedule.observe(state, step, metric);
      return rate;
    });
  }

  test("waits for more than patience bad steps, then gives them a cooldown", () => {
    expect(told({ patience: 1 }, [5, 5, 5, 5, 5, 5])).toEqual([1, 1, 1, 0.5, 0.5, 0.25]);
    expect(told({ patience: 0, cooldown: 2 }, [5, 5, 5, 5, 5, 5])).toEqual([1, 1, 0.5, 0.5, 0.5, 0.25]);
  });

  test("a threshold as a share or as it is, for small metrics or large ones", () => {
    const falling = [10, 9.5, 9.1, 8.9];
    expect(told({ patience: 0, threshold: 0.1 }, falling)).toEqual([1, 1, 0.5, 0.25]);
    expect(told({ patience: 0, threshold: 0.45, threshold_mode: "abs" }, falling)).toEqual([1, 1, 1, 0.5]);
    expect(told({ patience: 0, mode: "max" }, [1, 2, 3, 2, 4])).toEqual([1, 1, 1, 1, 0.5]);
    expect(told({ patience: 0, mode: "max", threshold: 1, threshold_mode: "abs" }, [1, 2, 3.5, 4])).toEqual([
      1, 1, 0.5, 0.5,
    ]);
  });

  test("never below min_lr, never by eps or less; NaN improves nothing", () => {
    expect(told({ patience: 0, min_lr: 0.4 }, [1, 1, 1, 1])).toEqual([1, 1, 0.5, 0.4]);
    expect(told({ patience: 0, eps: 0.3 }, [1, 1, 1, 1])).toEqual([1, 1, 0.5, 0.5]);
    expect(told({ patience: 0 }, [NaN, NaN, 1, NaN])).toEqual([1, 0.5, 0.25, 0.25]);
  });

  test("in units it looks at the last step of each", () => {
    expect(told({ patience: 0, every: 2 }, [9, 1, 9, 1, 0, 0, 9])).toEqual([1, 1, 1, 1, 0.5, 0.5, 0.5]);
  });

  test("its state is plain: a copy goes on the same way", () => {
    const schedule = createReactive({ name: "plateau", patience: 2 }, 0.1)!;
    const state = schedule.init();
    for (let step = 0; step < 5; step++) schedule.observe(state, step, 1);
    const copy = structuredClone(state);
    for (let step = 5; step < 9; step++) {
      schedule.observe(state, step, 1);
      schedule.observe(copy, step, 1);
    }
    expect(copy).toEqual(state);
    expect(createReactive({ name: "cosine", T_max: 3 }, 0.1)).toBeNull();
  });
});

test("the integrated step length is the sum of the rates so far", () => {
  const sums = integratedRate(createSchedule({ name: "step", step_size: 2, gamma: 0.5 }, 1), 5);
  expect(Array.from(sums)).toEqual([0, 1, 2, 2.5, 3, 3.25]);
  expect(integratedRate(() => 1, 0)).toEqual(Float64Array.of(0));
});
