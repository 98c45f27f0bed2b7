/**
 * Recorded steps packed in columns: row k of every column belongs to update number steps[k].
 *
 * theta, gradient, direction and scale are row-major [count, dimension]. Row k holds the state *before* update steps[k]
 * is applied: theta_t, the loss and gradient at theta_t (after noise and clipping: what the optimizer was given; the
 * norm is that of the noiseless gradient), and the parts and rate of the step it is about to take. The last row of a
 * finished run has taken no step: its direction is 0, its scale 1, its rate that of the step that would follow.
 * With rate factors the direction carries each entry's factor.
 * companion, as wide as theta, is the second point that the method keeps beside theta_t; null where the spec asks for none.
 * So the movement of a step is theta[k + 1] - theta[k] where neighbours were recorded.
 */
export interface FrameBlock {
  readonly dimension: number;
  readonly count: number;
  readonly steps: Float64Array;
  readonly theta: Float64Array;
  readonly gradient: Float64Array;
  readonly direction: Float64Array;
  readonly scale: Float64Array;
  readonly loss: Float64Array;
  readonly gradientNorm: Float64Array;
  readonly learningRate: Float64Array;
  readonly companion: Float64Array | null;
}
