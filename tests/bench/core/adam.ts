import { createObjective } from "../../../src-core/objective/index.ts";
import {
  checkRunSpec,
  concatenateFrames,
  runLoop,
  type FrameBlock,
  type RunSpec,
} from "../../../src-core/run/index.ts";
import { ownCopy, race } from "../report/race.ts";
import { atLeast, atMost, type Row } from "../report/row.ts";
import { measured, scaled, type Measured } from "../report/statistics.ts";
import { adamByHand } from "./adam-by-hand.ts";
import { requireAgreement } from "./agreement.ts";
import { BENCH_LOSSES, benchLoss } from "./losses.ts";
import { INSTALL_HINT, tensorflowAdam } from "./tensorflow-peer.ts";

const UPDATES = 100_000;
const LR = 1e-3;
const START = [-1.2, 1] as const;
/** tfjs takes some 0.3 ms a step. */
const PEER_UPDATES = 300;
const PEER_ROUNDS = 9;
/** tfjs computes in float32: after some hundred steps its path has this much of the true one, or something else was computed. */
const PEER_TOLERANCE = 1e-4;

/** Adam on Rosenbrock with every step recorded: time per step. */
export async function* adamRows(): AsyncGenerator<Row> {
  const { expression, parameters } = benchLoss("rosenbrock");
  const spec = specOf(expression, parameters, START, { name: "adam", lr: LR }, UPDATES);
  const objective = createObjective(spec.problem);
  seeOtherRuns();

  const byHand = ownCopy(adamByHand);
  const mine = concatenateFrames(blocksOf(spec, objective));
  requireSameFrames(mine, byHand(...START, LR, UPDATES));

  const run = (times: number): number => {
    let sum = 0;
    for (let i = 0; i < times; i++)
      for (const block of runLoop(spec, objective)) sum += block.theta[block.theta.length - 1];
    return sum;
  };
  const hand = (times: number): number => {
    let sum = 0;
    for (let i = 0; i < times; i++) sum += byHand(...START, LR, UPDATES).theta[2 * UPDATES];
    return sum;
  };
  const times = race({ ours: run, hand }, { rounds: 21, warmUp: 300 });
  const ours = scaled(times.ours, 1 / UPDATES);
  yield atMost(2, {
    name: "adam/rosenbrock/hand",
    unit: "ns",
    ours,
    peer: scaled(times.hand, 1 / UPDATES),
    peerName: "by hand",
  });

  const peer = await timeTensorflow(mine);
  if (peer === null) process.stderr.write(`tfjs is not installed for the benchmarks: ${INSTALL_HINT}\n`);
  yield atLeast(1000, { name: "adam/rosenbrock/tfjs", unit: "ns", ours, peer, peerName: "tfjs-cpu 4.22" });
}

/** The loop is shared by all runs of a process: it has seen other losses and methods before, as in the lab. */
function seeOtherRuns(): void {
  for (const { expression, parameters, at } of BENCH_LOSSES) {
    for (const optimizer of [
      { name: "sgd", lr: 1e-4 },
      { name: "rmsprop", lr: 1e-3 },
      { name: "adam", lr: LR },
    ]) {
      const spec = specOf(expression, parameters, at, optimizer, 20_000);
      blocksOf(spec, createObjective(spec.problem));
    }
  }
}

function specOf(
  expression: string,
  parameters: readonly string[],
  start: readonly number[],
  optimizer: { readonly name: string; readonly lr: number },
  steps: number,
): RunSpec {
  return checkRunSpec({ problem: { expression, parameters }, start, optimizer, steps, record: { kind: "all" } });
}

function blocksOf(spec: RunSpec, objective: ReturnType<typeof createObjective>): FrameBlock[] {
  return [...runLoop(spec, objective)];
}

const COLUMNS = ["steps", "theta", "gradient", "direction", "scale", "loss", "gradientNorm", "learningRate"] as const;
/** Over 100,000 steps the two orders of summation drift apart by a little more than rounding; the first steps say whether they do the same. */
const COMPARED_STEPS = 2000;

function requireSameFrames(ours: FrameBlock, theirs: FrameBlock): void {
  if (ours.count !== theirs.count) throw new Error(`${ours.count} steps recorded against ${theirs.count}`);
  for (const column of COLUMNS) {
    const width = ours[column].length / ours.count;
    const head = (block: FrameBlock) => block[column].subarray(0, COMPARED_STEPS * width);
    requireAgreement(`Adam by hand: ${column}`, head(ours), head(theirs));
  }
}

/** Nanoseconds per step, or null where tfjs is not installed. */
async function timeTensorflow(mine: FrameBlock): Promise<Measured | null> {
  const run = await tensorflowAdam(...START, LR);
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
