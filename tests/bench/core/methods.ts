import { race } from "../report/race.ts";
import { atMost, type Row } from "../report/row.ts";
import { scaled } from "../report/statistics.ts";
import { handLoop } from "./by-hand/loop.ts";
import { METHODS_BY_HAND } from "./by-hand/methods.ts";
import {
  handContestant,
  recorded,
  requireSameSteps,
  rosenbrockRun,
  runContestant,
  seeOtherRuns,
  START,
  UPDATES,
} from "./recorded-run.ts";

/** Every first-order method on Rosenbrock with every step recorded, against a loop written by hand for it alone: time per step. */
export function* methodsRows(): Generator<Row> {
  seeOtherRuns();
  // All of them run before the first is timed: the last row of the table must not be raced in another lab than the first.
  const pairs = METHODS_BY_HAND.map((method) => {
    const { id, optimizer } = method;
    const run = rosenbrockRun(optimizer);
    const byHand = handLoop(method);
    requireSameSteps(`${id} by hand`, recorded(run), byHand(...START, optimizer.lr, UPDATES));
    return { id, ours: runContestant(run), hand: handContestant(byHand, optimizer.lr) };
  });
  for (const { id, ours, hand } of pairs) {
    const times = race({ ours, hand }, { rounds: 15, warmUp: 300 });
    yield atMost(2, {
      name: `methods/${id}`,
      unit: "ns",
      ours: scaled(times.ours, 1 / UPDATES),
      peer: scaled(times.hand, 1 / UPDATES),
      peerName: "by hand",
    });
  }
}
