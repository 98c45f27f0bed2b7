import { describe, expect, it } from "vitest";
import { formatCount, formatDuration, formatNumber } from "../../../src-renderer/lab/format.ts";

describe("numbers for reading", () => {
  it("have sensible digits and a true minus", () => {
    expect([0, 1, -0.5, 1 / 3, 123456.789, 1e6, -2.5e-7, 1e-4].map((value) => formatNumber(value))).toEqual([
      "0",
      "1",
      "−0.5",
      "0.33333",
      "123460",
      "1e6",
      "−2.5e−7",
      "0.0001",
    ]);
  });

  it("say what is not finite", () => {
    expect([Number.NaN, Infinity, -Infinity].map((value) => formatNumber(value))).toEqual(["NaN", "∞", "−∞"]);
  });

  it("group thousands by thin spaces", () => {
    expect([0, 999, 1000, 100_000, 10_000_000].map(formatCount)).toEqual([
      "0",
      "999",
      "1\u2009000",
      "100\u2009000",
      "10\u2009000\u2009000",
    ]);
  });

  it("say times in words' length", () => {
    expect([400, 9949, 12_000, 200_000].map(formatDuration)).toEqual(["0.4 s", "9.9 s", "12 s", "3 min"]);
  });
});
