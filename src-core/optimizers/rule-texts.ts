/**
 * Methods of the catalogue written out as rules (see parseRule), in torch.optim's form and with its names of options. Each
 * follows the built-in method of its name to rounding.
 */
export const RULE_TEXTS = {
  "gradient-descent": "theta = theta - lr*g",
  momentum: ["m = momentum*m + g", "theta = theta - lr*m"].join("\n"),
  nesterov: ["m = momentum*m + g", "theta = theta - lr*(g + momentum*m)"].join("\n"),
  adagrad: ["s = s + g^2", "theta = theta - lr*g/(sqrt(s) + eps)"].join("\n"),
  rmsprop: ["v = alpha*v + (1 - alpha)*g^2", "theta = theta - lr*g/(sqrt(v) + eps)"].join("\n"),
  adam: [
    "m = beta1*m + (1 - beta1)*g",
    "v = beta2*v + (1 - beta2)*g^2",
    "mHat = m/(1 - beta1^t)",
    "vHat = v/(1 - beta2^t)",
    "theta = theta - lr*mHat/(sqrt(vHat) + eps)",
  ].join("\n"),
  adamw: [
    "theta = (1 - lr*weight_decay)*theta",
    "m = beta1*m + (1 - beta1)*g",
    "v = beta2*v + (1 - beta2)*g^2",
    "mHat = m/(1 - beta1^t)",
    "vHat = v/(1 - beta2^t)",
    "theta = theta - lr*mHat/(sqrt(vHat) + eps)",
  ].join("\n"),
} as const satisfies Record<string, string>;

export type RuleTextName = keyof typeof RULE_TEXTS;

/** A rule's text with L2 weight decay: d, the gradient with the decay, in the place of g. */
export function withWeightDecay(text: string): string {
  return `d = g + weight_decay*theta\n${text.replaceAll(/\bg\b/g, "d")}`;
}
