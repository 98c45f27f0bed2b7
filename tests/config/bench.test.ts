import { describe, expect, it } from "vitest";
import { BENCH_LOSSES } from "../bench/core/losses.ts";
import { atLeast, atMost, within } from "../bench/report/row.ts";
import { geometricMean, measured, median, percentile, scaled, spread } from "../bench/report/statistics.ts";
import { digits, summary, table } from "../bench/report/table.ts";
import { latenciesOf } from "../bench/window/drag-latencies.ts";

const exactly = (value: number) => measured([value]);

describe("statistics of the benchmarks", () => {
  it("takes the middle of an odd and of an even sample, whatever its order", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
  });

  it("takes a percentile that occurred and that enough of the sample does not exceed", () => {
    const sample = Array.from({ length: 40 }, (_, k) => 40 - k);
    expect(percentile(sample, 0.95)).toBe(38);
    expect(percentile(sample, 1)).toBe(40);
    expect(percentile([5], 0.01)).toBe(5);
    expect(spread([1, 2, 3, 4])).toEqual([1, 3]);
  });

  it("means ratios so that twice and half cancel", () => {
    expect(geometricMean([2, 0.5])).toBeCloseTo(1, 15);
    expect(geometricMean([1, 2, 4])).toBeCloseTo(2, 15);
  });

  it("refuses what was not measured", () => {
    expect(() => median([])).toThrow(RangeError);
    expect(() => percentile([1, Number.NaN], 0.5)).toThrow(RangeError);
    expect(() => percentile([1], 0)).toThrow(RangeError);
    expect(() => geometricMean([])).toThrow(RangeError);
  });

  it("changes the unit of everything at once", () => {
    expect(scaled(measured([1000, 2000, 3000]), 1e-3)).toEqual({ median: 2, spread: [1, 3], fastest: 1 });
  });
});

describe("a row", () => {
  const sides = { name: "a/b/c", unit: "ns", ours: exactly(4), peer: exactly(2), peerName: "the peer" };

  it("asks that ours take no longer than so many times the peer", () => {
    expect(atMost(2, sides)).toMatchObject({ ours: 4, peer: 2, ratio: 2, goal: "ours/peer <= 2", meets: true });
    expect(atMost(1.9, sides)).toMatchObject({ ratio: 2, meets: false });
  });

  it("asks that ours be so many times as quick", () => {
    const quick = { ...sides, ours: exactly(0.02), peer: exactly(4) };
    expect(atLeast(200, quick)).toMatchObject({ ratio: 200, goal: "peer/ours >= 200", meets: true });
    expect(atLeast(201, quick)).toMatchObject({ meets: false });
  });

  it("asks for an absolute limit with or without a peer", () => {
    const { name, unit, ours } = sides;
    expect(within(4, { name, unit, ours })).toMatchObject({
      peer: null,
      peerName: null,
      ratio: null,
      goal: "ours <= 4 ns",
      meets: true,
    });
    expect(within(3, sides)).toMatchObject({ peer: 2, ratio: 0.5, meets: false });
  });

  it("invents nothing for a peer that is not installed", () => {
    const alone = atLeast(1000, { ...sides, peer: null });
    expect(alone).toMatchObject({ ours: 4, peer: null, ratio: null, meets: null, peerName: "the peer" });
    expect(alone.spread.peer).toBeNull();
  });
});

describe("the table", () => {
  it("shows three digits without exponents", () => {
    expect([0.01234, 4.5678, 789.4, 123456, 0, 9.999].map(digits)).toEqual([
      "0.0123",
      "4.57",
      "789",
      "123456",
      "0",
      "10.0",
    ]);
  });

  it("stands in columns and counts what is met", () => {
    const sides = { unit: "ns", peerName: "by hand" };
    const rows = [
      atMost(2, { name: "first", ours: exactly(30), peer: exactly(20), ...sides }),
      atMost(1, { name: "the-second", ours: exactly(3), peer: exactly(2), ...sides }),
      atMost(1, { name: "third", ours: exactly(3), peer: null, ...sides }),
    ];
    const lines = table(rows).split("\n");
    expect(lines).toHaveLength(4);
    expect(lines.slice(1).map((line) => line[0])).toEqual(["✓", "✗", "?"]);
    const goals = lines.slice(1).map((line) => line.indexOf("ours/peer"));
    expect(new Set(goals).size).toBe(1);
    expect(summary(rows)).toBe("1 of 2 goals met, 1 unknown for want of the peer.");
  });
});

describe("the latencies of a drag", () => {
  // 10 pixels a unit of theta: the hand takes theta = 1 at pixel 100 and goes right.
  const hold = { x: 100, start: 1 };
  const moves = [
    { time: -5, x: 100 },
    { time: 0, x: 105 },
    { time: 16, x: 110 },
    { time: 32, x: 115 },
  ];

  it("answers every move with the first frame that shows its place or a later one", () => {
    const painted = [
      { time: 40, start: 1.98 },
      { time: 55, start: 2.5 },
    ];
    expect(latenciesOf({ moves, painted }, hold)).toEqual([40, 24, 23]);
  });

  it("goes to the left as well", () => {
    const left = moves.map(({ time, x }) => ({ time, x: 200 - x }));
    const painted = [
      { time: 20, start: 0.5 },
      { time: 60, start: -0.5 },
    ];
    expect(latenciesOf({ moves: left, painted }, hold)).toEqual([20, 44, 28]);
  });

  it("does not take a picture from before a move for its answer, nor silence for success", () => {
    expect(() => latenciesOf({ moves, painted: [{ time: 20, start: 2.5 }] }, hold)).toThrow(
      "move 3 of 3 was never answered",
    );
    expect(() => latenciesOf({ moves, painted: [] }, hold)).toThrow("not followed");
  });
});

describe("the losses written by hand", () => {
  it.each(BENCH_LOSSES)(
    "$id has a symmetric Hessian, and the value that its plain function gives",
    ({ at, byHand, valueByHand }) => {
      const n = at.length;
      const hessian = new Float64Array(n * n);
      const value = byHand(Float64Array.from(at), new Float64Array(n), hessian);
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) expect(hessian[i * n + j]).toBe(hessian[j * n + i]);
      expect(valueByHand === null ? value : valueByHand(at[0], at[1])).toBeCloseTo(value, 12);
    },
  );
});
