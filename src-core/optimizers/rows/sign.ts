import { InputError } from "../../numerics/index.ts";
import { learningRate, maximize } from "../options.ts";
import type { OptimizerEntry, OptionValue } from "../optimizer.ts";
import { rprop, type RpropOptions } from "../rprop.ts";
import { checkedAs } from "./checked.ts";

/** Methods that look at the gradient's sign only. */
export const SIGN_ROWS: readonly OptimizerEntry[] = [
  {
    name: "rprop",
    title: "Rprop",
    family: "sign",
    conventions: ["pytorch"],
    options: [
      learningRate(1e-2),
      {
        name: "etas",
        kind: "numbers",
        length: 2,
        default: [0.5, 1.2],
        minimum: 0,
        exclusiveMinimum: true,
        slider: { scale: "linear", from: 0.1, to: 2 },
      },
      {
        name: "step_sizes",
        kind: "numbers",
        length: 2,
        default: [1e-6, 50],
        minimum: 0,
        exclusiveMinimum: true,
        slider: { scale: "log", from: 1e-8, to: 100 },
      },
      maximize,
    ],
    tex: String.raw`s \leftarrow \begin{cases} \min(\eta^+ s, s_{\max}) & g\, g' > 0 \\ \max(\eta^- s, s_{\min}),\ g \leftarrow 0 & g\, g' < 0 \end{cases}, \qquad \theta \leftarrow \theta - s\, \mathrm{sign}(g), \quad g' \leftarrow g`,
    source: "Riedmiller & Braun (1993); Igel & Huesken (2000)",
    presets: [{ id: "rprop", spec: { name: "rprop", lr: 0.01 } }],
    torch: { className: "Rprop" },
    check: checkFactorsAndSizes,
    create: (options) => rprop(checkedAs<RpropOptions>(options)),
  },
];

/** 0 < eta_minus < 1 < eta_plus, as in torch; and the smallest step size is not above the largest. */
function checkFactorsAndSizes(options: Readonly<Record<string, OptionValue>>, path: string): void {
  const { etas, step_sizes } = checkedAs<RpropOptions>(options);
  const refuse = (place: string, found: number, allowed: string): never => {
    throw new InputError({ code: "out-of-range", path: `${path}.${place}`, found: String(found), allowed });
  };
  if (etas[0] >= 1) refuse("etas[0]", etas[0], "(0, 1)");
  if (etas[1] <= 1) refuse("etas[1]", etas[1], "> 1");
  if (step_sizes[1] < step_sizes[0]) refuse("step_sizes[1]", step_sizes[1], `>= ${step_sizes[0]}`);
}
