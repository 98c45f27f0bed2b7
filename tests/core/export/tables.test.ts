import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { csvText, framesCsv, framesNpz, gridCsv, writeCsv, writeNpz } from "../../../src-core/export/index.ts";
import { frameColumns, readNpy } from "../../../src-core/project/index.ts";
import { sampleFrames } from "../project/sample.ts";

describe("CSV", () => {
  test("quotes what needs it and ends lines as RFC 4180 says", () => {
    const text = csvText([
      { name: "plain", values: ["a", "", " b"] },
      { name: 'say "hi"', values: ["x,y", 'z"', "two\nlines"] },
    ]);
    expect(text).toBe('plain,"say ""hi"""\r\na,"x,y"\r\n,"z"""\r\n" b","two\nlines"\r\n');
  });

  test("numbers read back to the same bits", () => {
    const values = Float64Array.of(0.1 + 0.2, -0, 5e-324, Number.MAX_VALUE, 1e21, 1 / 3, NaN, Infinity, -Infinity);
    const [, ...lines] = csvText([{ name: "x", values }])
      .trimEnd()
      .split("\r\n");
    expect(Float64Array.from(lines, Number)).toStrictEqual(values);
    expect(lines.slice(6)).toEqual(["NaN", "Infinity", "-Infinity"]);
  });

  test("is UTF-8, with a byte order mark if wanted", () => {
    const columns = [{ name: "损失", values: [1] }];
    expect(Buffer.from(writeCsv(columns)).toString("utf8")).toBe("损失\r\n1\r\n");
    expect([...writeCsv(columns, { byteOrderMark: true }).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  test("columns of different lengths are an error, no columns a line", () => {
    expect(() =>
      csvText([
        { name: "a", values: [1] },
        { name: "b", values: [1, 2] },
      ]),
    ).toThrow("columns[1]: found 2, allowed: 1");
    expect(csvText([{ name: "a", values: [] }])).toBe("a\r\n");
  });
});

describe("recorded steps", () => {
  test("as a table name the parameters, also where one is called like another column", () => {
    const lines = framesCsv(sampleFrames(2), ["w1", "loss"]).split("\r\n");
    expect(lines).toEqual([
      "step,w1,theta:loss,loss,gradient_norm,learning_rate",
      `0,-0,${1 / 7},NaN,Infinity,-Infinity`,
      `1,${2 / 7},${3 / 7},0.25,0.25,0.25`,
      "",
    ]);
  });

  test("as NPZ hold every column of every run, named as in a project file", () => {
    const frames = sampleFrames(3);
    const files = unzipSync(
      framesNpz([
        { name: "adam", frames },
        { name: "sgd", frames: sampleFrames(0) },
      ]),
    );
    expect(Object.keys(files)).toHaveLength(2 * frameColumns(false).length);
    expect(readNpy(files["adam/theta.npy"], [3, 2])).toStrictEqual(frames.theta);
    expect(readNpy(files["adam/gradient_norm.npy"], [3])).toStrictEqual(frames.gradientNorm);
    expect(readNpy(files["sgd/direction.npy"], [0, 2])).toHaveLength(0);
  });
});

test("NPZ has the same bytes for the same arrays, and each name once", () => {
  const arrays = [{ name: "a", array: Int32Array.of(1, 2), shape: [2] }];
  expect(writeNpz(arrays)).toEqual(writeNpz(arrays));
  expect(() => writeNpz([...arrays, ...arrays])).toThrow("arrays[1].name: found a, allowed: a name used once");
});

test("grids list x fastest, as the grid is laid out", () => {
  const x = { name: "w1", coordinates: [0, 1, 2] };
  const y = { name: "w2", coordinates: [10, 20] };
  expect(
    gridCsv(x, y, Float64Array.of(1, 2, 3, 4, 5, NaN))
      .split("\r\n")
      .slice(0, 7),
  ).toEqual(["w1,w2,loss", "0,10,1", "1,10,2", "2,10,3", "0,20,4", "1,20,5", "2,20,NaN"]);
});
