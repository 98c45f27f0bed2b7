import { compileExpression, parseExpression } from "../expression/index.ts";
import type { Schedule } from "./schedule.ts";

/** The variable of a schedule's formula: the step, from 0. */
export const FORMULA_VARIABLES: readonly string[] = ["t"];

/**
 * base * lr_lambda(t), a formula that a person writes.
 *
 * @source torch.optim.lr_scheduler.LambdaLR.
 */
export function lambda(base: number, { lr_lambda }: { readonly lr_lambda: string }): Schedule {
  const factor = factorOf(lr_lambda);
  return (t) => base * factor(t);
}

/**
 * base * lr_lambda(1) * lr_lambda(2) * ... * lr_lambda(t): the formula says by how much each step multiplies the rate of
 * the one before. Products up to every 1024th step are remembered, so that a later step need not begin at the first.
 *
 * @source torch.optim.lr_scheduler.MultiplicativeLR.
 */
export function multiplicative(base: number, { lr_lambda }: { readonly lr_lambda: string }): Schedule {
  const factor = factorOf(lr_lambda);
  const products = [1];
  let [lastStep, lastProduct] = [0, 1];
  return (t) => {
    const mark = Math.min(Math.floor(t / STRIDE), products.length - 1);
    if (lastStep > t || lastStep < mark * STRIDE) [lastStep, lastProduct] = [mark * STRIDE, products[mark]];
    while (lastStep < t) {
      lastStep += 1;
      lastProduct *= factor(lastStep);
      if (lastStep === products.length * STRIDE) products.push(lastProduct);
    }
    return base * lastProduct;
  };
}

/** The formula as a function; its text has been checked. */
export function factorOf(formula: string): Schedule {
  const compiled = compileExpression(parseExpression(formula, { parameters: FORMULA_VARIABLES }));
  const variables = new Float64Array(1);
  return (t) => {
    variables[0] = t;
    return compiled.value(variables);
  };
}

const STRIDE = 1024;
