import { race } from "../report/race.ts";
import { atLeast, atMost, type Row } from "../report/row.ts";
import { measured, scaled, type Measured } from "../report/statistics.ts";
import { adamByHand } from "./by-hand/adaptive.ts";
import { handLoop, type HandRecord } from "./by-hand/loop.ts";
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
import { INSTALL_HINT, tensorflowAdam } from "./tensorflow-peer.ts";

/** tfjs takes some 0.3 ms a step. */
const PEER_UPDATES = 300;
const PEER_ROUNDS = 9;
/** tfjs computes in float32: after some hundred steps its path has this much of the true one, or something else was computed. */
const PEER_TOLERANCE = 1e-4;

/** Adam on Rosenbrock with every step recorded: time per step. */
export async function* adamRows(): AsyncGenerator<Row> {
  const { optimizer } = adamByHand;
  const run = rosenbrockRun(optimizer);
  seeOtherRuns();

  const byHand = handLoop(adamByHand);
  const mine = recorded(run);
  requireSameSteps("Adam by hand", mine, byHand(...START, optimizer.lr, UPDATES));

  const contestants = { ours: runContestant(run), hand: handContestant(byHand, optimizer.lr) };
  const times = race(contestants, { rounds: 21, warmUp: 300 });
  const ours = scaled(times.ours, 1 / UPDATES);
  yield atMost(2, {
    name: "adam/rosenbrock/hand",
    unit: "ns",
    ours,
    peer: scaled(times.hand, 1 / UPDATES),
    peerName: "by hand",
  });

  const peer = await timeTensorflow(mine, optimizer.lr);
  if (peer === null) process.stderr.write(`tfjs is not installed for the benchmarks: ${INSTALL_HINT}\n`);
  yield atLeast(1000, { name: "adam/rosenbrock/tfjs", unit: "ns", ours, peer, peerName: "tfjs-cpu 4.22" });
}

/** Nanoseconds per step, or null where tfjs is not installed. */
async function timeTensorflow(mine: HandRecord, lr: number): Promise<Measured | null> {
  const run = await tensorflowAdam(...START, lr);
  if (run === null) return null;
  const recorded = new Float64Array(3 * PEER_UPDATES);
  run(PEER_UPDATES, recorded);
  const last = PEER_UPDATES - 1;
  const isClose = Math.abs(recorded[3 * last] - mine.theta[2 * last]) <= PEER_TOLERANCE;
  if (!isClose) throw new Error(`tfjs is at ${recorded[3 * last]} after ${last} steps, we at ${mine.theta[2 * last]}`);
  const sample: number[] = [];
  for (let round = 0; round < PEER_ROUNDS; round++) {
    const started = performance.now();
    run(PEER_UPDATES, recorded);
    sample.push(((performance.now() - started) * 1e6) / PEER_UPDATES);
  }
  return measured(sample);
}
