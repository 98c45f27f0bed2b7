import { OWN_RULE_FIELDS } from "../own-rule-fields.ts";
import { ownRule, type OwnRuleOptions } from "../own-rule.ts";
import { learningRate } from "../options.ts";
import type { OptimizerEntry } from "../optimizer.ts";
import { RULE_TEXTS } from "../rule-texts.ts";
import { checkedAs } from "./checked.ts";

/** What people write themselves. */
export const OWN_ROWS: readonly OptimizerEntry[] = [
  {
    name: "own-rule",
    title: "Own rule",
    family: "own",
    conventions: ["own"],
    options: [learningRate(1e-2)],
    fields: OWN_RULE_FIELDS,
    tex: String.raw`\theta \leftarrow \theta - \eta_t\, \frac{m_t}{\sigma_t}`,
    source: "written by the person who runs it",
    presets: [
      {
        id: "own-rule",
        spec: { name: "own-rule", rule: RULE_TEXTS.momentum, lr: 0.001, options: { momentum: 0.9 }, start: { m: 0 } },
      },
    ],
    torch: null,
    create: (options) => ownRule(checkedAs<OwnRuleOptions>(options)),
  },
];
