import { layouts, type ParameterBlock } from "./layout.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped } from "./step.ts";

export interface AdafactorOptions {
  readonly beta2_decay: number;
  /** The least root of v, None being the spacing of float64 at 1; and the least size of theta that counts. */
  readonly eps: readonly [number | null, number];
  readonly d: number;
  readonly weight_decay: number;
  readonly maximize: boolean;
}

/**
 * `v` is the second moment of vectors, entry by entry. The two factors R and C of a matrix that begins at theta[k] begin
 * at rowMeans[k] and columnMeans[k]; they are there only where theta has matrices. torch: variance, row_var, col_var.
 */
export type AdafactorState = { t: number; v: Float64Array; rowMeans?: Float64Array; columnMeans?: Float64Array };

/**
 * Adafactor: Adam's scale at the price of a row and a column in place of a matrix, no memory of gradients, and steps
 * relative to the size of the parameter itself.
 *
 *   b_t = 1 - t^beta2_decay        rho_t = min(lr, 1 / sqrt(t))                                t = 1, 2, ...
 *   vectors:   v <- b_t v + (1 - b_t) g^2
 *   matrices:  R <- b_t R + (1 - b_t) mean of g^2 along each row, C likewise along each column;  v = R C / mean(R)
 *   u = g / max(sqrt(v), eps_1)
 *   theta <- (1 - lr * weight_decay) theta - rho_t max(eps_2, rms(theta)) u / max(1, rms(u) / d)
 *
 *   direction  g max(eps_2, rms(theta)) rho_t / (lr max(1, rms(u) / d))
 *   scale      max(sqrt(v), eps_1)
 *
 * Every matrix and every vector has an rms of its own (see layout.ts); theta's is that before the decay.
 *
 * @source Shazeer & Stern (2018), algorithms 4 to 6, arXiv:1804.04235, as in torch.optim.Adafactor: lr caps rho_t (0.01 in
 *   the paper) and multiplies the decay, means replace sums, and eps_1 bounds the root from below (the paper adds it to
 *   g^2, as optax does).
 */
export function adafactor(options: AdafactorOptions): Optimizer<AdafactorState> {
  const { beta2_decay, d, weight_decay } = options;
  const eps1 = options.eps[0] ?? Number.EPSILON;
  const eps2 = options.eps[1];
  const sign = signOf(options.maximize);
  const layoutOf = layouts();
  return {
    init: ({ length }, { matrices }) => ({
      t: 0,
      v: new Float64Array(length),
      ...(matrices ? { rowMeans: new Float64Array(length), columnMeans: new Float64Array(length) } : {}),
    }),
    update(theta, gradient, state, rate, { direction, scale }, { objective }) {
      state.t += 1;
      const fresh = state.t ** beta2_decay;
      const rho = Math.min(rate, 1 / Math.sqrt(state.t));
      const kept = 1 - rate * weight_decay;
      for (const block of layoutOf(objective)) {
        const from = block.offset;
        const to = from + block.rows * block.columns;
        const size = rms(theta, from, to);
        if (block.isMatrix) writeFactoredRoots(block, gradient, state, fresh, eps1, scale);
        else writeRoots(from, to, gradient, state.v, fresh, scale);
        let squares = 0;
        for (let i = from; i < to; i++) {
          scale[i] = resting(Math.max(scale[i], eps1));
          const u = gradient[i] / scale[i];
          squares += u * u;
        }
        const clipped = Math.max(1, Math.sqrt(squares / (to - from)) / d);
        const factor = (sign * Math.max(eps2, size) * (rate === 0 ? 1 : rho / rate)) / clipped;
        for (let i = from; i < to; i++) {
          direction[i] = factor * gradient[i];
          theta[i] = stepped(theta[i] * kept, rate, direction[i], scale[i]);
        }
      }
    },
  };
}

/** Takes the squared gradients into v and writes its root to `scale`. */
function writeRoots(
  from: number,
  to: number,
  gradient: Float64Array,
  v: Float64Array,
  fresh: number,
  scale: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    v[i] += fresh * (gradient[i] * gradient[i] - v[i]);
    scale[i] = Math.sqrt(v[i]);
  }
}

/** Takes a matrix's squared gradients into its two factors and writes the root of the v that they make to `scale`. */
function writeFactoredRoots(
  { offset, rows, columns }: ParameterBlock,
  gradient: Float64Array,
  state: AdafactorState,
  fresh: number,
  eps1: number,
  scale: Float64Array,
): void {
  // init makes both wherever there are matrices.
  const rowMeans = state.rowMeans as Float64Array;
  const columnMeans = state.columnMeans as Float64Array;
  const end = offset + rows * columns;
  let meanOfRows = 0;
  for (let row = 0; row < rows; row++) {
    const start = offset + row * columns;
    let squares = 0;
    for (let i = start; i < start + columns; i++) squares += gradient[i] * gradient[i];
    rowMeans[offset + row] += fresh * (squares / columns - rowMeans[offset + row]);
    meanOfRows += rowMeans[offset + row] / rows;
  }
  for (let column = 0; column < columns; column++) {
    let squares = 0;
    for (let i = offset + column; i < end; i += columns) squares += gradient[i] * gradient[i];
    columnMeans[offset + column] += fresh * (squares / rows - columnMeans[offset + column]);
  }
  const divisor = resting(Math.max(meanOfRows, eps1));
  for (let i = offset; i < end; i++) {
    const row = Math.floor((i - offset) / columns);
    const column = (i - offset) % columns;
    scale[i] = Math.sqrt((rowMeans[offset + row] * columnMeans[offset + column]) / divisor);
  }
}

function rms(vector: Float64Array, from: number, to: number): number {
  let squares = 0;
  for (let i = from; i < to; i++) squares += vector[i] * vector[i];
  return Math.sqrt(squares / (to - from));
}
