import type { HandWritten } from "./loop.ts";

const LR = 1e-3;

export const SIGN_BY_HAND: readonly HandWritten[] = [
  {
    id: "sign-sgd",
    optimizer: { name: "sign_sgd", lr: LR },
    step: `
      const direction$ = Math.sign(g$);
      const scale$ = 1;
      theta$ -= lr * direction$;`,
  },
  {
    // Bernstein et al. (2018), algorithm 2.
    id: "signum",
    optimizer: { name: "signum", lr: LR },
    before: `
      const beta = 0.9;
      let m$ = 0;`,
    step: `
      m$ = beta * m$ + (1 - beta) * g$;
      const direction$ = Math.sign(m$);
      const scale$ = 1;
      theta$ -= lr * direction$;`,
  },
  {
    // Chen et al. (2023), algorithm 2.
    id: "lion",
    optimizer: { name: "lion", lr: LR },
    before: `
      const beta1 = 0.9;
      const beta2 = 0.99;
      let m$ = 0;`,
    step: `
      const direction$ = Math.sign(beta1 * m$ + (1 - beta1) * g$);
      const scale$ = 1;
      m$ = beta2 * m$ + (1 - beta2) * g$;
      theta$ -= lr * direction$;`,
  },
  {
    // torch.optim.Rprop: an entry whose gradient changes its sign rests for a step.
    id: "rprop",
    optimizer: { name: "rprop", lr: 1e-2 },
    before: `
      let s$ = lr;
      let previous$ = 0;`,
    step: `
      const agreement$ = g$ * previous$;
      const factor$ = agreement$ > 0 ? 1.2 : agreement$ < 0 ? 0.5 : 1;
      s$ = Math.min(Math.max(s$ * factor$, 1e-6), 50);
      previous$ = agreement$ < 0 ? 0 : g$;
      const direction$ = Math.sign(previous$);
      const scale$ = lr / s$;
      theta$ -= s$ * direction$;`,
  },
];
