import { InputError } from "../numerics/index.ts";

/**
 * The bytes of a .npy file, which `numpy.load` reads: float64 or int32, little-endian, C order.
 *
 * @param array the entries, row-major.
 * @param shape lengths of the axes; their product is the array's length. [] is a single number.
 * @throws InputError when they disagree.
 * @source NumPy Enhancement Proposal 1, format version 1.0: magic, version, header length, a Python dictionary padded with
 *   spaces so that the data begin at a multiple of 64, a line feed, the data.
 */
export function writeNpy(array: Float64Array | Int32Array, shape: readonly number[]): Uint8Array {
  const length = shape.reduce((product, axis) => product * axis, 1);
  if (length !== array.length) {
    throw new InputError({
      code: "wrong-length",
      path: "shape",
      found: String(length),
      allowed: `${array.length} entries`,
    });
  }
  const descr = array instanceof Float64Array ? "<f8" : "<i4";
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${pythonTuple(shape)}, }`;
  const offset = Math.ceil((PREAMBLE + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT;

  const bytes = new Uint8Array(offset + array.byteLength);
  bytes.set([...MAGIC, 1, 0, (offset - PREAMBLE) & 255, (offset - PREAMBLE) >> 8]);
  bytes.fill(SPACE, PREAMBLE, offset - 1);
  for (let index = 0; index < dictionary.length; index += 1) bytes[PREAMBLE + index] = dictionary.charCodeAt(index);
  bytes[offset - 1] = LINE_FEED;
  bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
  return bytes;
}

/**
 * Reads a .npy file of float64 numbers in C order, of exactly the given shape.
 *
 * @returns the entries, row-major, in memory of their own.
 * @throws InputError naming what differs: the header, the type, the order, the shape or the number of bytes.
 */
export function readNpy(bytes: Uint8Array, shape: readonly number[]): Float64Array {
  const { descr, fortranOrder, axes, offset } = readHeader(bytes);
  if (descr !== "<f8") throw broken("unsupported", "descr", descr, "<f8");
  if (fortranOrder) throw broken("unsupported", "fortran_order", "True", "False");
  const found = pythonTuple(axes);
  const wanted = pythonTuple(shape);
  if (found !== wanted) throw broken("wrong-length", "shape", found, wanted);
  const length = shape.reduce((product, axis) => product * axis, 1);
  if (bytes.length - offset !== length * Float64Array.BYTES_PER_ELEMENT) {
    throw broken(
      "wrong-length",
      "data",
      `${bytes.length - offset} bytes`,
      `${length * Float64Array.BYTES_PER_ELEMENT} bytes`,
    );
  }
  const array = new Float64Array(length);
  new Uint8Array(array.buffer).set(bytes.subarray(offset));
  return array;
}

interface NpyHeader {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly axes: readonly number[];
  readonly offset: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const;
/** Magic, two bytes of version, two bytes of header length. */
const PREAMBLE = 10;
const ALIGNMENT = 64;
const SPACE = 32;
const LINE_FEED = 10;
/** Headers of plain arrays are a line; a longer one is not ours. */
const MAX_HEADER = 4096;

const HEADER_PATTERN =
  /^\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \(((?:\d{1,15}(?:, \d{1,15})*)?),?\), \} *\n$/;

function readHeader(bytes: Uint8Array): NpyHeader {
  const isNpy = bytes.length >= PREAMBLE && MAGIC.every((byte, index) => bytes[index] === byte);
  if (!isNpy) throw broken("wrong-type", "magic", "other bytes", "\\x93NUMPY");
  if (bytes[6] !== 1 || bytes[7] !== 0) throw broken("unsupported", "version", `${bytes[6]}.${bytes[7]}`, "1.0");
  const length = bytes[8] + bytes[9] * 256;
  const offset = PREAMBLE + length;
  if (length > MAX_HEADER || offset > bytes.length)
    throw broken("too-large", "header", `${length} bytes`, "a whole header");
  const text = String.fromCharCode(...bytes.subarray(PREAMBLE, offset));
  const match = HEADER_PATTERN.exec(text);
  if (match === null) throw broken("unsupported", "header", text.slice(0, 60).trim(), "descr, fortran_order and shape");
  const [, descr = "", order, axes = ""] = match;
  return { descr, fortranOrder: order === "True", axes: axes === "" ? [] : axes.split(", ").map(Number), offset };
}

function pythonTuple(axes: readonly number[]): string {
  return axes.length === 1 ? `(${axes[0]},)` : `(${axes.join(", ")})`;
}

function broken(
  code: "wrong-type" | "unsupported" | "wrong-length" | "too-large",
  path: string,
  found: string,
  allowed: string,
) {
  return new InputError({ code, path, found, allowed });
}
