import { storedPoint } from "../companion.ts";
import { gradientCentralization } from "../gradient-centralization.ts";
import { lookahead, slowName, type LookaheadOptions } from "../lookahead.ts";
import { flag } from "../options.ts";
import type { OptimizerEntry } from "../optimizer.ts";
import { sam, type SamOptions } from "../sam.ts";
import { checkedAs } from "./checked.ts";

/** Methods that drive another method, which has the learning rate and the other options. */
export const AROUND_ANOTHER_ROWS: readonly OptimizerEntry[] = [
  {
    name: "lookahead",
    title: "Lookahead",
    family: "around-another",
    conventions: ["paper"],
    options: [
      { name: "k", kind: "integer", default: 5, minimum: 1, slider: { scale: "linear", from: 1, to: 50 } },
      {
        name: "alpha",
        kind: "number",
        default: 0.5,
        minimum: 0,
        exclusiveMinimum: true,
        maximum: 1,
        slider: { scale: "linear", from: 0.05, to: 1 },
      },
    ],
    children: "optimizer",
    tex: String.raw`\begin{aligned} &\theta \leftarrow A(\theta) \\ &k \mid t: \quad \theta, \phi \leftarrow \phi + \alpha\,(\theta - \phi) \end{aligned}`,
    source: "Zhang, Lucas, Hinton & Ba (2019), arXiv:1907.08610",
    presets: [{ id: "lookahead", spec: { name: "lookahead", optimizer: { name: "sgd", lr: 0.001, momentum: 0.9 } } }],
    companion: (_options, _convention, depth) => storedPoint("slow", slowName(depth - 1)),
    create: (options, _convention, [base]) => lookahead(checkedAs<LookaheadOptions>(options), base),
  },
  {
    name: "sam",
    title: "SAM",
    family: "around-another",
    conventions: ["paper"],
    options: [
      { name: "rho", kind: "number", default: 0.05, minimum: 0, slider: { scale: "log", from: 1e-4, to: 10 } },
      flag("adaptive"),
    ],
    children: "optimizer",
    tex: String.raw`\begin{aligned} &\epsilon = \rho\, g / \lVert g \rVert \\ &\theta \leftarrow A\bigl(\theta,\, \nabla L(\theta + \epsilon)\bigr) \end{aligned}`,
    source:
      "Foret, Kleiner, Mobahi & Neyshabur (2021), arXiv:2010.01412; adaptive: Kwon, Kim, Park & Choi (2021), arXiv:2102.11600",
    presets: [
      {
        id: "asam",
        spec: { name: "sam", rho: 0.5, adaptive: true, optimizer: { name: "sgd", lr: 0.001 } },
        claims: (spec) => spec["adaptive"] === true,
      },
      { id: "sam", spec: { name: "sam", rho: 0.05, optimizer: { name: "sgd", lr: 0.001 } } },
    ],
    create: (options, _convention, [base]) => sam(checkedAs<SamOptions>(options), base),
  },
  {
    name: "gradient_centralization",
    title: "Gradient centralization",
    family: "around-another",
    conventions: ["paper"],
    options: [],
    needs: "matrices",
    children: "optimizer",
    tex: String.raw`g_W \leftarrow g_W - \tfrac{1}{n}\, g_W \mathbf{1}\mathbf{1}^{\top}, \qquad \theta \leftarrow A(\theta, g)`,
    source: "Yong, Huang, Hua & Zhang (2020), arXiv:2004.01461",
    presets: [
      {
        id: "gradient-centralization",
        spec: { name: "gradient_centralization", optimizer: { name: "sgd", lr: 0.001, momentum: 0.9 } },
      },
    ],
    create: (_options, _convention, [base]) => gradientCentralization(base.optimizer),
  },
];
