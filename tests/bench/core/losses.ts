/**
 * The six losses on which generated code is held against what a person writes. Each by-hand function shares what it can share, as
 * one would who cares for speed, and uses nothing from outside itself (it is copied as text, see ownCopy).
 */
export interface BenchLoss {
  readonly id: string;
  readonly expression: string;
  readonly parameters: readonly string[];
  /** Where it is evaluated: no special place of the loss. */
  readonly at: readonly number[];
  /** Made of powers and products only, where peers that interpret lose most. */
  readonly isPolynomial: boolean;
  /** Writes gradient and Hessian (row-major), returns the value. */
  readonly byHand: (theta: Float64Array, gradient: Float64Array, hessian: Float64Array) => number;
  /** The value alone, for the losses of two parameters. */
  readonly valueByHand: ((x: number, y: number) => number) | null;
}

const productToy: BenchLoss = {
  id: "toy-product",
  expression: "(1 - w1*w2)^2",
  parameters: ["w1", "w2"],
  at: [0.7, -1.3],
  isPolynomial: true,
  byHand: (theta, gradient, hessian) => {
    const a = theta[0];
    const b = theta[1];
    const product = a * b;
    const r = 1 - product;
    const s = -2 * r;
    gradient[0] = s * b;
    gradient[1] = s * a;
    hessian[0] = 2 * b * b;
    hessian[3] = 2 * a * a;
    hessian[1] = hessian[2] = 2 * product + s;
    return r * r;
  },
  valueByHand: (x, y) => {
    const r = 1 - x * y;
    return r * r;
  },
};

const rosenbrock: BenchLoss = {
  id: "rosenbrock",
  expression: "(1 - w1)^2 + 100*(w2 - w1^2)^2",
  parameters: ["w1", "w2"],
  at: [-1.2, 1],
  isPolynomial: true,
  byHand: (theta, gradient, hessian) => {
    const a = theta[0];
    const u = 1 - a;
    const v = theta[1] - a * a;
    const q = 200 * v;
    gradient[0] = -2 * u - 2 * a * q;
    gradient[1] = q;
    hessian[0] = 2 - 2 * q + 800 * a * a;
    hessian[1] = hessian[2] = -400 * a;
    hessian[3] = 200;
    return u * u + 100 * v * v;
  },
  valueByHand: (x, y) => {
    const u = 1 - x;
    const v = y - x * x;
    return u * u + 100 * v * v;
  },
};

const beale: BenchLoss = {
  id: "beale",
  expression: "(1.5 - w1 + w1*w2)^2 + (2.25 - w1 + w1*w2^2)^2 + (2.625 - w1 + w1*w2^3)^2",
  parameters: ["w1", "w2"],
  at: [1.1, 0.4],
  isPolynomial: true,
  byHand: (theta, gradient, hessian) => {
    const x = theta[0];
    const y = theta[1];
    const y2 = y * y;
    const p = y - 1;
    const q = y2 - 1;
    const r = y2 * y - 1;
    const a = 1.5 + x * p;
    const b = 2.25 + x * q;
    const c = 2.625 + x * r;
    const d = 2 * y;
    const e = 3 * y2;
    const s = a + d * b + e * c;
    gradient[0] = 2 * (a * p + b * q + c * r);
    gradient[1] = 2 * x * s;
    hessian[0] = 2 * (p * p + q * q + r * r);
    hessian[1] = hessian[2] = 2 * (s + x * (p + d * q + e * r));
    hessian[3] = 2 * x * (x * (1 + d * d + e * e) + 2 * b + 6 * y * c);
    return a * a + b * b + c * c;
  },
  valueByHand: (x, y) => {
    const y2 = y * y;
    const a = 1.5 + x * (y - 1);
    const b = 2.25 + x * (y2 - 1);
    const c = 2.625 + x * (y2 * y - 1);
    return a * a + b * b + c * c;
  },
};

const himmelblau: BenchLoss = {
  id: "himmelblau",
  expression: "(w1^2 + w2 - 11)^2 + (w1 + w2^2 - 7)^2",
  parameters: ["w1", "w2"],
  at: [0.3, -2],
  isPolynomial: true,
  byHand: (theta, gradient, hessian) => {
    const x = theta[0];
    const y = theta[1];
    const x2 = x * x;
    const y2 = y * y;
    const a = x2 + y - 11;
    const b = x + y2 - 7;
    gradient[0] = 4 * x * a + 2 * b;
    gradient[1] = 2 * a + 4 * y * b;
    hessian[0] = 4 * a + 8 * x2 + 2;
    hessian[1] = hessian[2] = 4 * (x + y);
    hessian[3] = 2 + 4 * b + 8 * y2;
    return a * a + b * b;
  },
  valueByHand: (x, y) => {
    const a = x * x + y - 11;
    const b = x + y * y - 7;
    return a * a + b * b;
  },
};

const rastrigin: BenchLoss = {
  id: "rastrigin",
  expression: "20 + w1^2 - 10*cos(2*pi*w1) + w2^2 - 10*cos(2*pi*w2)",
  parameters: ["w1", "w2"],
  at: [0.31, -0.77],
  isPolynomial: false,
  byHand: (theta, gradient, hessian) => {
    const turn = 6.283185307179586;
    const x = theta[0];
    const y = theta[1];
    const u = turn * x;
    const v = turn * y;
    const cosU = Math.cos(u);
    const cosV = Math.cos(v);
    gradient[0] = 2 * x + 10 * turn * Math.sin(u);
    gradient[1] = 2 * y + 10 * turn * Math.sin(v);
    hessian[0] = 2 + 10 * turn * turn * cosU;
    hessian[3] = 2 + 10 * turn * turn * cosV;
    hessian[1] = hessian[2] = 0;
    return 20 + x * x - 10 * cosU + y * y - 10 * cosV;
  },
  valueByHand: (x, y) => {
    const turn = 6.283185307179586;
    return 20 + x * x - 10 * Math.cos(turn * x) + y * y - 10 * Math.cos(turn * y);
  },
};

