import { pythonNumber } from "./python.ts";
import {
  climbLines,
  decoupledLines,
  gradientLines,
  meanLine,
  optionText,
  restingLines,
  zeros,
  type UpdateWriter,
} from "./written-update.ts";

const adabelief =
  (inner: "eps" | "eps_root"): UpdateWriter =>
  (spec) => {
    const [beta1, beta2] = [optionText(spec, "betas", 0), optionText(spec, "betas", 1)];
    return {
      comment: "AdaBelief (arXiv:2010.07468), which torch does not have.",
      state: zeros("m", "s"),
      lines: [
        ...decoupledLines(spec),
        meanLine("m", beta1, "g"),
        `${meanLine("s", beta2, "(g - m) ** 2")}.add_(${optionText(spec, inner)})`,
        `scale = torch.sqrt(s / (1 - ${beta2} ** (t + 1))) + ${optionText(spec, "eps")}`,
        ...restingLines(spec, "scale"),
        `theta.sub_(lr * m / (1 - ${beta1} ** (t + 1)) / scale)`,
      ],
    };
  };

const yogi =
  (isCorrected: boolean): UpdateWriter =>
  (spec) => {
    const [beta1, beta2] = [optionText(spec, "betas", 0), optionText(spec, "betas", 1)];
    const corrected = (name: string, beta: string) => (isCorrected ? `${name} / (1 - ${beta} ** (t + 1))` : name);
    const start = isCorrected ? optionText(spec, "initial_accumulator_value") : "0.0";
    return {
      comment: "Yogi (NeurIPS 2018), which torch does not have.",
      state: ["m", "v"].map((name) => `${name} = torch.full_like(theta.detach(), ${start})`),
      lines: [
        ...gradientLines(spec),
        meanLine("m", beta1, "g"),
        `v.sub_((1 - ${beta2}) * torch.sign(v - g * g) * g * g)`,
        `scale = torch.sqrt(${corrected("v", beta2)}) + ${optionText(spec, "eps")}`,
        ...restingLines(spec, "scale"),
        `theta.sub_(lr * (${corrected("m", beta1)}) / scale)`,
      ],
    };
  };

const lamb: UpdateWriter = (spec) => {
  const [beta1, beta2] = [optionText(spec, "betas", 0), optionText(spec, "betas", 1)];
  const isKeras = spec.convention === "tensorflow";
  return {
    comment: "LAMB (arXiv:1904.00962), which torch does not have; theta is one layer.",
    state: zeros("m", "v"),
    lines: [
      ...(isKeras ? gradientLines(spec) : climbLines(spec)),
      meanLine("m", beta1, "g"),
      meanLine("v", beta2, "g * g"),
      `scale = torch.sqrt(v / (1 - ${beta2} ** (t + 1))) + ${optionText(spec, "eps")}`,
      ...restingLines(spec, "scale"),
      `u = m / (1 - ${beta1} ** (t + 1)) / scale${isKeras ? "" : ` + ${optionText(spec, "weight_decay")} * theta`}`,
      "ratio = float(theta.norm() / u.norm()) if u.norm() > 0 and theta.norm() > 0 else 1.0",
      "theta.sub_(lr * ratio * u)",
    ],
  };
};

const novograd: UpdateWriter = (spec) => {
  const [beta1, beta2] = [optionText(spec, "betas", 0), optionText(spec, "betas", 1)];
  return {
    comment: "NovoGrad (arXiv:1905.11286), which torch does not have; theta is one layer.",
    state: [...zeros("m"), "v = torch.zeros(())"],
    lines: [
      ...climbLines(spec),
      `b2 = ${beta2} if t > 0 else 0.0`,
      meanLine("v", "b2", "(g * g).sum()"),
      `scale = torch.sqrt(v) + ${optionText(spec, "eps")}`,
      ...restingLines(spec, "scale"),
      `m.mul_(${beta1}).add_(g / scale + ${optionText(spec, "weight_decay")} * theta)`,
      "theta.sub_(lr * m)",
    ],
  };
};

