import { describe, expect, test } from "vitest";
import type { Frame } from "../../../src-renderer/charts/frame.ts";
import { pathPieces, segmentsUpTo } from "../../../src-renderer/charts/path-pieces.ts";

/** One data unit is one pixel, y downwards from 100. */
const frame: Frame = {
  left: 0,
  top: 0,
  width: 200,
  height: 100,
  x: { from: 0, to: 200, log: false },
  y: { from: 0, to: 100, log: false },
};
const piecesOf = (points: readonly (readonly [number, number])[]) =>
  pathPieces(
    Float64Array.from(points, (point) => point[0]),
    Float64Array.from(points, (point) => point[1]),
    frame,
  );

describe("a path in pixels", () => {
  test("has one segment a step where steps are longer than a pixel", () => {
    const { rows, segments } = piecesOf([
      [10, 10],
      [20, 10],
      [20, 30],
    ]);
    expect(Array.from(rows)).toEqual([1, 2]);
    expect(Array.from(segments)).toEqual([10, 90, 20, 90, 20, 90, 20, 70]);
  });

  test("goes on without gaps through steps smaller than a pixel, to its very last point", () => {
    const { rows, segments } = piecesOf(Array.from({ length: 1001 }, (_, index) => [10 + index / 50, 10] as const));
    expect(rows.length).toBeLessThanOrEqual(45);
    for (let at = 4; at < segments.length; at += 4) expect(segments[at]).toBe(segments[at - 2]);
    expect(segments[0]).toBe(10);
    expect(segments.at(-2)).toBe(30);
    expect(rows.at(-1)).toBe(1000);
  });

  test("that zigzags between the same pixels 100,000 times is drawn once", () => {
    const { rows } = piecesOf(
      Array.from({ length: 100_000 }, (_, index) => [index % 2 === 0 ? 20.2 : 150.7, 50 + index * 1e-6] as const),
    );
    expect(rows.length).toBeLessThanOrEqual(3);
    expect(rows[0]).toBe(1);
  });

  test("of 100,000 wild steps stays drawable", () => {
    const wild = Array.from(
      { length: 100_000 },
      (_, index) => [100 + 99 * Math.sin(index * 0.7), 50 + 49 * Math.cos(index * 0.31)] as const,
    );
    expect(piecesOf(wild).rows.length).toBeLessThanOrEqual(16_000);
  });

  test("has its exits at the first row beyond the edge, on the edge, pointing outwards", () => {
    const { exits, segments } = piecesOf([
      [100, 50],
      [150, 50],
      [300, 50],
      [400, 50],
      [100, 20],
      [100, -60],
    ]);
    expect(exits).toEqual([
      { row: 2, x: 200, y: 50, dx: 1, dy: 0 },
      { row: 5, x: 100, y: 100, dx: 0, dy: 1 },
    ]);
    expect(Math.max(...segments.filter((_, index) => index % 2 === 0))).toBe(200);
  });

  test("has a direction also where the step out of the window is too large to be measured", () => {
    const [exit] = piecesOf([
      [100, 50],
      [1.7e308, -1.7e308],
    ]).exits;
    expect(exit).toMatchObject({ row: 1, dx: 1, dy: 1 });
  });

  test("breaks where a row is not finite", () => {
    const { rows, segments } = piecesOf([
      [10, 10],
      [20, 10],
      [NaN, 10],
      [20.2, 10],
      [40, 10],
    ]);
    expect(Array.from(rows)).toEqual([1, 4]);
    expect(segments[4]).toBeCloseTo(20.2, 5);
  });

  test("of one row, or of none, is empty", () => {
    expect(piecesOf([[1, 1]]).rows.length).toBe(0);
    expect(piecesOf([]).rows.length).toBe(0);
  });
});

test("the part up to a row is the beginning of the segments", () => {
  const pieces = piecesOf(Array.from({ length: 10 }, (_, index) => [10 * index, 10] as const));
  expect([-1, 0, 1, 5, 99].map((row) => segmentsUpTo(pieces, row))).toEqual([0, 0, 1, 5, 9]);
});

test("the same columns in the same frame give the same answer back, others another", () => {
  const x = Float64Array.of(0, 50);
  const y = Float64Array.of(0, 50);
  expect(pathPieces(x, y, frame)).toBe(pathPieces(x, y, { ...frame }));
  expect(pathPieces(x, y, { ...frame, left: 5 })).not.toBe(pathPieces(x, y, frame));
});
