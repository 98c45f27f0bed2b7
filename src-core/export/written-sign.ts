import { decoupledLines, meanLine, optionText, zeros, type UpdateWriter } from "./written-update.ts";

const lion: UpdateWriter = (spec) => {
  const [beta1, beta2] = [optionText(spec, "betas", 0), optionText(spec, "betas", 1)];
  return {
    comment: "Lion (arXiv:2302.06675), which torch does not have.",
    state: zeros("m"),
    lines: [
      ...decoupledLines(spec),
      `theta.sub_(lr * torch.sign(${beta1} * m + (1 - ${beta1}) * g))`,
      meanLine("m", beta2, "g"),
    ],
  };
};

/** Methods that go by a sign. */
export const SIGN_UPDATES: Readonly<Record<string, UpdateWriter>> = {
  "sign_sgd paper": (spec) => ({
    comment: "signSGD (arXiv:1802.04434), which torch does not have.",
    state: [],
    lines: [...decoupledLines(spec), "theta.sub_(lr * torch.sign(g))"],
  }),
  "signum paper": (spec) => ({
    comment: "Signum (arXiv:1802.04434), which torch does not have.",
    state: zeros("m"),
    lines: [
      ...decoupledLines(spec),
      meanLine("m", optionText(spec, "momentum"), "g"),
      "theta.sub_(lr * torch.sign(m))",
    ],
  }),
  "lion paper": lion,
  "lion tensorflow": lion,
  "lion optax": lion,
};
