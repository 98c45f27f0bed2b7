import { describe, expect, test } from "vitest";
import { testFunction } from "../../src-core/objective/index.ts";
import { answer } from "./captured-io.ts";

/*
 * The course's convex valley, y = b + w x over ten points, sum of squares, from (-120, -4): the figures 3.22 and 3.27 in
 * numbers. The oracle values were computed with NumPy from the data, independently of this program.
 */

const X = [338, 333, 328, 207, 226, 25, 179, 60, 208, 606];
const Y = [640, 633, 619, 393, 428, 27, 193, 66, 226, 1591];
const VALLEY = {
  expression: X.map((x, index) => `(${Y[index]} - (b + ${x} w))^2`).join(" + "),
  parameters: ["b", "w"],
};

interface Path {
  readonly theta: Readonly<Record<string, readonly [number | string, number | string]>>;
  readonly loss: Readonly<Record<string, number>>;
  readonly stopped: object;
}

const runValley = (optimizer: object, rest: object = {}): Promise<Path> =>
  answer("run", { problem: VALLEY, start: [-120, -4], optimizer, steps: 100_000, record: [100_000], ...rest });

const at = (path: Path, step: number): [number, number] => {
  const [b, w] = path.theta[step] ?? [];
  return [Number(b), Number(w)];
};

test("the shelf's valley is this one", async () => {
  const shelf = testFunction("valley-ten-points");
  const constants = Object.fromEntries(shelf?.constants.map(({ name, value }) => [name, value]) ?? []);
  const problem = { expression: shelf?.expression, parameters: shelf?.parameters.map(({ name }) => name), constants };
  const points = [
    [-120, -4],
    [-188.43319666, 2.66945497],
    [-150, 1],
  ];
  const [ours, theirs] = await Promise.all(
    [VALLEY, problem].map((each) =>
      answer<{ points: { value: number; eigenvalues: number[] }[] }>("evaluate", { problem: each, points }),
    ),
  );
  for (const index of [0, 1, 2]) {
    const [a, b] = [ours?.points[index], theirs?.points[index]];
    expect((b?.value ?? NaN) / (a?.value ?? NaN)).toBeCloseTo(1, 12);
  }
  expect(ours?.points[0]?.value).toBe(36_708_190);
  expect(ours?.points[1]?.value).toBeCloseTo(101_936.7299, 3);
  expect(ours?.points[0]?.eigenvalues[0]).toBeCloseTo(5.57347746, 7);
  expect(ours?.points[0]?.eigenvalues[1]).toBeCloseTo(1_746_830.4, 1);
});

describe("gradient descent", () => {
  test("1e-7 rises to the valley floor, turns left and stalls (3.22b)", async () => {
    const path = await runValley({ name: "sgd", lr: 1e-7 });
    expect(path.stopped).toEqual({ reason: "steps", step: 100_000 });
    expect(at(path, 100_000)).toEqual([expect.closeTo(-123.69217, 5), expect.closeTo(2.4834, 4)]);
  });

  test("1e-2 blows up, and its clipped segments are the lines of 3.22a", async () => {
    const path = await runValley({ name: "sgd", lr: 1e-2 }, { record: "all" });
    expect(path.stopped).toMatchObject({ reason: "diverged" });
    expect(at(path, 1)).toEqual([expect.closeTo(201.12, 8), expect.closeTo(113_063.76, 6)]);
    const crossings = [0, 1, 2, 3].map((step) => {
      const [[b0, w0], [b1, w1]] = [at(path, step), at(path, step + 1)];
      return b0 + ((b1 - b0) * -w0) / (w1 - w0);
    });
    [-119.99, -123.8, -127.41, -130.81].forEach((b, step) => expect(crossings[step]).toBeCloseTo(b, 2));
  });

  test("the stability limit 2/lambda_max = 1.1449e-6 is where it should be", async () => {
    const below = await runValley({ name: "sgd", lr: 1.1e-6 });
    expect(at(below, 100_000)).toEqual([expect.closeTo(-151.35, 2), expect.closeTo(2.563, 3)]);
    expect((await runValley({ name: "sgd", lr: 1.2e-6 })).stopped).toEqual({ reason: "diverged", step: 7553 });
  });
});

