import type { MatrixBlock, Objective } from "../objective/index.ts";

/** A stretch of theta that torch would call a parameter: a matrix, or a vector (rows = 1, isMatrix false). */
export interface ParameterBlock extends MatrixBlock {
  readonly isMatrix: boolean;
}

/**
 * theta as torch would hold it: the matrices of the objective, and what lies between them (the biases of layers) as one
 * vector each. Without matrices all of theta is one vector. The last answer is remembered, since a run asks at every step.
 */
export function layouts(): (objective: Objective) => readonly ParameterBlock[] {
  let last: Objective | null = null;
  let blocks: readonly ParameterBlock[] = [];
  return (objective) => {
    if (objective !== last) [last, blocks] = [objective, layoutOf(objective)];
    return blocks;
  };
}

function layoutOf({ dimension, matrices = [] }: Objective): ParameterBlock[] {
  const blocks: ParameterBlock[] = [];
  let end = 0;
  const addVector = (to: number): void => {
    if (to > end) blocks.push({ offset: end, rows: 1, columns: to - end, isMatrix: false });
  };
  for (const matrix of matrices) {
    addVector(matrix.offset);
    blocks.push({ ...matrix, isMatrix: true });
    end = matrix.offset + matrix.rows * matrix.columns;
  }
  addVector(dimension);
  return blocks;
}
