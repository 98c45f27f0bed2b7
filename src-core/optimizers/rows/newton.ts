import { InputError } from "../../numerics/index.ts";
import { bfgs } from "../bfgs.ts";
import { conjugateGradients, type ConjugateGradientsOptions } from "../conjugate-gradients.ts";
import { levenbergMarquardt, type LevenbergMarquardtOptions } from "../levenberg-marquardt.ts";
import { newton, type NewtonOptions } from "../newton.ts";
import { flag, learningRate } from "../options.ts";
import type { OptimizerEntry, OptionDescription, OptionValue } from "../optimizer.ts";
import { saddleFreeNewton, type SaddleFreeNewtonOptions } from "../saddle-free-newton.ts";
import type { WolfeOptions } from "../wolfe-search.ts";
import { checkedAs } from "./checked.ts";

/** Methods that use the curvature of the loss, exact or learned; lr = 1 is their whole step. */
export const NEWTON_ROWS: readonly OptimizerEntry[] = [
  {
    name: "newton",
    title: "Newton",
    family: "second-order",
    conventions: ["paper"],
    options: [learningRate(1), damping(0), flag("backtracking")],
    tex: String.raw`\theta \leftarrow \theta - \eta_t\, (H + \lambda I)^{-1} g`,
    source: "Simpson (1740); Nocedal & Wright (2006), Numerical Optimization, equation 3.38, algorithms 3.1 and 3.2",
    presets: [
      {
        id: "newton-backtracking",
        spec: { name: "newton", lr: 1, backtracking: true },
        claims: (spec) => spec["backtracking"] === true,
      },
      { id: "newton", spec: { name: "newton", lr: 1 } },
    ],
    create: (options) => newton(checkedAs<NewtonOptions>(options)),
  },
  {
    name: "saddle_free_newton",
    title: "Saddle-free Newton",
    family: "second-order",
    conventions: ["paper"],
    options: [learningRate(1), damping(0)],
    tex: String.raw`H = V \Lambda V^{\top}, \qquad \theta \leftarrow \theta - \eta_t\, V (|\Lambda| + \lambda I)^{-1} V^{\top} g`,
    source: "Dauphin, Pascanu, Gulcehre, Cho, Ganguli & Bengio (2014), arXiv:1406.2572",
    presets: [{ id: "saddle-free-newton", spec: { name: "saddle_free_newton", lr: 1 } }],
    create: (options) => saddleFreeNewton(checkedAs<SaddleFreeNewtonOptions>(options)),
  },
  {
    name: "levenberg_marquardt",
    title: "Levenberg–Marquardt",
    family: "second-order",
    conventions: ["paper"],
    options: [
      learningRate(1),
      damping(1e-3),
      { name: "factor", kind: "number", default: 10, minimum: 1, slider: { scale: "log", from: 1, to: 100 } },
    ],
    needs: "residuals",
    tex: String.raw`L = \lVert r \rVert^2, \qquad \theta \leftarrow \theta - \eta_t\, (J^{\top} J + \lambda I)^{-1} J^{\top} r`,
    source:
      "Levenberg (1944); Marquardt (1963); Nocedal & Wright (2006), Numerical Optimization, sections 10.2 and 10.3",
    presets: [
      {
        id: "gauss-newton",
        spec: { name: "levenberg_marquardt", lr: 1, damping: 0 },
        claims: (spec) => spec["damping"] === 0,
      },
      { id: "levenberg-marquardt", spec: { name: "levenberg_marquardt", lr: 1 } },
    ],
    create: (options) => levenbergMarquardt(checkedAs<LevenbergMarquardtOptions>(options)),
  },
  {
    name: "conjugate_gradients",
    title: "Conjugate gradients",
    family: "second-order",
    conventions: ["paper"],
    options: [
      learningRate(1),
      {
        name: "beta",
        kind: "choice",
        choices: ["fletcher-reeves", "polak-ribiere", "hestenes-stiefel", "dai-yuan"],
        default: "polak-ribiere",
        slider: null,
      },
      ...wolfe(0.1),
    ],
    tex: String.raw`p \leftarrow -g + \beta\, p, \qquad \theta \leftarrow \theta + \eta_t\, \alpha\, p`,
    source:
      "Fletcher & Reeves (1964); Polak & Ribière (1969); Hestenes & Stiefel (1952); Dai & Yuan (1999); as in Nocedal & Wright (2006), Numerical Optimization, algorithm 5.4",
    presets: [{ id: "conjugate-gradients", spec: { name: "conjugate_gradients", lr: 1 } }],
    check: checkWolfe,
    create: (options) => conjugateGradients(checkedAs<ConjugateGradientsOptions>(options)),
  },
  {
    name: "bfgs",
    title: "BFGS",
    family: "second-order",
    conventions: ["paper"],
    options: [learningRate(1), ...wolfe(0.9)],
    tex: String.raw`B \leftarrow (I - \rho s y^{\top}) B (I - \rho y s^{\top}) + \rho s s^{\top}, \qquad \theta \leftarrow \theta - \eta_t\, \alpha\, B g`,
    source:
      "Broyden, Fletcher, Goldfarb & Shanno (1970); Nocedal & Wright (2006), Numerical Optimization, algorithm 6.1",
    presets: [{ id: "bfgs", spec: { name: "bfgs", lr: 1 } }],
    check: checkWolfe,
    create: (options) => bfgs(checkedAs<WolfeOptions>(options)),
  },
];

/** lambda: what is added to the eigenvalues before they are divided by. */
function damping(value: number): OptionDescription {
  return { name: "damping", kind: "number", default: value, minimum: 0, slider: { scale: "log", from: 1e-8, to: 1e4 } };
}

/** The two constants of the Wolfe conditions; how exact a search has to be is a matter of the method. */
function wolfe(c2: number): OptionDescription[] {
  const within = { kind: "number", minimum: 0, maximum: 1, exclusiveMinimum: true, exclusiveMaximum: true } as const;
  return [
    { ...within, name: "c1", default: 1e-4, slider: { scale: "log", from: 1e-8, to: 0.5 } },
    { ...within, name: "c2", default: c2, slider: { scale: "log", from: 1e-3, to: 0.99 } },
  ];
}

/** With c1 >= c2 no length may have both conditions. */
function checkWolfe(options: Readonly<Record<string, OptionValue>>, path: string): void {
  const { c1, c2 } = checkedAs<WolfeOptions>(options);
  if (c1 < c2) return;
  throw new InputError({ code: "inconsistent", path: `${path}.c1`, found: `${c1}, c2 ${c2}`, allowed: "c1 < c2" });
}
