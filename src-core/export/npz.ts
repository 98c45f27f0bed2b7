import { zipSync, type Zippable } from "fflate";
import { InputError } from "../numerics/index.ts";
import { columnShape, frameArrays, writeNpy } from "../project/index.ts";
import type { FrameBlock } from "../run/index.ts";

/** An array and what NumPy will call it. */
export interface NamedArray {
  readonly name: string;
  readonly array: Float64Array | Int32Array;
  readonly shape: readonly number[];
}

/**
 * The bytes of an .npz file: `numpy.load("x.npz")["name"]` gives each array. The same arrays give the same bytes.
 *
 * @throws InputError for two arrays of one name, or a shape that does not fit its array.
 */
export function writeNpz(arrays: readonly NamedArray[]): Uint8Array {
  const files: Zippable = {};
  arrays.forEach(({ name, array, shape }, index) => {
    const file = `${name}.npy`;
    if (Object.hasOwn(files, file)) {
      throw new InputError({
        code: "inconsistent",
        path: `arrays[${index}].name`,
        found: name,
        allowed: "a name used once",
      });
    }
    // Stored, as numpy.savez does: recorded steps hardly shrink.
    files[file] = [writeNpy(array, shape), { level: 0 }];
  });
  return zipSync(files, { mtime: "1980-01-01T00:00:00" });
}

/** A recorded run under the name that its arrays get. */
export interface NamedFrames {
  readonly name: string;
  readonly frames: FrameBlock;
}

/**
 * The recorded steps of several runs as one .npz file: `name/theta` (count, dimension), `name/loss` (count,), and so on
 * for every column of a frame block, named as in a `.saddle` file.
 */
export function framesNpz(runs: readonly NamedFrames[]): Uint8Array {
  return writeNpz(
    runs.flatMap(({ name, frames }) =>
      frameArrays(frames).map(({ column, array }) => ({
        name: `${name}/${column.file.replace(/\.npy$/, "")}`,
        array,
        shape: columnShape(column, frames.count, frames.dimension),
      })),
    ),
  );
}
