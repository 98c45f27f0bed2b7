import { describe, expect, test } from "vitest";
import { companionOf, OPTIMIZER_PRESETS } from "../../../src-core/optimizers/index.ts";
import { expectExact } from "../../support/close-to-exact.ts";
import { feed } from "../../support/drive.ts";
import { fraction } from "../../support/fraction.ts";

const NESTEROV = { name: "sgd", momentum: 0.75, nesterov: true };

/** A run of f = x^2 / 2 from 1, where the gradient at a point is the point; every step gives theta and its companion. */
function walk(rates: readonly number[], more: object = {}) {
  const spec = { ...NESTEROV, ...more };
  const { theta, state, take } = feed(spec, [1]);
  const out = new Float64Array(1);
  const read = () => {
    companionOf(spec)?.read(theta, state, out);
    return { theta: theta[0], textbook: out[0] };
  };
  const points = [read()];
  for (const rate of rates) {
    take([theta[0]], rate);
    points.push(read());
  }
  return points;
}

describe("Nesterov's textbook variable", () => {
  test("is x of v <- mu v - eta grad(x + mu v), x <- x + v, while theta is x + mu v", () => {
    let [x, v] = [fraction(1), fraction(0)];
    for (const point of walk(Array.from({ length: 12 }, () => 0.125))) {
      expectExact(point.textbook, x);
      expectExact(point.theta, x.plus(v.times("3/4")));
      v = v.times("3/4").minus(x.plus(v.times("3/4")).over(8));
      x = x.plus(v);
    }
  });

  test("is the gradient step from the last look-ahead, when rates change too", () => {
    const rates = [0.5, 0.125, 0.25, 0, 0.0625, 1];
    const points = walk(rates);
    rates.forEach((rate, k) => {
      expect(points[k + 1].textbook).toBeCloseTo(points[k].theta * (1 - rate), 14);
    });
  });

  test("climbs where theta climbs", () => {
    const [, first] = walk([0.5], { maximize: true });
    expect(first.textbook).toBe(1.5);
  });
});

test("methods without a second point have none", () => {
  const withCompanion = OPTIMIZER_PRESETS.filter(({ spec }) => companionOf(spec) !== null).map(({ id }) => id);
  expect(withCompanion).toEqual(expect.arrayContaining(["nesterov", "schedule-free-sgd", "schedule-free-adamw"]));
  for (const id of ["gradient-descent", "momentum", "adam", "lion"]) expect(withCompanion).not.toContain(id);
});