const adan =
  (isOptax: boolean): UpdateWriter =>
  (spec) => {
    const [beta1, beta2, beta3] = [0, 1, 2].map((index) => optionText(spec, "betas", index)) as [
      string,
      string,
      string,
    ];
    const ahead = isOptax ? `(1 - ${beta2})` : beta2;
    const root = isOptax ? ` + ${optionText(spec, "eps_root")}` : "";
    const isProximal = !isOptax && spec["no_prox"] === false;
    const decay = Number(spec["weight_decay"]);
    return {
      comment: "Adan (arXiv:2208.06677), which torch does not have.",
      state: zeros("m", "v", "n", "last"),
      lines: [
        ...(isProximal ? climbLines(spec) : decoupledLines(spec)),
        "change = g - last if t > 0 else torch.zeros_like(g)",
        "last.copy_(g)",
        meanLine("m", beta1, "g"),
        meanLine("v", beta2, "change"),
        meanLine("n", beta3, `(g + ${ahead} * change) ** 2`),
        `direction = m / (1 - ${beta1} ** (t + 1)) + ${ahead} * v / (1 - ${beta2} ** (t + 1))`,
        `scale = torch.sqrt(n / (1 - ${beta3} ** (t + 1))${root}) + ${optionText(spec, "eps")}`,
        ...restingLines(spec, "scale"),
        "theta.sub_(lr * direction / scale)",
        ...(isProximal && decay !== 0 ? [`theta.div_(1 + lr * ${pythonNumber(decay)})`] : []),
      ],
    };
  };

const adopt: UpdateWriter = (spec) => {
  const [beta1, beta2] = [optionText(spec, "betas", 0), optionText(spec, "betas", 1)];
  return {
    comment: "ADOPT (arXiv:2411.02853), which torch does not have; its first call moves nothing.",
    state: zeros("m", "v"),
    lines: [
      ...(spec["decouple"] === true ? decoupledLines(spec) : gradientLines(spec)),
      "if t == 0:",
      "    v.copy_(g * g)",
      "    return",
      `scale = torch.sqrt(v).clamp(min=${optionText(spec, "eps")})`,
      ...restingLines(spec, "scale"),
      "u = g / scale",
      ...(spec["clip"] === true ? ["u = u.clamp(-(t ** 0.25), t ** 0.25)"] : []),
      meanLine("m", beta1, "u"),
      "theta.sub_(lr * m)",
      meanLine("v", beta2, "g * g"),
    ],
  };
};

const ademamix: UpdateWriter = (spec) => {
  const [beta1, beta2, beta3] = [0, 1, 2].map((index) => optionText(spec, "betas", index)) as [string, string, string];
  const warmups = { alpha: Number(spec["alpha_warmup"] ?? 0), beta3: Number(spec["beta3_warmup"] ?? 0) };
  const share = (steps: number) => `min(1.0, (t + 1) / ${pythonNumber(steps)})`;
  const logarithm = (beta: string) => `math.log(${beta})`;
  return {
    comment: "AdEMAMix (arXiv:2409.03137), which torch does not have.",
    state: zeros("m", "slow", "v"),
    lines: [
      ...decoupledLines(spec),
      `alpha = ${optionText(spec, "alpha")}${warmups.alpha > 0 ? ` * ${share(warmups.alpha)}` : ""}`,
      ...(warmups.beta3 > 0
        ? [
            `share = ${share(warmups.beta3)}`,
            `beta3 = math.exp(1 / ((1 - share) / ${logarithm(beta1)} + share / ${logarithm(beta3)}))`,
          ]
        : [`beta3 = ${beta3}`]),
      meanLine("m", beta1, "g"),
      meanLine("slow", "beta3", "g"),
      meanLine("v", beta2, "g * g"),
      `scale = torch.sqrt(v / (1 - ${beta2} ** (t + 1))) + ${optionText(spec, "eps")}`,
      ...restingLines(spec, "scale"),
      `theta.sub_(lr * (m / (1 - ${beta1} ** (t + 1)) + alpha * slow) / scale)`,
    ],
  };
};

/** Adam's descendants. */
export const ADAPTIVE_UPDATES: Readonly<Record<string, UpdateWriter>> = {
  "adabelief paper": adabelief("eps"),
  "adabelief optax": adabelief("eps_root"),
  "yogi paper": yogi(false),
  "yogi optax": yogi(true),
  "lamb paper": lamb,
  "lamb tensorflow": lamb,
  "novograd paper": novograd,
  "novograd optax": novograd,
  "adan paper": adan(false),
  "adan optax": adan(true),
  "adopt paper": adopt,
  "ademamix paper": ademamix,
  "ademamix optax": ademamix,
};