/** A 1-2-1 tanh network on the points (0.5, 0.3) and (-1.2, 0.8), written out; the Hessian is 2 J'J plus residual times curvature. */
const smallNetwork: BenchLoss = {
  id: "tanh-network",
  expression:
    "(w3*tanh(0.5*w1 + w5) + w4*tanh(0.5*w2 + w6) - 0.3)^2 + (w3*tanh(w5 - 1.2*w1) + w4*tanh(w6 - 1.2*w2) - 0.8)^2",
  parameters: ["w1", "w2", "w3", "w4", "w5", "w6"],
  at: [0.4, -0.7, 1.1, 0.6, 0.1, -0.2],
  isPolynomial: false,
  byHand: (theta, gradient, hessian) => {
    const a = theta[0];
    const b = theta[1];
    const c = theta[2];
    const d = theta[3];
    const e = theta[4];
    const f = theta[5];
    // Activations of both hidden units: p, q on the first point, u, v on the second; r, s are the residuals.
    const p = Math.tanh(0.5 * a + e);
    const q = Math.tanh(0.5 * b + f);
    const u = Math.tanh(e - 1.2 * a);
    const v = Math.tanh(f - 1.2 * b);
    const r = c * p + d * q - 0.3;
    const s = c * u + d * v - 0.8;
    const r2 = 2 * r;
    const s2 = 2 * s;
    const dp = 1 - p * p;
    const dq = 1 - q * q;
    const du = 1 - u * u;
    const dv = 1 - v * v;
    const cp = c * dp;
    const dq4 = d * dq;
    const cu = c * du;
    const dv4 = d * dv;
    const j0 = 0.5 * cp;
    const j1 = 0.5 * dq4;
    const k0 = -1.2 * cu;
    const k1 = -1.2 * dv4;
    gradient[0] = r2 * j0 + s2 * k0;
    gradient[1] = r2 * j1 + s2 * k1;
    gradient[2] = r2 * p + s2 * u;
    gradient[3] = r2 * q + s2 * v;
    gradient[4] = r2 * cp + s2 * cu;
    gradient[5] = r2 * dq4 + s2 * dv4;
    const pp = -2 * p * cp * r2;
    const qq = -2 * q * dq4 * r2;
    const uu = -2 * u * cu * s2;
    const vv = -2 * v * dv4 * s2;
    hessian[0] = 2 * (j0 * j0 + k0 * k0) + 0.25 * pp + 1.44 * uu;
    hessian[7] = 2 * (j1 * j1 + k1 * k1) + 0.25 * qq + 1.44 * vv;
    hessian[14] = 2 * (p * p + u * u);
    hessian[21] = 2 * (q * q + v * v);
    hessian[28] = 2 * (cp * cp + cu * cu) + pp + uu;
    hessian[35] = 2 * (dq4 * dq4 + dv4 * dv4) + qq + vv;
    hessian[1] = hessian[6] = 2 * (j0 * j1 + k0 * k1);
    hessian[2] = hessian[12] = 2 * (j0 * p + k0 * u) + 0.5 * dp * r2 - 1.2 * du * s2;
    hessian[3] = hessian[18] = 2 * (j0 * q + k0 * v);
    hessian[4] = hessian[24] = 2 * (j0 * cp + k0 * cu) + 0.5 * pp - 1.2 * uu;
    hessian[5] = hessian[30] = 2 * (j0 * dq4 + k0 * dv4);
    hessian[8] = hessian[13] = 2 * (j1 * p + k1 * u);
    hessian[9] = hessian[19] = 2 * (j1 * q + k1 * v) + 0.5 * dq * r2 - 1.2 * dv * s2;
    hessian[10] = hessian[25] = 2 * (j1 * cp + k1 * cu);
    hessian[11] = hessian[31] = 2 * (j1 * dq4 + k1 * dv4) + 0.5 * qq - 1.2 * vv;
    hessian[15] = hessian[20] = 2 * (p * q + u * v);
    hessian[16] = hessian[26] = 2 * (p * cp + u * cu) + dp * r2 + du * s2;
    hessian[17] = hessian[32] = 2 * (p * dq4 + u * dv4);
    hessian[22] = hessian[27] = 2 * (q * cp + v * cu);
    hessian[23] = hessian[33] = 2 * (q * dq4 + v * dv4) + dq * r2 + dv * s2;
    hessian[29] = hessian[34] = 2 * (cp * dq4 + cu * dv4);
    return r * r + s * s;
  },
  valueByHand: null,
};

export const BENCH_LOSSES: readonly BenchLoss[] = [productToy, rosenbrock, beale, himmelblau, rastrigin, smallNetwork];
/** Those of two parameters, which have grids. */
export const PLANE_LOSSES: readonly BenchLoss[] = BENCH_LOSSES.filter(({ valueByHand }) => valueByHand !== null);

export function benchLoss(id: string): BenchLoss {
  const found = BENCH_LOSSES.find((loss) => loss.id === id);
  if (found === undefined) throw new RangeError(`there is no loss ${id} here`);
  return found;
}
