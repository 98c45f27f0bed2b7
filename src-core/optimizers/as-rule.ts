import { optimizerEntry, optimizerOptions } from "./check.ts";
import type { OptimizerSpec, SpecValue } from "./optimizer.ts";
import { RULE_TEXTS, withWeightDecay, type RuleTextName } from "./rule-texts.ts";

/**
 * The same method as a rule whose lines can be changed: the built-in's path, to rounding. Null for methods, conventions and
 * options that RULE_TEXTS does not write out (maximize, amsgrad, dampening, eps = 0 under which the built-in ones rest, ...).
 *
 * @example asRule({ name: "sgd", lr: 0.1, momentum: 0.5 }).options // => { momentum: 0.5 }
 */
export function asRule(spec: OptimizerSpec): OptimizerSpec | null {
  const convention = spec.convention ?? optimizerEntry(spec.name).conventions[0];
  if (convention !== "pytorch") return null;
  const options = optimizerOptions(spec);
  if (options["maximize"] === true || options["eps"] === 0) return null;
  const written = writtenOut(spec.name, options);
  if (written === null) return null;
  const isDecayed = spec.name !== "adamw" && options["weight_decay"] !== 0;
  const text = RULE_TEXTS[written.text];
  const decay = isDecayed || spec.name === "adamw" ? { weight_decay: Number(options["weight_decay"]) } : {};
  return {
    name: "own-rule",
    rule: isDecayed ? withWeightDecay(text) : text,
    lr: Number(options["lr"]),
    options: { ...written.options, ...decay },
    start: written.start,
  };
}

interface WrittenOut {
  readonly text: RuleTextName;
  readonly options: Readonly<Record<string, number>>;
  readonly start: Readonly<Record<string, number>>;
}

function writtenOut(name: string, options: Readonly<Record<string, SpecValue>>): WrittenOut | null {
  const number = (option: string) => Number(options[option]);
  switch (name) {
    case "sgd": {
      const momentum = number("momentum");
      if (number("dampening") !== 0) return null;
      if (momentum === 0) return { text: "gradient-descent", options: {}, start: {} };
      return {
        text: options["nesterov"] === true ? "nesterov" : "momentum",
        options: { momentum },
        start: { m: 0 },
      };
    }
    case "adagrad": {
      if (number("lr_decay") !== 0) return null;
      const start = { s: number("initial_accumulator_value") };
      return { text: "adagrad", options: { eps: number("eps") }, start };
    }
    case "rmsprop":
      if (number("momentum") !== 0 || options["centered"] === true) return null;
      return { text: "rmsprop", options: { alpha: number("alpha"), eps: number("eps") }, start: { v: 0 } };
    case "adam":
    case "adamw": {
      if (options["amsgrad"] === true) return null;
      const [beta1, beta2] = options["betas"] as readonly [number, number];
      return { text: name, options: { beta1, beta2, eps: number("eps") }, start: { m: 0, v: 0 } };
    }
    default:
      return null;
  }
}