describe("AdaGrad of the course, with the mean of the squares", () => {
  /** How far w is from the floor of the valley at this b. */
  const sumX = X.reduce((sum, x) => sum + x, 0);
  const sumXX = X.reduce((sum, x) => sum + x * x, 0);
  const sumXY = X.reduce((sum, x, index) => sum + x * (Y[index] ?? 0), 0);
  const deviation = ([b, w]: [number, number]) => Math.abs(w - (sumXY - b * sumX) / sumXX);

  /** Steps at which a path leaves the floor after a hundred quiet ones. */
  function bursts(path: Path, from: number, to: number): { step: number; b: number }[] {
    const found: { step: number; b: number }[] = [];
    let last = from;
    for (let step = from; step <= to; step += 1) {
      if (deviation(at(path, step)) < 0.5) continue;
      if (step - last > 100) found.push({ step, b: at(path, step)[0] });
      last = step;
    }
    return found;
  }

  test("first dots, turn and bursts of 3.27", async () => {
    const path = await runValley({ name: "adagrad", convention: "leedl", lr: 1 }, { record: "all", steps: 4000 });
    expect(at(path, 1)).toEqual([expect.closeTo(-119, 12), expect.closeTo(-3, 12)]);
    expect(at(path, 2)).toEqual([expect.closeTo(-118.09, 2), expect.closeTo(-2.09, 2)]);
    expect(at(path, 3)).toEqual([expect.closeTo(-117.27, 2), expect.closeTo(-1.27, 2)]);
    const turn = Array.from({ length: 100 }, (_, step) => at(path, step)[0]);
    expect(turn.indexOf(Math.max(...turn))).toBe(15);
    expect(Math.max(...turn)).toBeCloseTo(-113.84, 2);
    const found = bursts(path, 100, 4000);
    const expected = [718, 1198, 1755, 2382, 3071, 3819];
    expect(found).toHaveLength(expected.length);
    // Named by their first step above 1 or so; above 0.5 they are seen a few steps, later a few dozen, earlier.
    expected.forEach((step, index) => expect(Math.abs((found[index]?.step ?? NaN) - step)).toBeLessThan(60));
    expect(found.slice(0, 2).map(({ b }) => Math.round(b))).toEqual([-167, -181]);
  });

  test("a rate of 0.1 has no bursts and arrives", async () => {
    const path = await runValley({ name: "adagrad", convention: "leedl", lr: 0.1 }, { record: "all", steps: 50_000 });
    expect(bursts(path, 100, 50_000)).toEqual([]);
    expect(at(path, 50_000)).toEqual([expect.closeTo(-188.4332, 3), expect.closeTo(2.669455, 5)]);
  });

  test("1/sqrt(t + 1) cures it: it is the published AdaGrad then", async () => {
    const cured = await runValley(
      { name: "adagrad", convention: "leedl", lr: 1 },
      { schedule: { name: "inverse-sqrt" } },
    );
    expect(at(cured, 100_000)).toEqual([expect.closeTo(-188.3668, 4), expect.closeTo(2.669264, 6)]);
    const published = await runValley({ name: "adagrad", lr: 1, eps: 0 });
    expect(at(published, 100_000)[0]).toBeCloseTo(at(cured, 100_000)[0], 7);
  });
});

test.each([
  [{ name: "sgd", lr: 1e-6 }, [-123.69218, 2.4834016]],
  [{ name: "sgd", lr: 1e-7, momentum: 0.9 }, [-123.68912, 2.4833928]],
  [{ name: "sgd", lr: 1e-7, momentum: 0.9, nesterov: true }, [-123.68942, 2.4833937]],
  [{ name: "adagrad", lr: 1 }, [-152.50793, 2.5661043]],
  [{ name: "rmsprop", alpha: 0.99, lr: 0.1 }, [-188.3832, 2.719455]],
  [{ name: "adam", lr: 0.1 }, [-188.4332, 2.669455]],
])("10,000 steps of %j", async (optimizer, [b, w]) => {
  const path = await runValley(optimizer, { steps: 10_000, record: [10_000] });
  expect(at(path, 10_000)[0]).toBeCloseTo(b ?? NaN, 4);
  expect(at(path, 10_000)[1]).toBeCloseTo(w ?? NaN, 6);
});
