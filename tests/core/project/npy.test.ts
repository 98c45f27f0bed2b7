import { describe, expect, test } from "vitest";
import { crc32, readNpy, writeNpy } from "../../../src-core/project/index.ts";

/** numpy.save of numpy.array([[-0., nan], [inf, 5e-324], [1/3, -inf]]), NumPy 2.4.6: the file's data, after its header. */
const NUMPY_DATA = "0000000000000080000000000000f87f000000000000f07f0100000000000000555555555555d53f000000000000f0ff";
const VALUES = Float64Array.of(-0, NaN, Infinity, 5e-324, 1 / 3, -Infinity);

/** The whole file that NumPy 2.4.6 writes for numpy.arange(3.0). */
const NUMPY_FILE =
  "934e554d5059010076007b276465736372273a20273c6638272c2027666f727472616e5f6f72646572273a2046616c73652c20277368617065273a2028332c292c207d" +
  "20".repeat(60) +
  "0a0000000000000000000000000000f03f0000000000000040";

describe(".npy files", () => {
  test("have the bytes that NumPy writes", () => {
    expect(hex(writeNpy(VALUES, [3, 2])).slice(256)).toBe(NUMPY_DATA);
    expect(hex(writeNpy(Float64Array.of(0, 1, 2), [3]))).toBe(NUMPY_FILE);
  });

  test("have a header that Python reads, padded so that the data begin at a multiple of 64", () => {
    for (const [array, shape, tuple, type] of [
      [VALUES, [3, 2], "(3, 2)", "<f8"],
      [new Float64Array(0), [0, 2], "(0, 2)", "<f8"],
      [Float64Array.of(7), [], "()", "<f8"],
      [Int32Array.of(1, -2), [2], "(2,)", "<i4"],
      [
        new Float64Array(0),
        Array.from({ length: 40 }, () => 0),
        `(${Array.from({ length: 40 }, () => 0).join(", ")})`,
        "<f8",
      ],
    ] as const) {
      const bytes = writeNpy(array, shape);
      const offset = bytes.length - array.byteLength;
      expect(offset % 64).toBe(0);
      expect(bytes[8] + 256 * bytes[9]).toBe(offset - 10);
      const header = Buffer.from(bytes.subarray(10, offset)).toString("latin1");
      expect(header.trimEnd()).toBe(`{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`);
      expect(header.endsWith("\n")).toBe(true);
    }
  });

  test("read back to the same bits, whatever their place in memory", () => {
    const bytes = Buffer.concat([Buffer.alloc(3), writeNpy(VALUES, [3, 2])]).subarray(3);
    expect(readNpy(bytes, [3, 2])).toStrictEqual(VALUES);
    expect(readNpy(Buffer.from(NUMPY_FILE, "hex"), [3])).toEqual(Float64Array.of(0, 1, 2));
  });

  test("of the wrong shape or length are refused", () => {
    expect(() => writeNpy(VALUES, [2, 2])).toThrow("shape: found 4, allowed: 6 entries");
    expect(() => readNpy(writeNpy(VALUES, [6]), [3, 2])).toThrow("shape: found (6,), allowed: (3, 2)");
    expect(() => readNpy(writeNpy(VALUES, [6]).subarray(0, 150), [6])).toThrow(
      "data: found 22 bytes, allowed: 48 bytes",
    );
    expect(() => readNpy(Uint8Array.of(1, 2, 3), [1])).toThrow("magic");
    expect(() => readNpy(writeNpy(Int32Array.of(1), [1]), [1])).toThrow("descr: found <i4, allowed: <f8");
  });
});

test("CRC-32 has the published check value", () => {
  expect(crc32(Buffer.from("123456789"))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array())).toBe(0);
});

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
