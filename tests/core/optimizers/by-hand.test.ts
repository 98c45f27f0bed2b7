import { describe, expect, it } from "vitest";
import { optimizerEntry, OPTIMIZERS } from "../../../src-core/optimizers/index.ts";
import { COLUMNS, handLoop } from "../../bench/core/by-hand/loop.ts";
import { METHODS_BY_HAND } from "../../bench/core/by-hand/methods.ts";
import { recorded, rosenbrockRun, START } from "../../bench/core/recorded-run.ts";

// The loops that the benchmark races against: two scalars, the paper's lines, and nothing of ours.

const UPDATES = 500;

/** Relative to the largest entry of a column: roundings of 1e-16 in another order, as the valley multiplies them in 500 steps. */
const TOLERANCE = 1e-11;

/** Families that need more than a loss and its gradient, or have no formula of their own. */
const NOT_FIRST_ORDER: readonly string[] = ["second-order", "around-another", "own"];
/** A step is an integration, by as many gradients as its tolerances ask for. */
const INTEGRATED = "gradient_flow";

describe("methods written by hand", () => {
  it("are all first-order methods that run on two parameters", () => {
    const written = new Set(METHODS_BY_HAND.map(({ optimizer }) => optimizer.name));
    const firstOrder = OPTIMIZERS.filter(
      ({ name, family, needs }) => needs === undefined && name !== INTEGRATED && !NOT_FIRST_ORDER.includes(family),
    );
    expect(firstOrder.map(({ name }) => name).filter((name) => !written.has(name))).toEqual([]);
  });

  it.each(METHODS_BY_HAND)("$id goes the way of the catalogue's, step by step", (method) => {
    const { optimizer } = method;
    const ours = recorded(rosenbrockRun(optimizer, UPDATES));
    const theirs = handLoop(method)(...START, optimizer.lr, UPDATES);
    expect(theirs.count, optimizerEntry(optimizer.name).title).toBe(ours.count);
    for (const column of COLUMNS) {
      const [own, other] = [ours[column], theirs[column]];
      expect(own.length).toBe(other.length);
      const largest = other.reduce((found, value) => Math.max(found, Math.abs(value)), 1);
      const difference = own.reduce((found, value, i) => Math.max(found, Math.abs(value - other[i])), 0);
      expect(difference / largest, column).toBeLessThanOrEqual(TOLERANCE);
    }
  });
});
