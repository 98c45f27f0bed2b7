import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunsJob } from "../../../src-core/protocol/index.ts";
import { lessonExperiment, WELCOME_LESSONS } from "../../../src-core/lessons/index.ts";
import { newProject, runSpecsOf, type ProjectContent } from "../../../src-core/project/index.ts";
import { checkRunSpec, concatenateFrames, runLoop } from "../../../src-core/run/index.ts";
import { createArchivist } from "../../../src-main/jobs/archivist.ts";
import { COMPUTE_LIMITS } from "../../../src-main/jobs/limits.ts";
import { WorkerPool } from "../../../src-main/jobs/pool.ts";
import createComputeWorker from "../../../src-main/workers/compute.worker.ts?nodeWorker";
import { checksumOf } from "../../../src-main/workers/checksum.ts";
import { bestOf } from "../support/best-of.ts";
import { watch } from "../support/pool-jobs.ts";

let pool: WorkerPool;
beforeAll(() => {
  pool = new WorkerPool({ size: 1, spawn: createComputeWorker, limits: COMPUTE_LIMITS });
  pool.warm();
});
afterAll(() => pool.dispose());

const problem = { expression: "(1 - x)^2 + 100*(y - x^2)^2" };
const run = (change: object = {}) =>
  checkRunSpec({ problem, start: [-1.2, 1], optimizer: { name: "adam", lr: 0.01 }, steps: 1000, ...change });

describe("the real worker", () => {
  it("gives five short runs back in one message, bit for bit", async () => {
    const job: RunsJob = {
      kind: "runs",
      runs: [0.01, 0.02, 0.03, 0.04, 0.05].map((lr) => run({ optimizer: { name: "adam", lr } })),
    };
    const expected = job.runs.map((spec) => concatenateFrames([...runLoop(spec)]));
    const messages = await bestOf(5, async () => {
      const five = watch(pool, job);
      expect((await five.ended).end).toMatchObject({ kind: "done" });
      const blocks = job.runs.map((_, run) =>
        concatenateFrames(
          five.events.flatMap((event) => (event.kind === "frames" && event.run === run ? [event.block] : [])),
        ),
      );
      expect(blocks).toEqual(expected);
      return five.messages();
    });
    expect(messages).toBe(1);
  });

  it("gives up ten million steps at once when it is told to", async () => {
    const long = run({
      optimizer: { name: "adam", lr: 1e-6 },
      steps: 10_000_000,
      record: { kind: "every", interval: 100_000 },
    });
    const after = await bestOf(3, async () => {
      const job = watch(pool, { kind: "runs", runs: [long] }, { priority: "background" });
      await new Promise((resolve) => setTimeout(resolve, 60));
      const asked = performance.now();
      job.handle.cancel();
      expect((await job.ended).end).toEqual({ kind: "cancelled" });
      expect(job.events.at(-1)).toMatchObject({ kind: "run-ended", stopped: { reason: "cancelled" } });
      return performance.now() - asked;
    });
    expect(after).toBeLessThan(50);
  });

  it("tells what is wrong with a formula, with columns, and with an option, by its path", async () => {
    const grid = {
      kind: "grid",
      held: [0],
      x: { parameter: 0, from: 0, to: 1, count: 5 },
      y: null,
      contours: null,
    } as const;
    const formula = await watch(pool, { ...grid, problem: { expression: "x + constructor(1)" } }).ended;
    expect(formula.end).toMatchObject({ kind: "failed", error: { values: { start: 4 } } });
    expect(formula.end.kind === "failed" && formula.end.error.code).toMatch(/^expression\//);
    const option = await watch(pool, { kind: "runs", runs: [{ ...run(), optimizer: { name: "adam", lr: -1 } }] }).ended;
    expect(option.end).toMatchObject({
      kind: "failed",
      error: { code: "out-of-range", values: { path: "runs[0].optimizer.lr" } },
    });
  });
});

describe("the archivist", () => {
  it("packs and reads back bit for bit, with the checksum of the bytes", async () => {
    const archivist = createArchivist(pool);
    const content = sampleContent();
    const { bytes, checksum } = await archivist.pack(structuredClone(content));
    expect(checksum).toBe(checksumOf(bytes));
    expect(await archivist.checksum(bytes.slice())).toBe(checksum);
    const unpacked = await archivist.unpack(bytes);
    expect(unpacked).toEqual({ read: { ok: true, content, damage: [] }, checksum });
  });

  it("says why bytes are no project", async () => {
    const { read } = await createArchivist(pool).unpack(new TextEncoder().encode("not a zip"));
    expect(read).toEqual({ ok: false, failure: { code: "file/not-a-project", values: {} } });
  });

  it("passes on what is wrong with a content", async () => {
    const content = sampleContent();
    const wrong = { ...content, project: { ...content.project, activeExperimentId: "nowhere" } };
    await expect(createArchivist(pool).pack(wrong)).rejects.toMatchObject({ failure: { code: "inconsistent" } });
  });
});

function sampleContent(): ProjectContent {
  const experiment = lessonExperiment(WELCOME_LESSONS[0], "en");
  const project = { ...newProject(), experiments: [experiment], activeExperimentId: experiment.id };
  const [first] = runSpecsOf(experiment);
  const spec = checkRunSpec({ ...first.spec, steps: 50 });
  const loop = runLoop(spec);
  const blocks = [];
  let part = loop.next();
  for (; part.done !== true; part = loop.next()) blocks.push(part.value);
  const { runnerId, startId } = first;
  const recorded = { id: "run-1", experimentId: experiment.id, runnerId, startId, spec, stopped: part.value };
  return { project, runs: [{ ...recorded, frames: concatenateFrames(blocks) }] };
}
