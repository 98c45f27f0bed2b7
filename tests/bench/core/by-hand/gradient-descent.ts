import type { HandWritten } from "./loop.ts";

const LR = 1e-4;

export const GRADIENT_DESCENT_BY_HAND: readonly HandWritten[] = [
  {
    id: "gradient-descent",
    optimizer: { name: "sgd", lr: LR },
    step: `
      const direction$ = g$;
      const scale$ = 1;
      theta$ -= lr * direction$;`,
  },
  {
    // Polyak (1964), with torch's rate outside the memory.
    id: "momentum",
    optimizer: { name: "sgd", lr: LR, momentum: 0.9 },
    before: `
      let m$ = 0;`,
    step: `
      m$ = 0.9 * m$ + g$;
      const direction$ = m$;
      const scale$ = 1;
      theta$ -= lr * direction$;`,
  },
  {
    // torch.optim.SGD with nesterov=True.
    id: "nesterov",
    optimizer: { name: "sgd", lr: LR, momentum: 0.9, nesterov: true },
    before: `
      let m$ = 0;`,
    step: `
      m$ = 0.9 * m$ + g$;
      const direction$ = g$ + 0.9 * m$;
      const scale$ = 1;
      theta$ -= lr * direction$;`,
  },
  {
    // torch.optim.ASGD with foreach=False. The average lies in an array: no column shows it, and from scalars the compiler
    // would leave it out.
    id: "asgd",
    optimizer: { name: "asgd", lr: LR, t0: 100 },
    before: `
      const lambd = 1e-4;
      const average = new Float64Array(2);
      let eta = lr;
      let share = 1;`,
    step: `
      const direction$ = g$;
      const scale$ = lr / eta;
      theta$ = theta$ * (1 - lambd * eta) - eta * g$;
      average[0] += share * (thetaX - average[0]);
      average[1] += share * (thetaY - average[1]);
      const t = step + 1;
      eta = lr / (1 + lambd * lr * t) ** 0.75;
      share = 1 / Math.max(1, t - 100);`,
  },
];
