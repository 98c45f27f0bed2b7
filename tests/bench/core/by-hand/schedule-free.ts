import type { HandWritten } from "./loop.ts";

/** Defazio et al. (2024) at a constant rate. theta is y; x is the answer. */
export const SCHEDULE_FREE_BY_HAND: readonly HandWritten[] = [
  {
    // At a constant rate all weights are alike.
    id: "schedule-free-sgd",
    optimizer: { name: "schedule_free_sgd", lr: 1e-3 },
    before: `
      let z$ = start$;
      let x$ = start$;`,
    step: `
      z$ -= lr * g$;
      const c = 1 / (step + 1);
      x$ += c * (z$ - x$);
      const y$ = 0.1 * z$ + 0.9 * x$;
      const direction$ = (theta$ - y$) / lr;
      const scale$ = 1;
      theta$ = y$;`,
  },
  {
    // Algorithm 1: weights by the square of the corrected rate, which rises.
    id: "schedule-free-adamw",
    optimizer: { name: "schedule_free_adamw", lr: 1e-3 },
    before: `
      const beta1 = 0.9;
      const beta2 = 0.999;
      let v$ = 0;
      let z$ = start$;
      let x$ = start$;
      let power2 = 1;
      let weights = 0;`,
    step: `
      power2 *= beta2;
      const correction = Math.sqrt(1 - power2);
      const gamma = lr * correction;
      v$ = beta2 * v$ + (1 - beta2) * g$ * g$;
      const sigma$ = Math.sqrt(v$) + 1e-8;
      z$ -= gamma * g$ / sigma$;
      weights += gamma * gamma;
      const c = gamma * gamma / weights;
      x$ += c * (z$ - x$);
      const y$ = (1 - beta1) * z$ + beta1 * x$;
      const scale$ = sigma$ / correction;
      const direction$ = (theta$ - y$) * scale$ / lr;
      theta$ = y$;`,
  },
];
