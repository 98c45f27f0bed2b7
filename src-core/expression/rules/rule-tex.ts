import { nameTex } from "../tex-names.ts";
import { TOO_LONG_TEX, type TexOptions } from "../tex.ts";
import { TexPrinter, TooLongTexError } from "../tex-printer.ts";
import type { CheckedRule } from "./parse-rule.ts";

/**
 * The lines of a rule as TeX, as they were typed. The rate is eta_t, the loss L, eps epsilon, as in the field's formulas.
 *
 * @example ruleTex(parseRule("m = beta*m + g\ntheta = theta - lr*m"))[0] // => "m \\leftarrow \\beta m + g"
 */
export function ruleTex(rule: CheckedRule, options: TexOptions = {}): string[] {
  const shown = (name: string) => SHOWN_NAMES.get(name) ?? name;
  const printer = new TexPrinter(
    rule.graph,
    rule.variables.map(shown),
    rule.constants.map(shown),
    options.otherwise ?? "otherwise",
  );
  return rule.lines.map(({ target, root }) => `${nameTex(shown(target))} \\leftarrow ${printed(printer, root)}`);
}

const SHOWN_NAMES: ReadonlyMap<string, string> = new Map([
  ["lr", "eta_t"],
  ["loss", "L"],
  ["eps", "epsilon"],
]);

function printed(printer: TexPrinter, root: number): string {
  try {
    return printer.print(root);
  } catch (error) {
    if (error instanceof TooLongTexError) return TOO_LONG_TEX;
    throw error;
  }
}
