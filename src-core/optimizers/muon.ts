import { adamw } from "./adamw.ts";
import { layouts } from "./layout.ts";
import { orthogonalise } from "./newton-schulz.ts";
import type { Optimizer } from "./optimizer.ts";
import { stepped } from "./step.ts";

export interface MuonOptions {
  readonly weight_decay: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly ns_coefficients: readonly [number, number, number];
  readonly eps: number;
  readonly ns_steps: number;
  /** None is "original". */
  readonly adjust_lr_fn: "original" | "match_rms_adamw" | null;
}

/** Of a matrix `m` is torch's momentum_buffer; elsewhere m and v are AdamW's. */
export type MuonState = { t: number; m: Float64Array; v: Float64Array };

/**
 * Muon: momentum whose matrices are made (nearly) orthogonal, so that a step goes equally far along all its directions.
 *
 *   m <- mu m + (1 - mu) g        u = (1 - mu) g + mu m with nesterov, else m
 *   O = orthogonalise(u), see newton-schulz.ts
 *   direction  O times the lr adjustment of a rows x columns matrix:
 *              original: sqrt(max(1, rows / columns));  match_rms_adamw: 0.2 sqrt(max(rows, columns))
 *   scale      1
 *   theta <- (1 - lr * weight_decay) theta - lr * direction
 *
 * It is a method for matrices. torch refuses other parameters and advises to leave them to AdamW; here the vectors between
 * the matrices (biases) take AdamW's step with torch's betas and eps, at the same rate and decay (optax.contrib.muon: the same rate, no decay).
 *
 * @source Jordan et al. (2024), kellerjordan.github.io/posts/muon; match_rms_adamw: Liu et al. (2025), section 2.2,
 *   arXiv:2502.16982; as in torch.optim.Muon, which computes O in bfloat16.
 */
export function muon(options: MuonOptions): Optimizer<MuonState> {
  const { weight_decay, nesterov, ns_coefficients, eps, ns_steps, adjust_lr_fn } = options;
  const ofVectors = adamw({ betas: [0.9, 0.999], eps: 1e-8, weight_decay, amsgrad: false, maximize: false });
  const layoutOf = layouts();
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length), v: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, { direction, scale }, context) {
      const { m, v } = state;
      const mu = context.momentum ?? options.momentum;
      const kept = 1 - rate * weight_decay;
      for (const { offset, rows, columns, isMatrix } of layoutOf(context.objective)) {
        const end = offset + rows * columns;
        const here = (array: Float64Array): Float64Array => array.subarray(offset, end);
        if (!isMatrix) {
          const ownState = { t: state.t, m: here(m), v: here(v) };
          const ownParts = { direction: here(direction), scale: here(scale) };
          ofVectors.update(here(theta), here(gradient), ownState, rate, ownParts, context);
          continue;
        }
        for (let i = offset; i < end; i++) {
          m[i] += (1 - mu) * (gradient[i] - m[i]);
          direction[i] = nesterov ? gradient[i] + mu * (m[i] - gradient[i]) : m[i];
        }
        orthogonalise(here(direction), rows, columns, ns_coefficients, ns_steps, eps);
        const adjustment =
          adjust_lr_fn === "match_rms_adamw"
            ? 0.2 * Math.sqrt(Math.max(rows, columns))
            : Math.sqrt(Math.max(1, rows / columns));
        for (let i = offset; i < end; i++) {
          direction[i] *= adjustment;
          scale[i] = 1;
          theta[i] = stepped(theta[i] * kept, rate, direction[i], 1);
        }
      }
      state.t += 1;
    },
  };
}
