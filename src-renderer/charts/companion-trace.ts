import { companionOf, type OptimizerSpec } from "../../src-core/optimizers/index.ts";
import { entryColumn, type FrameBlock } from "../../src-core/run/index.ts";
import type { CompanionTrace } from "./types.ts";

/** The second points of a run on the two axes, by recorded row; null where none are recorded. */
export function companionTrace(
  { frames, spec }: { readonly frames: FrameBlock; readonly spec: { readonly optimizer: OptimizerSpec } },
  [xIndex, yIndex]: readonly [number, number],
): CompanionTrace | null {
  const { companion, dimension } = frames;
  if (companion === null) return null;
  const name = companionOf(spec.optimizer)?.name;
  if (name === undefined) return null;
  return { name, x: entryColumn(companion, dimension, xIndex), y: entryColumn(companion, dimension, yIndex) };
}
