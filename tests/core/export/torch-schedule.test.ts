import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exportTorchSchedule, importTorchSchedule, PythonError } from "../../../src-core/export/index.ts";
import {
  checkSchedule,
  createSchedule,
  offeredScheduleOptions,
  SCHEDULES,
  type ScheduleSpec,
} from "../../../src-core/schedules/index.ts";

const TORCHS = SCHEDULES.filter(({ torch, children }) => torch != null && children === undefined);

/** A spec of every leaf that torch has, with values that are not the defaults where there is a choice. */
const LEAVES: readonly ScheduleSpec[] = TORCHS.map(({ name }) => ({
  name,
  ...Object.fromEntries(offeredScheduleOptions(name).map((option) => [option.name, option.default])),
}));

const MORE: readonly ScheduleSpec[] = [
  {
    name: "cyclic",
    base_lr: 1e-5,
    max_lr: 0.3,
    mode: "exp_range",
    gamma: 0.97,
    step_size_down: 7,
    cycle_momentum: false,
  },
  { name: "onecycle", max_lr: 0.1, total_steps: 120, anneal_strategy: "linear", three_phase: true, base_momentum: 0.2 },
  { name: "plateau", mode: "max", threshold_mode: "abs", cooldown: 3, min_lr: 1e-7 },
  { name: "lambda", lr_lambda: "t < 10 ? t/10 : 0.5^(t - 10)" },
  { name: "lambda", lr_lambda: "1 / (1 + exp(-(t - 5))) * cos(pi*t/20)^2 - -t^2" },
  { name: "lambda", lr_lambda: "max(0.1, mod(t, 7)) + floor(t / 2) + min(1, sqrt(t), 2)" },
  { name: "lambda", lr_lambda: "(t > 3 and t < 9) or not (t == 2) ? 2^-t : e" },
  { name: "multiplicative", lr_lambda: "t/(t + 1)" },
  {
    name: "sequential",
    milestones: [20, 50],
    schedules: [
      { name: "linear", start_factor: 0.05, total_iters: 20 },
      { name: "cosine", T_max: 80 },
      { name: "lambda", lr_lambda: "0.9^t" },
    ],
  },
  { name: "chained", schedules: [{ name: "constant" }, { name: "multiplicative", lr_lambda: "0.9" }] },
];

describe("what is exported is imported again", () => {
  test.each([...LEAVES, ...MORE])("$name %#", (spec) => {
    const text = exportTorchSchedule(spec, 0.1);
    const imported = importTorchSchedule(text);
    expect(withoutFormulas(imported)).toEqual(withoutFormulas(checkSchedule(spec)));
    const [wanted, found] = [createSchedule(spec, 0.1), createSchedule(imported, 0.1)];
    for (let t = 0; t < 100; t++) expect(found(t)).toBe(wanted(t));
    expect(exportTorchSchedule(imported, 0.1)).toBe(text);
  });

  test("as a person would write it", () => {
    expect(exportTorchSchedule(MORE[8], 0.1)).toBe(
      [
        "scheduler_1 = torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=0.05, end_factor=1, total_iters=20)",
        "scheduler_2 = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=80, eta_min=0)",
        "scheduler_3 = torch.optim.lr_scheduler.LambdaLR(optimizer, lr_lambda=lambda t: 0.9 ** t)",
        "scheduler = torch.optim.lr_scheduler.SequentialLR(optimizer, schedulers=[scheduler_1, scheduler_2, scheduler_3], milestones=[20, 50])",
        "",
      ].join("\n"),
    );
  });

  test("what torch has not, or counts otherwise, is LambdaLR of a function", () => {
    for (const spec of [
      { name: "noam" },
      { name: "warmup", schedule: { name: "cosine", T_max: 10 } },
      { name: "cosine", convention: "optax", T_max: 10 },
      { name: "points", points: [[0, 1]] },
      { name: "sequential", milestones: [5], schedules: [{ name: "none" }, { name: "cyclic", base_lr: 0, max_lr: 1 }] },
      {
        name: "chained",
        schedules: [
          { name: "cosine", T_max: 10 },
          { name: "exponential", gamma: 0.9 },
        ],
      },
    ] as const) {
      const text = exportTorchSchedule(spec, 0.1);
      expect(text).toContain("def rate(t):");
      expect(text).toMatch(
        /^scheduler = torch\.optim\.lr_scheduler\.LambdaLR\(optimizer, lr_lambda=lambda t: rate\(t\) \/ 0\.1\)$/m,
      );
    }
  });

  test("the unit is said", () => {
    const text = exportTorchSchedule({ name: "exponential", gamma: 0.5, every: 10 }, 0.1);
    expect(text).toBe(
      "# scheduler.step() once every 10 steps\nscheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.5)\n",
    );
  });

  test("a formula that Python's math cannot say is refused", () => {
    expect(() => exportTorchSchedule({ name: "lambda", lr_lambda: "gelu(t)" }, 0.1)).toThrow(/^lr_lambda: found gelu/);
  });
});

