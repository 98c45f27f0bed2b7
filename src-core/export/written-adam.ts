import type { OptimizerSpec } from "../optimizers/index.ts";
import {
  decoupledLines,
  gradientLines,
  meanLine,
  optionText,
  restingLines,
  zeros,
  type UpdateWriter,
  type WrittenUpdate,
} from "./written-update.ts";

/** What the moments of Adam's relatives become; t counts from 0. */
interface AdamForm {
  readonly comment: string;
  readonly gradient?: readonly string[];
  /** Lines between the moments and the step. */
  readonly between?: readonly string[];
  readonly scale: string;
  /** Left out: m, corrected. */
  readonly direction?: string;
}

function adam(spec: OptimizerSpec, { comment, gradient, between = [], scale, direction }: AdamForm): WrittenUpdate {
  const [beta1, beta2] = betasOf(spec);
  return {
    comment,
    state: zeros("m", "v", ...(spec["amsgrad"] === true ? ["largest"] : [])),
    lines: [
      ...(gradient ?? gradientLines(spec)),
      meanLine("m", beta1, "g"),
      meanLine("v", beta2, "g * g"),
      ...between,
      `scale = ${scale}`,
      ...restingLines(spec, "scale"),
      `theta.sub_(lr * ${direction ?? `m / ${corrected(beta1)}`} / scale)`,
    ],
  };
}

const epsHat: UpdateWriter = (spec) =>
  adam(spec, {
    comment: "Adam of Keras, whose eps joins the root before its correction, which torch does not have.",
    between: largestLines(spec, "v"),
    scale: `(torch.sqrt(${largestOf(spec, "v")}) + ${optionText(spec, "eps")}) / ${corrected(betasOf(spec)[1])} ** 0.5`,
  });

/** For Adam, AdamW and NAdam, with the decay that each has. */
const optaxForm =
  (isDecoupled: boolean, isNadam: boolean): UpdateWriter =>
  (spec) => {
    const [beta1, beta2] = betasOf(spec);
    const ahead = `(${beta1} * m / (1 - ${beta1} ** (t + 2)) + (1 - ${beta1}) * g / ${corrected(beta1)})`;
    return adam(spec, {
      comment: "Adam of optax, with a second eps inside the root, which torch does not have.",
      gradient: isDecoupled ? decoupledLines(spec) : gradientLines(spec),
      between: [`vHat = v / ${corrected(beta2)}`, ...largestLines(spec, "vHat")],
      scale: `torch.sqrt(${largestOf(spec, "vHat")} + ${optionText(spec, "eps_root")}) + ${optionText(spec, "eps")}`,
      ...(isNadam ? { direction: ahead } : {}),
    });
  };

const published: UpdateWriter = (spec) => {
  const comment = "Adam's algorithm 1, as torch.optim.Adam, and AMSGrad as published, which torch does not have.";
  if (spec["amsgrad"] !== true) return adam(spec, { comment, scale: plainScale(spec) });
  const maximum = { between: largestLines(spec, "v"), scale: "torch.sqrt(largest)", direction: "m" };
  // There is no eps in it to keep a scale above 0.
  return adam({ ...spec, eps: 0 }, { comment, ...maximum });
};

/** The schedule's factor is the rate through lr. */
const publishedAdamw: UpdateWriter = (spec) => {
  const lr = Number(spec["lr"]);
  const decay = lr === 0 ? 0 : Number(spec["weight_decay"]) / lr;
  return adam(spec, {
    comment: "AdamW whose decay knows the schedule but not lr, which torch does not have.",
    gradient: decoupledLines({ ...spec, weight_decay: decay }),
    scale: plainScale(spec),
  });
};

const nadam =
  (isPaper: boolean): UpdateWriter =>
  (spec) => {
    const [beta1, beta2] = betasOf(spec);
    const base = isPaper ? `0.96 ** ${optionText(spec, "momentum_decay")}` : "0.96";
    const mu = (t: string) => `${beta1} * (1 - 0.5 * (${base}) ** (${t}))`;
    return {
      comment: `NAdam of ${isPaper ? "the paper" : "Keras"}, which torch does not have in this form.`,
      state: [...zeros("m", "v"), "product = torch.ones(())"],
      lines: [
        ...gradientLines(spec),
        `mu, next_mu = ${mu("t + 1")}, ${mu("t + 2")}`,
        "product.mul_(mu)",
        meanLine("m", isPaper ? "mu" : beta1, "g"),
        meanLine("v", beta2, "g * g"),
        "direction = next_mu * m / (1 - product * next_mu) + (1 - mu) * g / (1 - product)",
        `scale = torch.sqrt(${isPaper ? `${beta2} * ` : ""}v / ${corrected(beta2)}) + ${optionText(spec, "eps")}`,
        ...restingLines(spec, "scale"),
        "theta.sub_(lr * direction / scale)",
      ],
    };
  };

