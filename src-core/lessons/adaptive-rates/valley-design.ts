import type { RunnerDesign } from "../../project/index.ts";
import type { Lesson } from "../lesson.ts";
import { lossOf } from "../loss-of.ts";
import type { StagePatch } from "../stage-patch.ts";

/** The course's valley: ten points, y = b + w x, the sum of squared errors, from (b, w) = (-120, -4). */
export function valleyDesign(runners: readonly RunnerDesign[], steps: number): Lesson["design"] {
  return {
    loss: lossOf("valley-ten-points"),
    starts: [[-120, -4]],
    runners,
    steps,
    // Every step: the first dots and the bursts are single steps. 9.6 MB for 100,000; the recorder bounds longer runs.
    record: { kind: "all" },
  };
}

/** As the course's figures have it: fifty levels, closer together near the floor. */
export const VALLEY_STAGE: StagePatch = {
  map: { levels: "log", levelCount: 50 },
  curves: { quantities: ["loss", "gradientNorm"], logX: true, logY: true },
  speed: 200,
};

/** Index into theta. */
export const B = 0;
export const W = 1;

/** The optimum, to the digits that the texts give. */
export const VALLEY_OPTIMUM = [-188.43319666, 2.66945497] as const;

/** d2L/dw2, the same everywhere: twice the sum of the squared inputs. */
export const VALLEY_CURVATURE_W = 1_746_816;