describe("import", () => {
  test("a script as it is found", () => {
    expect(
      importTorchSchedule(`
import torch
from torch.optim.lr_scheduler import (LinearLR,
    CosineAnnealingLR)
model = Net(width=[1, 2], act=dict(a=(1,))).to(device)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)  # the usual
warm = 5; steps = 10 * (warm + 5)
first = LinearLR(optimizer, 1 / 10,
                 total_iters=warm)
second = CosineAnnealingLR(optimizer, T_max=steps - warm, eta_min=1e-5, verbose=False)
sched = lr_scheduler.SequentialLR(optimizer, [first, second], \\
                                  milestones=[warm])
sched.step()
`),
    ).toEqual({
      name: "sequential",
      milestones: [5],
      schedules: [
        { name: "linear", start_factor: 0.1, end_factor: 1, total_iters: 5 },
        { name: "cosine", T_max: 95, eta_min: 1e-5 },
      ],
    });
  });

  test.each<[string, object]>([
    ["MultiStepLR(o, (30, 80), 0.5)", { name: "multistep", milestones: [30, 80], gamma: 0.5 }],
    ["OneCycleLR(o, 0.1, None, 10, 12)", { name: "onecycle", max_lr: 0.1, total_steps: 120 }],
    ["OneCycleLR(o, max_lr=0.1, steps_per_epoch=12, epochs=10)", { name: "onecycle", total_steps: 120 }],
    ["ReduceLROnPlateau(o, 'max', .5, 3)", { name: "plateau", mode: "max", factor: 0.5, patience: 3 }],
    [
      "CyclicLR(o, 1e-3, 1e-1, 12, None, 'triangular2', 1., None, 'cycle', False)",
      { name: "cyclic", mode: "triangular2", cycle_momentum: false },
    ],
    ["ChainedScheduler([StepLR(o, 3), ExponentialLR(o, 0.9)])", { name: "chained" }],
    ["LambdaLR(o, lambda epoch: 0.95 ** epoch)", { name: "lambda", lr_lambda: "0.95^t" }],
    [
      "LambdaLR(o, lambda e: min(1.0, (e + 1) / 5) if e < 5 else np.cos(math.pi * e))",
      { lr_lambda: "t < 5 ? min(1.0, (t + 1) / 5) : cos(pi * t)" },
    ],
    ["LambdaLR(o, lambda s: 1 - s % 3 // 2)", { lr_lambda: "1 - floor(mod(t, 3) / 2)" }],
    ["SequentialLR(o, [StepLR(o, 3)], [])", { name: "step", step_size: 3 }],
    ["CosineAnnealingWarmRestarts(o, 2 ** 3, 2, last_epoch=-1)", { name: "cosine-restarts", T_0: 8, T_mult: 2 }],
  ])("%s", (text, wanted) => {
    expect(importTorchSchedule(`s = ${text}`)).toMatchObject(wanted);
    expect(importTorchSchedule(text)).toMatchObject(wanted);
  });

  test.each([
    ["", "line 1, column 1: found no scheduler"],
    ["x = 3", "line 1, column 1: found no scheduler"],
    ["s = StepLR(o, 3", "line 1, column 16: found nothing, allowed: )"],
    ["s = StepLR(o, 3) 4", "line 1, column 18: found 4, allowed: the end of the line"],
    ["s = StepLR(step_size=3)", "line 1, column 5: found StepLR, allowed: optimizer"],
    ["\ns = StpLR(o, 3)", "line 2, column 5: found StpLR, allowed: LambdaLR, "],
    ["s = StepLR(o, 3, gama=1)", "line 1, column 18: found gama, allowed: optimizer, step_size, gamma"],
    ["s = StepLR(o, 3, step_size=4)", "line 1, column 18: found step_size, allowed: step_size once"],
    ["s = StepLR(o, 3, 0.1, -1, True, 7)", "line 1, column 33: found 7, allowed: optimizer"],
    ["s = StepLR(o, n)", "line 1, column 15: found step_size, allowed: a number"],
    ["s = StepLR(o, 3, last_epoch=4)", "line 1, column 29: found last_epoch, allowed: -1"],
    ["s = StepLR(o,\n  gamma=0.5,\n  step_size=-3)", "line 3, column 13: found step_size -3, allowed: >= 1"],
    ["s = StepLR(o)", "line 1, column 5: found step_size nothing, allowed: step_size"],
    ["s = CyclicLR(o, 2, 1)", "line 1, column 17: found base_lr 2, allowed: <= 1 (max_lr)"],
    ["s = CyclicLR(o, 1, 2, scale_fn=f)", "line 1, column 32: found scale_fn, allowed: null"],
    ["s = LambdaLR(o, lambda t: u)", "line 1, column 27: found u, allowed: t, math.pi"],
    ["s = LambdaLR(o, lambda t: tt(t))", "line 1, column 17: found lr_lambda tt"],
    ["s = LambdaLR(o, lambda t: 1 < t < 3)", "line 1, column 33: found <, allowed: one comparison"],
    ["s = LambdaLR(o, [lambda t: t])", "line 1, column 17: found lr_lambda"],
    ["for e in range(3):\n  pass", "line 1, column 1: found for, allowed: name = …LR(…)"],
    ["s = StepLR(o, 'a' + 1)", 'line 1, column 15: found "a", allowed: a number'],
    ["s = StepLR(o, 3)\n\n  t = $", 'line 3, column 7: found "$"'],
    ["s = StepLR(o, 'abc)", 'line 1, column 15: found "\'"'],
    [`s = ${"(".repeat(5000)}`, "found (, allowed: <= 50 brackets"],
    ["x".repeat(200_000), "line 1, column 1: found 200000 characters"],
  ])("%j is refused where it is wrong", (text, message) => {
    expect(() => importTorchSchedule(text)).toThrow(PythonError);
    expect(() => importTorchSchedule(text)).toThrow(message);
  });

  test("whatever the text, the answer is a schedule or a PythonError", () => {
    const words = [
      "StepLR",
      "(",
      ")",
      "o",
      ",",
      "=",
      "lambda",
      "t",
      ":",
      "3",
      "[",
      "]",
      "'x'",
      "\n",
      "-",
      "**",
      ".",
      "if",
      "else",
      "s",
    ];
    const outcome = fc.check(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 25 }), (parts) => {
        try {
          return checkSchedule(importTorchSchedule(parts.join(" "))).name !== "";
        } catch (error) {
          return error instanceof PythonError;
        }
      }),
      { numRuns: 2000 },
    );
    expect(outcome.failed, JSON.stringify(outcome.counterexample)).toBe(false);
  });
});

/** Formulas come back with other brackets and spaces; what they give is compared. */
function withoutFormulas(spec: ScheduleSpec): unknown {
  return JSON.parse(JSON.stringify(spec), (key, value: unknown) => (key === "lr_lambda" ? "" : value));
}
