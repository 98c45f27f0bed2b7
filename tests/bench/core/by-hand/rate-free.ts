import type { HandWritten } from "./loop.ts";

/** With the defaults of the authors' code; lr is a factor of the rate that the method finds. */
export const RATE_FREE_BY_HAND: readonly HandWritten[] = [
  {
    // SPS_max of Loizou et al. (2021), c = 1/2, the loss's minimum being 0. Without so low a bound its path is a chaotic one.
    id: "polyak-sgd",
    optimizer: { name: "polyak_sgd", lr: 0.5, max_lr: 1e-3 },
    step: `
      const eta = Math.min(loss / (0.5 * (gX * gX + gY * gY) + 1e-8), 1e-3);
      const direction$ = g$;
      const scale$ = 1 / eta;
      theta$ -= lr * eta * direction$;`,
  },
  {
    // Ivgi, Hinder & Carmon (2023).
    id: "dog",
    optimizer: { name: "dog", lr: 1 },
    before: `
      let distance = 1e-6 * (1 + Math.sqrt(startX * startX + startY * startY));
      let sum = 0;`,
    step: `
      const away$ = theta$ - start$;
      distance = Math.max(distance, Math.sqrt(awayX * awayX + awayY * awayY));
      sum += gX * gX + gY * gY;
      const sigma = Math.sqrt(sum + 1e-8) / distance;
      const direction$ = g$;
      const scale$ = sigma;
      theta$ -= lr * direction$ / sigma;`,
  },
  {
    // Defazio & Mishchenko (2023), the Adam version.
    id: "dadapt-adamw",
    optimizer: { name: "dadapt_adamw", lr: 0.1 },
    before: `
      const beta1 = 0.9;
      const beta2 = 0.999;
      const b = Math.sqrt(beta2);
      let m$ = 0;
      let v$ = 0;
      let s$ = 0;
      let d = 1e-6;
      let numerator = 0;`,
    step: `
      const eta = d * lr;
      const scaled$ = s$ / (Math.sqrt(v$) + 1e-8);
      numerator = b * numerator + (1 - b) * eta * (gX * scaledX + gY * scaledY);
      m$ = beta1 * m$ + (1 - beta1) * eta * g$;
      v$ = beta2 * v$ + (1 - beta2) * g$ * g$;
      s$ = b * s$ + (1 - b) * eta * g$;
      d = Math.max(d, numerator / ((1 - b) * (Math.abs(sX) + Math.abs(sY))));
      const direction$ = m$ / lr;
      const scale$ = Math.sqrt(v$) + 1e-8;
      theta$ -= m$ / scale$;`,
  },
  {
    // Mishchenko & Defazio (2024), the Adam version; numerator and s divided by d0, as in the authors' code.
    id: "prodigy",
    optimizer: { name: "prodigy", lr: 1 },
    before: `
      const beta1 = 0.9;
      const beta2 = 0.999;
      const beta3 = Math.sqrt(beta2);
      const d0 = 1e-6;
      let m$ = 0;
      let v$ = 0;
      let s$ = 0;
      let d = d0;
      let numerator = 0;`,
    step: `
      const eta = d * lr;
      const weight = d / d0 * eta;
      const dg$ = d * g$;
      numerator = beta3 * numerator + weight * (gX * (startX - thetaX) + gY * (startY - thetaY));
      m$ = beta1 * m$ + (1 - beta1) * dg$;
      v$ = beta2 * v$ + (1 - beta2) * dg$ * dg$;
      s$ = beta3 * s$ + weight * g$;
      const dNext = Math.max(d, numerator / (Math.abs(sX) + Math.abs(sY)));
      const direction$ = m$;
      const sigma$ = Math.sqrt(v$) + dNext * 1e-8;
      const scale$ = sigma$ / d;
      theta$ -= eta * direction$ / sigma$;
      d = dNext;`,
  },
];
