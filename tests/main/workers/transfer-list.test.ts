import { expect, it } from "vitest";
import { transferList } from "../../../src-main/workers/transfer-list.ts";

it("names every buffer once, and neither empty nor shared ones", () => {
  const buffer = new ArrayBuffer(64);
  const other = new Float64Array(3);
  const value = {
    views: [new Float64Array(buffer, 0, 2), new Uint8Array(buffer, 16, 8)],
    nested: { deep: [{ other }], text: "x", nothing: null, number: 1 },
    empty: new Float64Array(0),
    shared: new Int32Array(new SharedArrayBuffer(16)),
  };
  expect(transferList(value)).toEqual([buffer, other.buffer]);
});
