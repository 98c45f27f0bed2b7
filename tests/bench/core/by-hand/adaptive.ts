import type { HandWritten } from "./loop.ts";

export const adamByHand: HandWritten = {
  id: "adam",
  optimizer: { name: "adam", lr: 1e-3 },
  before: `
    const beta1 = 0.9;
    const beta2 = 0.999;
    let m$ = 0;
    let v$ = 0;
    let power1 = 1;
    let power2 = 1;`,
  step: `
    power1 *= beta1;
    power2 *= beta2;
    m$ = beta1 * m$ + (1 - beta1) * g$;
    v$ = beta2 * v$ + (1 - beta2) * g$ * g$;
    const correction = Math.sqrt(1 - power2);
    const direction$ = m$ / (1 - power1);
    const scale$ = Math.sqrt(v$) / correction + 1e-8;
    theta$ -= lr * direction$ / scale$;`,
};

/** As torch.optim has them, with its defaults but for the rate. */
export const ADAPTIVE_BY_HAND: readonly HandWritten[] = [
  {
    id: "adagrad",
    optimizer: { name: "adagrad", lr: 1e-2 },
    before: `
      let sum$ = 0;`,
    step: `
      sum$ += g$ * g$;
      const direction$ = g$;
      const scale$ = Math.sqrt(sum$) + 1e-10;
      theta$ -= lr * direction$ / scale$;`,
  },
  {
    id: "rmsprop",
    optimizer: { name: "rmsprop", lr: 1e-3 },
    before: `
      const alpha = 0.99;
      let v$ = 0;`,
    step: `
      v$ = alpha * v$ + (1 - alpha) * g$ * g$;
      const direction$ = g$;
      const scale$ = Math.sqrt(v$) + 1e-8;
      theta$ -= lr * direction$ / scale$;`,
  },
  {
    id: "rmsprop-centered",
    optimizer: { name: "rmsprop", lr: 1e-3, centered: true },
    before: `
      const alpha = 0.99;
      let v$ = 0;
      let mean$ = 0;`,
    step: `
      v$ = alpha * v$ + (1 - alpha) * g$ * g$;
      mean$ = alpha * mean$ + (1 - alpha) * g$;
      const direction$ = g$;
      const scale$ = Math.sqrt(Math.max(0, v$ - mean$ * mean$)) + 1e-8;
      theta$ -= lr * direction$ / scale$;`,
  },
  {
    id: "rmsprop-momentum",
    optimizer: { name: "rmsprop", lr: 1e-3, momentum: 0.9 },
    before: `
      const alpha = 0.99;
      let v$ = 0;
      let m$ = 0;`,
    step: `
      v$ = alpha * v$ + (1 - alpha) * g$ * g$;
      m$ = 0.9 * m$ + g$ / (Math.sqrt(v$) + 1e-8);
      const direction$ = m$;
      const scale$ = 1;
      theta$ -= lr * direction$;`,
  },
  {
    id: "adadelta",
    optimizer: { name: "adadelta", lr: 1 },
    before: `
      const rho = 0.9;
      const eps = 1e-6;
      let v$ = 0;
      let u$ = 0;`,
    step: `
      v$ = rho * v$ + (1 - rho) * g$ * g$;
      const direction$ = Math.sqrt(u$ + eps) * g$;
      const scale$ = Math.sqrt(v$ + eps);
      const delta$ = direction$ / scale$;
      u$ = rho * u$ + (1 - rho) * delta$ * delta$;
      theta$ -= lr * delta$;`,
  },
  adamByHand,
  {
    id: "amsgrad",
    optimizer: { name: "adam", lr: 1e-3, amsgrad: true },
    before: `
      const beta1 = 0.9;
      const beta2 = 0.999;
      let m$ = 0;
      let v$ = 0;
      let vMax$ = 0;
      let power1 = 1;
      let power2 = 1;`,
    step: `
      power1 *= beta1;
      power2 *= beta2;
      m$ = beta1 * m$ + (1 - beta1) * g$;
      v$ = beta2 * v$ + (1 - beta2) * g$ * g$;
      vMax$ = Math.max(vMax$, v$);
      const correction = Math.sqrt(1 - power2);
      const direction$ = m$ / (1 - power1);
      const scale$ = Math.sqrt(vMax$) / correction + 1e-8;
      theta$ -= lr * direction$ / scale$;`,
  },
  {
    id: "adamw",
    optimizer: { name: "adamw", lr: 1e-3 },
    before: `
      const beta1 = 0.9;
      const beta2 = 0.999;
      const kept = 1 - lr * 1e-2;
      let m$ = 0;
      let v$ = 0;
      let power1 = 1;
      let power2 = 1;`,
    step: `
      power1 *= beta1;
      power2 *= beta2;
      m$ = beta1 * m$ + (1 - beta1) * g$;
      v$ = beta2 * v$ + (1 - beta2) * g$ * g$;
      const correction = Math.sqrt(1 - power2);
      const direction$ = m$ / (1 - power1);
      const scale$ = Math.sqrt(v$) / correction + 1e-8;
      theta$ = kept * theta$ - lr * direction$ / scale$;`,
  },
  {
    id: "adamax",
    optimizer: { name: "adamax", lr: 1e-3 },
    before: `
      const beta1 = 0.9;
      let m$ = 0;
      let u$ = 0;
      let power1 = 1;`,
    step: `
      power1 *= beta1;
      m$ = beta1 * m$ + (1 - beta1) * g$;
      u$ = Math.max(0.999 * u$, Math.abs(g$) + 1e-8);
      const direction$ = m$ / (1 - power1);
      const scale$ = u$;
      theta$ -= lr * direction$ / scale$;`,
  },
  {
    // torch 1.13: mu twice in the first denominator.
    id: "nadam",
    optimizer: { name: "nadam", lr: 1e-3 },
    before: `
      const beta1 = 0.9;
      const beta2 = 0.999;
      const decay = 0.96 ** 4e-3;
      let m$ = 0;
      let v$ = 0;
      let decayPower = decay;
      let muProduct = 1;
      let power2 = 1;`,
    step: `
      const mu = beta1 * (1 - 0.5 * decayPower);
      decayPower *= decay;
      const muNext = beta1 * (1 - 0.5 * decayPower);
      muProduct *= mu;
      power2 *= beta2;
      m$ = beta1 * m$ + (1 - beta1) * g$;
      v$ = beta2 * v$ + (1 - beta2) * g$ * g$;
      const ofMean = muNext / (1 - muProduct * mu * muNext);
      const ofGradient = (1 - mu) / (1 - muProduct);
      const direction$ = ofMean * m$ + ofGradient * g$;
      const scale$ = Math.sqrt(v$ / (1 - power2)) + 1e-8;
      theta$ -= lr * direction$ / scale$;`,
  },
  {
    // Rectified from rho > 5 on.
    id: "radam",
    optimizer: { name: "radam", lr: 1e-3 },
    before: `
      const beta1 = 0.9;
      const beta2 = 0.999;
      const rhoInf = 2 / (1 - beta2) - 1;
      let m$ = 0;
      let v$ = 0;
      let power1 = 1;
      let power2 = 1;`,
    step: `
      power1 *= beta1;
      power2 *= beta2;
      m$ = beta1 * m$ + (1 - beta1) * g$;
      v$ = beta2 * v$ + (1 - beta2) * g$ * g$;
      const rho = rhoInf - 2 * (step + 1) * power2 / (1 - power2);
      const r = Math.sqrt((rho - 4) * (rho - 2) * rhoInf / ((rhoInf - 4) * (rhoInf - 2) * rho));
      const correction = Math.sqrt(1 - power2);
      const direction$ = m$ / (1 - power1);
      const scale$ = rho > 5 ? (Math.sqrt(v$) + 1e-8) / (r * correction) : 1;
      theta$ -= lr * direction$ / scale$;`,
  },
  {
    // theta is one vector: nothing is factored.
    id: "adafactor",
    optimizer: { name: "adafactor", lr: 1e-2 },
    before: `
      const eps = 2 ** -52;
      let v$ = 0;`,
    step: `
      const t = step + 1;
      const fresh = t ** -0.8;
      const rho = Math.min(lr, 1 / Math.sqrt(t));
      const alpha = Math.max(1e-3, Math.sqrt((thetaX * thetaX + thetaY * thetaY) / 2)) * rho;
      v$ += fresh * (g$ * g$ - v$);
      const scale$ = Math.max(Math.sqrt(v$), eps);
      const u$ = g$ / scale$;
      const clipped = Math.max(1, Math.sqrt((uX * uX + uY * uY) / 2));
      const factor = alpha / clipped;
      const direction$ = factor / lr * g$;
      theta$ -= factor * u$;`,
  },
];
