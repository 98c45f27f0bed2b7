import { InputError } from "../numerics/index.ts";
import type { CurvePoint } from "../optimizers/index.ts";
import { checkSchedule, type ScheduleSpec } from "../schedules/index.ts";
import { pythonFormula } from "./python-formula.ts";
import { pythonNumber, pythonValue } from "./python.ts";

/**
 * Python functions of the step, the last of which is called `name`: the schedule's closed form, whatever it is made of.
 *
 * @throws InputError unsupported for a schedule that is no function of the step alone.
 */
export function rateFunctions(spec: ScheduleSpec, baseLearningRate: number, name = "rate"): readonly string[] {
  const writer = new RateWriter(baseLearningRate, name);
  writer.write(checkSchedule(spec), name);
  return writer.functions;
}

class RateWriter {
  readonly functions: string[] = [];
  readonly #base: string;
  readonly #name: string;
  #count = 0;

  constructor(baseLearningRate: number, name: string) {
    this.#base = pythonNumber(baseLearningRate);
    this.#name = name;
  }

  write(spec: ScheduleSpec, name: string): void {
    const units = spec.every === undefined ? [] : [`t = t // ${spec.every}`];
    const body = [...units, ...(this.#composition(spec) ?? leafBody(spec, this.#base))];
    this.functions.push([`def ${name}(t):`, ...body.map((line) => `    ${line}`)].join("\n"));
  }

  /** The name of a function for a schedule inside another. */
  #child(spec: ScheduleSpec): string {
    this.#count += 1;
    const name = `${this.#name}_${this.#count}`;
    this.write(spec, name);
    return name;
  }

  /** The body for a schedule that holds others; null for one that does not. */
  #composition(spec: ScheduleSpec): string[] | null {
    switch (spec.name) {
      case "warmup": {
        const inner = this.#child(spec["schedule"] as ScheduleSpec);
        const [start, total] = [text(spec, "start_factor"), text(spec, "total_iters")];
        return [
          `if t < ${total}:`,
          `    return ${inner}(0) * (${start} + (1 - ${start}) * t / ${total})`,
          `return ${inner}(t - ${total})`,
        ];
      }
      case "sequential":
        return this.#sequence(spec["schedules"] as readonly ScheduleSpec[], spec["milestones"] as readonly number[]);
      case "chained": {
        const base = this.#base;
        if (base === "0") return ["return 0"];
        const factors = (spec["schedules"] as readonly ScheduleSpec[]).map(
          (child) => `${this.#child(child)}(t) / ${base}`,
        );
        return [`return ${[base, ...factors.map((factor) => `(${factor})`)].join(" * ")}`];
      }
      default:
        return null;
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

/** The body for a schedule that holds no other. */
function leafBody(spec: ScheduleSpec, base: string): string[] {
  const option = (name: string) => text(spec, name);
  switch (`${spec.name} ${spec.convention ?? "pytorch"}`) {
    case "none pytorch":
      return [`return ${base}`];
    case "constant pytorch":
      return [`return ${base} * ${option("factor")} if t < ${option("total_iters")} else ${base}`];
    case "step pytorch":
      return [`return ${base} * ${option("gamma")} ** (t // ${option("step_size")})`];
    case "multistep pytorch":
      return [`return ${base} * ${droppedBy(spec)}`];
    case "linear pytorch": {
      const [start, end, total] = [option("start_factor"), option("end_factor"), option("total_iters")];
      return [`return ${base} * (${start} + (${end} - ${start}) * min(t, ${total}) / ${total})`];
    }
    case "exponential pytorch":
      return [`return ${base} * ${option("gamma")} ** t`];
    case "exponential optax": {
      const exponent = `max(t - ${option("transition_begin")}, 0) / ${option("transition_steps")}`;
      const lines = [
        `exponent = ${spec["staircase"] === true ? `math.floor(${exponent})` : exponent}`,
        `value = ${base} * ${option("gamma")} ** exponent`,
      ];
      if (spec["end_value"] === null) return [...lines, "return value"];
      return [...lines, `return ${Number(spec["gamma"]) < 1 ? "max" : "min"}(value, ${option("end_value")})`];
    }
    case "polynomial pytorch": {
      const total = option("total_iters");
      return [`return ${base} * (1 - min(t, ${total}) / ${total}) ** ${option("power")}`];
    }
    case "cosine pytorch":
      return [`return ${halfCosine(base, option("eta_min"), `t / ${option("T_max")}`)}`];
    case "cosine optax": {
      const [total, alpha] = [option("T_max"), option("alpha")];
      const fallen = halfCosine("1", "0", `min(t, ${total}) / ${total}`);
      return [`return ${base} * ((1 - ${alpha}) * (${fallen}) ** ${option("exponent")} + ${alpha})`];
    }
    case "cosine-restarts pytorch":
      return [
        `length = ${option("T_0")}`,
        "while t >= length:",
        "    t -= length",
        `    length *= ${option("T_mult")}`,
        `return ${halfCosine(base, option("eta_min"), "t / length")}`,
      ];
    case "inverse-sqrt pytorch":
      return [`return ${base} / math.sqrt(1 + t)`];
    case "inverse-time pytorch":
      return [`return ${base} / (1 + ${option("gamma")} * t)`];
    case "cyclic pytorch":
      return cyclicBody(spec);
    case "onecycle pytorch":
    case "onecycle optax":
      return onecycleBody(spec);
    case "noam pytorch":
      return [
        "t = t + 1",
        `return ${base} * ${option("factor")} * ${option("d_model")} ** -0.5 * min(t ** -0.5, t * ${option("warmup_steps")} ** -1.5)`,
      ];
    case "inverse-sqrt-warmup pytorch":
      return [...risingLines(spec, base), `return ${base} * math.sqrt(${option("warmup_steps")} / t)`];
    case "wsd pytorch":
      return wsdBody(spec, base);
    case "resnet-warmup pytorch":
      return [
        `low = ${option("start_factor")} if t < ${option("warmup_steps")} else 1`,
        `return ${base} * low * ${droppedBy(spec)}`,
      ];
    case "lambda pytorch":
      return [`return ${base} * (${formulaOf(spec)})`];
    case "multiplicative pytorch":
      return [`return ${base} * math.prod(${formulaOf(spec)} for t in range(1, t + 1))`];
    case "points pytorch":
      return pointsBody(spec, base);
    default:
      throw new InputError({
        code: "unsupported",
        path: "schedule.name",
        found: `"${spec.name}"`,
        allowed: "a schedule of the step alone",
      });
  }
}

/** From one rate to another, with how much of the way is done. */
function halfCosine(from: string, to: string, share: string): string {
  return `${to} + (${from} - ${to}) * (1 + math.cos(math.pi * ${share})) / 2`;
}

function droppedBy(spec: ScheduleSpec): string {
  return `${text(spec, "gamma")} ** sum(t >= m for m in ${text(spec, "milestones")})`;
}

function risingLines(spec: ScheduleSpec, base: string): string[] {
  const [start, total] = [text(spec, "start_factor"), text(spec, "warmup_steps")];
  return [`if t < ${total}:`, `    return ${base} * (${start} + (1 - ${start}) * t / ${total})`];
}

function cyclicBody(spec: ScheduleSpec): string[] {
  const [low, high, up] = [text(spec, "base_lr"), text(spec, "max_lr"), text(spec, "step_size_up")];
  const down = spec["step_size_down"] === null ? up : text(spec, "step_size_down");
  const scales: Readonly<Record<string, string>> = {
    triangular: "1",
    triangular2: `0.5 ** (t // (${up} + ${down}))`,
    exp_range: `${text(spec, "gamma")} ** t`,
  };
  return [
    `k = t % (${up} + ${down})`,
    `height = k / ${up} if k <= ${up} else (${up} + ${down} - k) / ${down}`,
    `return ${low} + (${high} - ${low}) * height * ${scales[word(spec, "mode")]}`,
  ];
}

function onecycleBody(spec: ScheduleSpec): string[] {
  const isLinear = spec["anneal_strategy"] === "linear";
  const isOptax = spec.convention === "optax";
  const hasThree = isOptax ? isLinear : spec["three_phase"] === true;
  const [total, share] = [text(spec, "total_steps"), text(spec, "pct_start")];
  const ends = isOptax
    ? [
        `math.floor(${share} * ${total})`,
        ...(hasThree ? [`math.floor(${text(spec, "pct_final")} * ${total})`] : []),
        total,
      ]
    : [`${share} * ${total} - 1`, ...(hasThree ? [`2 * ${share} * ${total} - 2`] : []), `${total} - 1`];
  return [
    `ends = [${ends.join(", ")}]`,
    `first = ${text(spec, "max_lr")} / ${text(spec, "div_factor")}`,
    `values = [first, ${text(spec, "max_lr")}, ${hasThree ? "first, " : ""}first / ${text(spec, "final_div_factor")}]`,
    "k = 0",
    "while k < len(ends) - 1 and t > ends[k]:",
    "    k += 1",
    "begin = ends[k - 1] if k > 0 else 0",
    "share = min((t - begin) / (ends[k] - begin), 1) if ends[k] > begin else 1",
    isLinear
      ? "return (values[k + 1] - values[k]) * share + values[k]"
      : `return ${halfCosine("values[k]", "values[k + 1]", "share")}`,
  ];
}

function wsdBody(spec: ScheduleSpec, base: string): string[] {
  const f = text(spec, "final_factor");
  const shapes: Readonly<Record<string, string>> = {
    linear: `1 - (1 - ${f}) * p`,
    cosine: halfCosine("1", f, "p"),
    exponential: `${f} ** p`,
    "1-sqrt": `${f} + (1 - ${f}) * (1 - math.sqrt(p))`,
  };
  const decayAt = Number(spec["warmup_steps"]) + Number(spec["stable_steps"]);
  return [
    ...risingLines(spec, base),
    `p = min(max(t - ${decayAt}, 0) / ${text(spec, "decay_steps")}, 1)`,
    `return ${base} * (${shapes[word(spec, "decay_shape")]})`,
  ];
}

function pointsBody(spec: ScheduleSpec, base: string): string[] {
  const lines = [
    `points = ${pythonValue(spec["points"] as readonly CurvePoint[])}`,
    "k = sum(step <= t for step, _ in points)",
  ];
  const level = `return ${base} * points[max(k - 1, 0)][1]`;
  if (spec["interpolation"] === "step") return [...lines, level];
  return [
    ...lines,
    "if k == 0 or k == len(points):",
    `    ${level}`,
    "(s0, f0), (s1, f1) = points[k - 1], points[k]",
    `return ${base} * (f0 + (f1 - f0) * (t - s0) / (s1 - s0))`,
  ];
}

function formulaOf(spec: ScheduleSpec): string {
  return pythonFormula(word(spec, "lr_lambda"), ["t"], "schedule.lr_lambda");
}

/** A choice or a formula. */
function word(spec: ScheduleSpec, name: string): string {
  const value = spec[name];
  return typeof value === "string" ? value : "";
}

/** An option as Python reads it; checkSchedule has made every option present and of its kind. */
function text(spec: ScheduleSpec, name: string): string {
  const value = spec[name];
  return typeof value === "number" || Array.isArray(value) ? pythonValue(value as number | readonly number[]) : "None";
}
