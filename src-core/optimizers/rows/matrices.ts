import { InputError } from "../../numerics/index.ts";
import { adafactor, type AdafactorOptions } from "../adafactor.ts";
import { muon, type MuonOptions } from "../muon.ts";
import { eps, flag, learningRate, maximize, memory, weightDecay } from "../options.ts";
import type { OptimizerEntry, OptionValue } from "../optimizer.ts";
import { checkedAs } from "./checked.ts";

/** Methods that see a matrix of weights as one: its rows and columns, its singular values. */
export const MATRIX_ROWS: readonly OptimizerEntry[] = [
  {
    name: "adafactor",
    title: "Adafactor",
    family: "adaptive",
    conventions: ["pytorch"],
    options: [
      learningRate(1e-2),
      {
        name: "beta2_decay",
        kind: "number",
        default: -0.8,
        maximum: 0,
        slider: { scale: "linear", from: -2, to: 0 },
      },
      { ...eps(0), kind: "numbers", length: 2, default: [null, 1e-3], nullable: true },
      { name: "d", kind: "number", default: 1, minimum: 1, slider: { scale: "log", from: 1, to: 100 } },
      weightDecay(0),
      maximize,
    ],
    tex: String.raw`\rho_t = \min(\eta_t, 1/\sqrt{t}), \quad u = \frac{g}{\max(\sqrt{v}, \epsilon_1)}, \qquad \theta \leftarrow \theta - \rho_t \max(\epsilon_2, \mathrm{rms}(\theta))\, \frac{u}{\max(1, \mathrm{rms}(u) / d)}`,
    source: "Shazeer & Stern (2018), arXiv:1804.04235",
    presets: [{ id: "adafactor", spec: { name: "adafactor", lr: 0.01 } }],
    torch: { className: "Adafactor" },
    check: checkNoneFirst,
    create: (options) => adafactor(checkedAs<AdafactorOptions>(options)),
  },
  {
    name: "muon",
    title: "Muon",
    family: "adaptive",
    conventions: ["pytorch"],
    needs: "matrices",
    options: [
      learningRate(1e-3),
      weightDecay(0.1),
      { ...memory("momentum", 0.95), exclusiveMaximum: false },
      { ...flag("nesterov"), default: true },
      {
        name: "ns_coefficients",
        kind: "numbers",
        length: 3,
        default: [3.4445, -4.775, 2.0315],
        slider: { scale: "linear", from: -10, to: 10 },
      },
      eps(1e-7),
      {
        name: "ns_steps",
        kind: "integer",
        default: 5,
        minimum: 0,
        maximum: 99,
        slider: { scale: "linear", from: 0, to: 20 },
      },
      {
        name: "adjust_lr_fn",
        kind: "choice",
        choices: ["original", "match_rms_adamw"],
        nullable: true,
        default: null,
        slider: null,
      },
    ],
    tex: String.raw`m \leftarrow \mu m + (1 - \mu) g, \quad u = (1 - \mu) g + \mu m, \quad O = \mathrm{NS}(u) \approx U V^\top \text{ of } u = U \Sigma V^\top, \qquad \theta \leftarrow (1 - \eta_t \lambda)\, \theta - \eta_t\, \kappa\, O`,
    source: "Jordan et al. (2024), kellerjordan.github.io/posts/muon; Liu et al. (2025), arXiv:2502.16982",
    presets: [{ id: "muon", spec: { name: "muon", lr: 0.02 } }],
    torch: { className: "Muon" },
    create: (options) => muon(checkedAs<MuonOptions>(options)),
  },
];

/** Only Adafactor's first eps may be None. */
function checkNoneFirst({ eps: pair }: Readonly<Record<string, OptionValue>>, path: string): void {
  if (!Array.isArray(pair) || pair[1] !== null) return;
  throw new InputError({ code: "not-a-number", path: `${path}.eps[1]`, found: "null", allowed: ">= 0" });
}
