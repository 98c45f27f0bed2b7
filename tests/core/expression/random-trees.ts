import fc from "fast-check";

/**
 * Random formulas as text. `shared` uses only what mathjs and we define alike (smooth functions and arithmetic), so that mathjs can
 * be the oracle; `all` adds everything else.
 */
export function formulas(kind: "shared" | "all"): fc.Arbitrary<string> {
  const number = fc.constantFrom("2", "3", "0.5", "1.7", "0.37", "10", "1");
  const name = fc.constantFrom("x", "y", "z");
  const unary = fc.constantFrom(...SMOOTH, ...(kind === "all" ? KINKED : []));
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.oneof(number, name, name),
      fc.tuple(tie("tree"), fc.constantFrom("+", "-", "*", "/"), tie("tree")).map(([a, o, b]) => `(${a} ${o} ${b})`),
      fc.tuple(tie("tree"), fc.constantFrom("2", "3", "4", "5", "-1", "-2", "0.5")).map(([a, n]) => `(${a})^${n}`),
      fc.tuple(unary, tie("tree")).map(([f, a]) => `${f}(${a})`),
      tie("tree").map((a) => `(-${a})`),
      ...(kind === "all"
        ? [
            fc.tuple(fc.constantFrom(...BINARY), tie("tree"), tie("tree")).map(([f, a, b]) => `${f}(${a}, ${b})`),
            fc
              .tuple(tie("tree"), fc.constantFrom("<", "<=", ">", ">="), tie("tree"), tie("tree"), tie("tree"))
              .map(([a, o, b, c, d]) => `(${a} ${o} ${b} ? ${c} : ${d})`),
          ]
        : []),
    ),
  }));
  // A formula needs a parameter; "0*x" of its own would hide nothing that the tree does.
  return tree.map((text) => `${text} + x`);
}

const SMOOTH = [
  "sin",
  "cos",
  "tan",
  "exp",
  "log",
  "sqrt",
  "tanh",
  "sinh",
  "cosh",
  "atan",
  "asinh",
  "cbrt",
  "log1p",
  "expm1",
];
const KINKED = ["abs", "relu", "sigmoid", "softplus", "silu", "gelu", "erf", "sign", "floor", "sec"];
const BINARY = ["min", "max", "hypot", "atan2", "logsumexp", "softmax", "mod", "leaky_relu"];

/** Away from integers and from one another, so that no comparison is a near tie and no rounding decides a branch. */
export const POINTS: readonly Float64Array[] = [
  Float64Array.of(0.7310585786300049, -1.2345678901234567, 2.718281828459045),
  Float64Array.of(-0.4142135623730951, 0.5772156649015329, 1.618033988749895),
  Float64Array.of(3.302775637731995, 2.23606797749979, -0.8660254037844386),
];
