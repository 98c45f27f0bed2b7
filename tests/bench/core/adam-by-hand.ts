import type { FrameBlock } from "../../../src-core/run/index.ts";

/**
 * Adam on Rosenbrock as a person writes it for this one case: two scalars for everything, the gradient written out, no stop rule,
 * no option, and every column of a frame block recorded. Torch's formula (bias corrections, eps outside the root).
 */
export const adamByHand = (startX: number, startY: number, lr: number, updates: number): FrameBlock => {
  const beta1 = 0.9;
  const beta2 = 0.999;
  const eps = 1e-8;
  const count = updates + 1;
  const steps = new Float64Array(count);
  const theta = new Float64Array(2 * count);
  const gradient = new Float64Array(2 * count);
  const direction = new Float64Array(2 * count);
  const scale = new Float64Array(2 * count);
  const loss = new Float64Array(count);
  const gradientNorm = new Float64Array(count);
  const learningRate = new Float64Array(count);
  let x = startX;
  let y = startY;
  let mx = 0;
  let my = 0;
  let vx = 0;
  let vy = 0;
  let power1 = 1;
  let power2 = 1;
  for (let step = 0; step < count; step++) {
    const u = 1 - x;
    const v = y - x * x;
    const gy = 200 * v;
    const gx = -2 * u - 2 * x * gy;
    steps[step] = step;
    theta[2 * step] = x;
    theta[2 * step + 1] = y;
    gradient[2 * step] = gx;
    gradient[2 * step + 1] = gy;
    loss[step] = u * u + 100 * v * v;
    gradientNorm[step] = Math.sqrt(gx * gx + gy * gy);
    learningRate[step] = lr;
    if (step === updates) {
      scale[2 * step] = 1;
      scale[2 * step + 1] = 1;
      break;
    }
    power1 *= beta1;
    power2 *= beta2;
    mx = beta1 * mx + (1 - beta1) * gx;
    my = beta1 * my + (1 - beta1) * gy;
    vx = beta2 * vx + (1 - beta2) * gx * gx;
    vy = beta2 * vy + (1 - beta2) * gy * gy;
    const correction = Math.sqrt(1 - power2);
    const directionX = mx / (1 - power1);
    const directionY = my / (1 - power1);
    const scaleX = Math.sqrt(vx) / correction + eps;
    const scaleY = Math.sqrt(vy) / correction + eps;
    direction[2 * step] = directionX;
    direction[2 * step + 1] = directionY;
    scale[2 * step] = scaleX;
    scale[2 * step + 1] = scaleY;
    x -= (lr * directionX) / scaleX;
    y -= (lr * directionY) / scaleY;
  }
  return { dimension: 2, count, steps, theta, gradient, direction, scale, loss, gradientNorm, learningRate };
};
