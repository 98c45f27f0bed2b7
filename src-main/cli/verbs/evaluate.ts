import { evaluatePoint, type PointReport } from "../../../src-core/curvature/index.ts";
import { checkList, checkRange, itemPath } from "../../../src-core/numerics/index.ts";
import { writeAnswer } from "../answer.ts";
import type { CliIo } from "../io.ts";
import { readInput } from "../json-record.ts";
import { Pace } from "../pace.ts";
import { readProblem } from "../problem-input.ts";

const MAX_POINTS = 1_000_000;

/** `lab evaluate`: value, gradient, Hessian, eigenpairs and verdict at points. */
export async function evaluate(words: readonly string[], io: CliIo): Promise<void> {
  const input = await readInput(words, ["problem", "points", "tolerance"], io);
  const { objective } = readProblem(input["problem"]);
  const points = checkList("points", input["points"], MAX_POINTS);
  const tolerance =
    input["tolerance"] === undefined
      ? undefined
      : checkRange("tolerance", input["tolerance"], { minimum: 0, maximum: 1 });

  const pace = new Pace(io, points.length, "points");
  const reports: PointReport[] = [];
  for (const [index, point] of points.entries()) {
    const path = itemPath("points", index);
    const theta = checkList(path, point, objective.dimension * 2);
    // evaluatePoint checks length and entries, and says where they are.
    reports.push(evaluatePoint(objective, theta as readonly number[], { tolerance, path }));
    if (pace.isDue) await pace.turn(index + 1);
  }
  await pace.turn(points.length);
  pace.clear();
  await writeAnswer(io, { points: reports });
}
