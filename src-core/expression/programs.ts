import type { BoundExpression } from "./bind.ts";
import { directionalNodes, gradientNodes, nodeOrZero, symbolicDirection, unitDirection } from "./derivatives.ts";
import { programOf, type Program } from "./powers.ts";
import { squareRoots } from "./squares.ts";

/**
 * What a loss can compute, each derived when it is first asked for.
 *
 * Outputs: value [L]; gradient [L, dL/dtheta_0, ...]; hessian [L, gradient..., upper triangle by rows]; hessianVector [entries of H v].
 * The value is the same node in the first three and so has the same bits.
 * Of a sum of squares also residuals [r_0, r_1, ...] and residualJacobian [residuals..., dr_0/dtheta_0, dr_0/dtheta_1, ...].
 */
export class Programs {
  readonly dimension: number;
  /** How many squares the loss is a sum of (see squares.ts); 0 if it is none. */
  readonly residualCount: number;
  readonly #residuals: readonly number[];
  readonly #bound: BoundExpression;
  #gradient: readonly (number | null)[] | null = null;

  constructor(bound: BoundExpression) {
    this.dimension = bound.parameters.length;
    this.#bound = bound;
    this.#residuals = squareRoots(bound.graph, bound.root) ?? [];
    this.residualCount = this.#residuals.length;
  }

  value(): Program {
    return programOf(this.#bound.graph, [this.#bound.root]);
  }

  gradient(): Program {
    return programOf(this.#bound.graph, [this.#bound.root, ...this.#nodes(this.#gradientNodes())]);
  }

  /** Null where the source would be very long: then the rows are Hessian-vector products with unit vectors. */
  hessian(): Program | null {
    const { graph, root } = this.#bound;
    const gradient = this.#gradientNodes();
    const present = gradient.filter((node) => node !== null);
    if (this.dimension * graph.reachable(present).length > MAX_HESSIAN_WORK) return null;
    const upper: (number | null)[] = [];
    for (let row = 0; row < this.dimension; row += 1) {
      upper.push(...this.#along(gradient.slice(row), unitDirection(this.dimension, row)));
    }
    return programOf(graph, [root, ...this.#nodes(gradient), ...this.#nodes(upper)]);
  }

  hessianVector(): Program {
    const { graph } = this.#bound;
    const entries = this.#along(this.#gradientNodes(), symbolicDirection(graph, this.dimension));
    return programOf(graph, this.#nodes(entries));
  }

  residuals(): Program {
    return programOf(this.#bound.graph, this.#residuals);
  }

  residualJacobian(): Program {
    const { graph } = this.#bound;
    const rows = this.#residuals.flatMap((residual) => this.#nodes(gradientNodes(graph, residual, this.dimension)));
    return programOf(graph, [...this.#residuals, ...rows]);
  }

  #gradientNodes(): readonly (number | null)[] {
    this.#gradient ??= gradientNodes(this.#bound.graph, this.#bound.root, this.dimension);
    return this.#gradient;
  }

  /** Derivatives of entries of the gradient along a direction; entries that are zero stay zero. */
  #along(entries: readonly (number | null)[], seeds: Parameters<typeof directionalNodes>[2]): (number | null)[] {
    const present = entries.filter((node) => node !== null);
    const derivatives = directionalNodes(this.#bound.graph, present, seeds);
    let next = 0;
    return entries.map((entry) => {
      if (entry === null) return null;
      const derivative = derivatives[next];
      next += 1;
      return derivative;
    });
  }

  #nodes(ids: readonly (number | null)[]): number[] {
    return ids.map((id) => nodeOrZero(this.#bound.graph, id));
  }
}

/** Parameters times nodes of the gradient: more would take over a tenth of a second to derive. */
const MAX_HESSIAN_WORK = 6_000;