const adamax: UpdateWriter = (spec) => {
  const [beta1, beta2] = betasOf(spec);
  return {
    comment: "AdaMax with eps outside the maximum, or without any, which torch does not have.",
    state: zeros("m", "u"),
    lines: [
      ...gradientLines(spec),
      meanLine("m", beta1, "g"),
      `u.copy_(torch.maximum(${beta2} * u, g.abs()))`,
      `scale = u + ${optionText({ eps: 0, ...spec }, "eps")}`,
      ...restingLines(spec, "scale"),
      `theta.sub_(lr * m / ${corrected(beta1)} / scale)`,
    ],
  };
};

const radam =
  (isPaper: boolean): UpdateWriter =>
  (spec) => {
    const [, beta2] = betasOf(spec);
    const trusted = isPaper ? "rho > 4" : `rho >= ${optionText(spec, "threshold")}`;
    const root = isPaper ? "" : ` + ${optionText(spec, "eps_root")}`;
    return adam(spec, {
      comment: `RAdam of ${isPaper ? "the paper" : "optax"}, which torch does not have in this form.`,
      between: [
        `longest = 2 / (1 - ${beta2}) - 1`,
        `rho = longest - 2 * (t + 1) * ${beta2} ** (t + 1) / ${corrected(beta2)}`,
        "r = ((rho - 4) * (rho - 2) * longest / ((longest - 4) * (longest - 2) * rho)) ** 0.5 if rho > 4 else 0.0",
        `root = torch.sqrt(v / ${corrected(beta2)}${root}) + ${optionText({ eps: 0, ...spec }, "eps")}`,
      ],
      scale: `root / r if ${trusted} else torch.ones_like(theta)`,
    });
  };

const adadelta: UpdateWriter = (spec) => {
  const [rho, eps] = [optionText(spec, "rho"), optionText(spec, "eps")];
  return {
    comment: "Adadelta with the defaults of the paper, or those and the decay of Keras, which torch does not have.",
    state: zeros("v", "u"),
    lines: [
      ...gradientLines(spec),
      meanLine("v", rho, "g * g"),
      `scale = torch.sqrt(v + ${eps})`,
      ...restingLines(spec, "scale"),
      `step = torch.sqrt(u + ${eps}) * g / scale`,
      meanLine("u", rho, "step * step"),
      "theta.sub_(lr * step)",
    ],
  };
};

function betasOf(spec: OptimizerSpec): [string, string] {
  return [optionText(spec, "betas", 0), optionText(spec, "betas", 1)];
}

/** What a mean that starts at 0 is divided by. */
function corrected(beta: string): string {
  return `(1 - ${beta} ** (t + 1))`;
}

function plainScale(spec: OptimizerSpec): string {
  return `torch.sqrt(v / ${corrected(betasOf(spec)[1])}) + ${optionText(spec, "eps")}`;
}

function largestLines(spec: OptimizerSpec, name: string): string[] {
  return spec["amsgrad"] === true ? [`largest.copy_(torch.maximum(largest, ${name}))`] : [];
}

function largestOf(spec: OptimizerSpec, name: string): string {
  return spec["amsgrad"] === true ? "largest" : name;
}

/** Adam and torch's relatives of it under the conventions that are not torch's. */
export const ADAM_UPDATES: Readonly<Record<string, UpdateWriter>> = {
  "adam paper": published,
  "adam tensorflow": epsHat,
  "adam optax": optaxForm(false, false),
  "adamw paper": publishedAdamw,
  "adamw tensorflow": epsHat,
  "adamw optax": optaxForm(true, false),
  "nadam paper": nadam(true),
  "nadam tensorflow": nadam(false),
  "nadam optax": optaxForm(false, true),
  "adamax paper": adamax,
  "adamax tensorflow": adamax,
  "radam paper": radam(true),
  "radam optax": radam(false),
  "adadelta paper": adadelta,
  "adadelta tensorflow": adadelta,
};
