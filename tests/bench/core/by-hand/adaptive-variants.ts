import type { HandWritten } from "./loop.ts";

/** As the papers have them, with the defaults of their authors' code but for the rate. */
export const ADAPTIVE_VARIANTS_BY_HAND: readonly HandWritten[] = [
  {
    // Zhuang et al. (2020), algorithm 2: eps in s, and beside the root.
    id: "adabelief",
    optimizer: { name: "adabelief", lr: 1e-3 },
    before: `
      const beta1 = 0.9;
      const beta2 = 0.999;
      const eps = 1e-16;
      let m$ = 0;
      let s$ = 0;
      let power1 = 1;
      let power2 = 1;`,
    step: `
      power1 *= beta1;
      power2 *= beta2;
      m$ = beta1 * m$ + (1 - beta1) * g$;
      s$ = beta2 * s$ + (1 - beta2) * (g$ - m$) * (g$ - m$) + eps;
      const direction$ = m$ / (1 - power1);
      const scale$ = Math.sqrt(s$ / (1 - power2)) + eps;
      theta$ -= lr * direction$ / scale$;`,
  },
  {
    // Zaheer et al. (2018), algorithm 2, from 0 and without corrections.
    id: "yogi",
    optimizer: { name: "yogi", lr: 1e-3 },
    before: `
      const beta1 = 0.9;
      const beta2 = 0.999;
      let m$ = 0;
      let v$ = 0;`,
    step: `
      m$ = beta1 * m$ + (1 - beta1) * g$;
      v$ -= (1 - beta2) * Math.sign(v$ - g$ * g$) * g$ * g$;
      const direction$ = m$;
      const scale$ = Math.sqrt(v$) + 1e-3;
      theta$ -= lr * direction$ / scale$;`,
  },
  {
    // You et al. (2020), algorithm 2, with phi(z) = z; theta is one layer.
    id: "lamb",
    optimizer: { name: "lamb", lr: 1e-3 },
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
      const direction$ = m$ / (1 - power1);
      const sigma$ = Math.sqrt(v$ / (1 - power2)) + 1e-6;
      const r$ = direction$ / sigma$;
      const trust = Math.sqrt(thetaX * thetaX + thetaY * thetaY) / Math.sqrt(rX * rX + rY * rY);
      const scale$ = sigma$ / trust;
      theta$ -= lr * trust * r$;`,
  },
  {
    // Ginsburg et al. (2019), algorithm 1; theta is one layer.
    id: "novograd",
    optimizer: { name: "novograd", lr: 1e-4 },
    before: `
      const beta1 = 0.95;
      const beta2 = 0.98;
      let m$ = 0;
      let v = 0;`,
    step: `
      const square = gX * gX + gY * gY;
      v = step === 0 ? square : beta2 * v + (1 - beta2) * square;
      const sigma = Math.sqrt(v) + 1e-8;
      m$ = beta1 * m$ + g$ / sigma;
      const direction$ = m$;
      const scale$ = 1;
      theta$ -= lr * direction$;`,
  },
  {
    // Xie et al. (2022), algorithm 1, with the bias corrections of the authors' code, whose betas are 1 minus the paper's.
    id: "adan",
    optimizer: { name: "adan", lr: 1e-3 },
    before: `
      const beta1 = 0.98;
      const beta2 = 0.92;
      const beta3 = 0.99;
      let m$ = 0;
      let v$ = 0;
      let n$ = 0;
      let last$ = 0;
      let power1 = 1;
      let power2 = 1;
      let power3 = 1;`,
    step: `
      power1 *= beta1;
      power2 *= beta2;
      power3 *= beta3;
      const change$ = step === 0 ? 0 : g$ - last$;
      const ahead$ = g$ + beta2 * change$;
      last$ = g$;
      m$ = beta1 * m$ + (1 - beta1) * g$;
      v$ = beta2 * v$ + (1 - beta2) * change$;
      n$ = beta3 * n$ + (1 - beta3) * ahead$ * ahead$;
      const direction$ = m$ / (1 - power1) + beta2 * v$ / (1 - power2);
      const scale$ = Math.sqrt(n$ / (1 - power3)) + 1e-8;
      theta$ -= lr * direction$ / scale$;`,
  },
  {
    // Taniguchi et al. (2024), algorithm 2, with the clipping of its later versions; the first gradient only fills v.
    id: "adopt",
    optimizer: { name: "adopt", lr: 1e-3 },
    before: `
      const beta1 = 0.9;
      const beta2 = 0.9999;
      let m$ = 0;
      let v$ = 0;`,
    step: `
      const limit = Math.sqrt(Math.sqrt(step));
      if (step > 0) m$ = beta1 * m$ + (1 - beta1) * Math.max(-limit, Math.min(limit, g$ / Math.max(Math.sqrt(v$), 1e-6)));
      v$ = step === 0 ? g$ * g$ : beta2 * v$ + (1 - beta2) * g$ * g$;
      const direction$ = m$;
      const scale$ = 1;
      theta$ -= lr * direction$;`,
  },
  {
    // Pagliardini et al. (2024), algorithm 1, without the warm-up of alpha and b3.
    id: "ademamix",
    optimizer: { name: "ademamix", lr: 1e-3 },
    before: `
      const beta1 = 0.9;
      const beta2 = 0.999;
      const beta3 = 0.9999;
      let m$ = 0;
      let slow$ = 0;
      let v$ = 0;
      let power1 = 1;
      let power2 = 1;`,
    step: `
      power1 *= beta1;
      power2 *= beta2;
      m$ = beta1 * m$ + (1 - beta1) * g$;
      slow$ = beta3 * slow$ + (1 - beta3) * g$;
      v$ = beta2 * v$ + (1 - beta2) * g$ * g$;
      const direction$ = m$ / (1 - power1) + 2 * slow$;
      const scale$ = Math.sqrt(v$ / (1 - power2)) + 1e-8;
      theta$ -= lr * direction$ / scale$;`,
  },
];
