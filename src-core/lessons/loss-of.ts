import { testFunction } from "../objective/index.ts";
import type { LossDesign } from "../project/index.ts";

/** The loss card of a test function: its ranges, its constants, the other parameters held at its start. */
export function lossOf(id: string): LossDesign {
  const row = testFunction(id);
  if (row === undefined) throw new Error(`No test function "${id}"`);
  return {
    expression: row.expression,
    testFunctionId: row.id,
    parameters: row.parameters.map((parameter, index) => ({ ...parameter, held: row.start[index] })),
    constants: row.constants.map((constant) => ({ ...constant })),
  };
}
