import type { OdeTolerances } from "../dormand-prince.ts";
import { gradientFlow } from "../gradient-flow.ts";
import { learningRate } from "../options.ts";
import type { OptimizerEntry, OptionDescription } from "../optimizer.ts";
import { checkedAs } from "./checked.ts";

/** The path that gradient descent approaches as its rate goes to 0: what the others can be compared with. */
export const GRADIENT_FLOW_ROWS: readonly OptimizerEntry[] = [
  {
    name: "gradient_flow",
    title: "Gradient flow",
    family: "gradient-descent",
    conventions: ["paper"],
    options: [learningRate(1e-2), tolerance("rtol", 1e-6), tolerance("atol", 1e-9)],
    tex: String.raw`\frac{d\theta}{d\tau} = -g(\theta), \qquad \theta_{t+1} = \theta(\tau + \eta_t)`,
    source: "Cauchy (1847); integrated as in Dormand & Prince (1980), RK5(4)7M",
    presets: [{ id: "gradient-flow", spec: { name: "gradient_flow", lr: 0.01 } }],
    create: (options) => gradientFlow(checkedAs<OdeTolerances>(options)),
  },
];

function tolerance(name: string, value: number): OptionDescription {
  return {
    name,
    kind: "number",
    default: value,
    minimum: 0,
    exclusiveMinimum: true,
    slider: { scale: "log", from: 1e-12, to: 1e-2 },
  };
}
