import { createObjective, type GridRequest, type Objective } from "../../../src-core/objective/index.ts";
import { ownCopy, race, type Contestant } from "../report/race.ts";
import { atMost, type Row } from "../report/row.ts";
import { scaled } from "../report/statistics.ts";
import { requireAgreement } from "./agreement.ts";
import { PLANE_LOSSES } from "./losses.ts";

/** Points along each side: what a map takes at the finest. */
const SIDE = 512;

/** 512 x 512 values of a loss into a Float64Array, against the double loop that a person writes. */
export function* gridRows(): Generator<Row> {
  for (const { id, expression, parameters, valueByHand } of PLANE_LOSSES) {
    if (valueByHand === null) continue;
    const request = gridRequest(SIDE);
    const [mine, theirs] = [new Float64Array(SIDE * SIDE), new Float64Array(SIDE * SIDE)];
    const contestants = {
      ours: ownCopy(gridLoop)(createObjective({ expression, parameters }), request, mine),
      hand: ownCopy(handLoop)(ownCopy(valueByHand), request, theirs),
    };
    contestants.ours(1);
    contestants.hand(1);
    requireAgreement(`grid of ${id}`, mine, theirs);
    const times = race(contestants);
    yield atMost(1.5, {
      name: `grid/${id}/hand`,
      unit: "ms",
      ours: scaled(times.ours, 1e-6),
      peer: scaled(times.hand, 1e-6),
      peerName: "by hand",
    });
  }
}

/** A square of side 6 around the origin. */
export function gridRequest(side: number): GridRequest {
  const step = 6 / (side - 1);
  return { held: new Float64Array(2), xIndex: 0, yIndex: 1, x0: -3, dx: step, nx: side, y0: -3, dy: step, ny: side };
}

export const gridLoop =
  (objective: Pick<Objective, "grid">, request: GridRequest, out: Float64Array): Contestant =>
  (times) => {
    let sum = 0;
    for (let i = 0; i < times; i++) {
      objective.grid(request, out);
      sum += out[i % out.length];
    }
    return sum;
  };

const handLoop =
  (value: (x: number, y: number) => number, { x0, dx, nx, y0, dy, ny }: GridRequest, out: Float64Array): Contestant =>
  (times) => {
    let sum = 0;
    for (let i = 0; i < times; i++) {
      for (let row = 0, k = 0; row < ny; row++) {
        const y = y0 + row * dy;
        for (let column = 0; column < nx; column++, k++) out[k] = value(x0 + column * dx, y);
      }
      sum += out[i % out.length];
    }
    return sum;
  };
