import { lion, type LionOptions } from "../lion.ts";
import { betas, learningRate, maximize, momentum, weightDecay } from "../options.ts";
import type { OptimizerEntry } from "../optimizer.ts";
import { signSgd } from "../sign-sgd.ts";
import { signum, type SignumOptions } from "../signum.ts";
import type { GradientOptions } from "../step.ts";
import { checkedAs } from "./checked.ts";

/** Methods that take the sign of the gradient, or of a memory of it: every entry moves by one rate. */
export const SIGN_DESCENT_ROWS: readonly OptimizerEntry[] = [
  {
    name: "sign_sgd",
    title: "signSGD",
    family: "sign",
    conventions: ["paper"],
    options: [learningRate(1e-3), weightDecay(0), maximize],
    tex: String.raw`\theta \leftarrow \theta - \eta_t\, \mathrm{sign}(g)`,
    source: "Bernstein, Wang, Azizzadenesheli & Anandkumar (2018), arXiv:1802.04434",
    presets: [{ id: "sign-sgd", spec: { name: "sign_sgd", lr: 0.005 } }],
    create: (options) => signSgd(checkedAs<GradientOptions>(options)),
  },
  {
    name: "signum",
    title: "Signum",
    family: "sign",
    conventions: ["paper"],
    options: [learningRate(1e-3), { ...momentum, default: 0.9, maximum: 1 }, weightDecay(0), maximize],
    tex: String.raw`m \leftarrow \mu m + (1 - \mu)\, g, \qquad \theta \leftarrow \theta - \eta_t\, \mathrm{sign}(m)`,
    source: "Bernstein, Wang, Azizzadenesheli & Anandkumar (2018), arXiv:1802.04434",
    presets: [{ id: "signum", spec: { name: "signum", lr: 0.005 } }],
    create: (options) => signum(checkedAs<SignumOptions>(options)),
  },
  {
    name: "lion",
    title: "Lion",
    family: "sign",
    conventions: ["paper", "tensorflow", "optax"],
    options: [
      { ...learningRate(1e-4), defaults: { tensorflow: 1e-3 } },
      { ...betas, default: [0.9, 0.99] },
      { ...weightDecay(0), defaults: { optax: 1e-3 } },
      maximize,
    ],
    tex: String.raw`\theta \leftarrow (1 - \eta_t \lambda)\, \theta - \eta_t\, \mathrm{sign}\bigl(\beta_1 m + (1 - \beta_1) g\bigr), \qquad m \leftarrow \beta_2 m + (1 - \beta_2)\, g`,
    source: "Chen et al. (2023), arXiv:2302.06675",
    presets: [{ id: "lion", spec: { name: "lion", lr: 0.005 } }],
    create: (options) => lion(checkedAs<LionOptions>(options)),
  },
];
