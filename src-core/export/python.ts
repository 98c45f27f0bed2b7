import type { OptionValue } from "../optimizers/index.ts";

/** A number as Python reads it, to the same bits; whole numbers stay short where Python takes them for the same value. */
export function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return "math.nan";
  if (!Number.isFinite(value)) return value > 0 ? "math.inf" : "-math.inf";
  if (Object.is(value, -0)) return "-0.0";
  // Python's integers are exact, but torch takes only 64 bits of them.
  return Number.isInteger(value) && Math.abs(value) > MAX_INTEGER ? pythonFloat(value) : String(value);
}

/** The same, always as a float: torch.tensor(2) would be an integer. */
export function pythonFloat(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** An option of an optimizer or a schedule as a Python literal. */
export function pythonValue(value: OptionValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "number" ? pythonNumber(value) : `[${value.map(pythonValue).join(", ")}]`;
}

/** A text as a comment or a docstring may hold it: one line, nothing that ends the docstring. */
export function pythonComment(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll("\\", "\\\\").replaceAll('"', "'");
}

/** Gives every name an identifier of Python; names that Python or the script uses, or that are `used`, get another one. */
export function pythonNames(names: readonly string[], used: readonly string[] = []): readonly string[] {
  const taken = new Set([...RESERVED, ...used]);
  return names.map((name) => {
    let identifier = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : "p";
    while (taken.has(identifier)) identifier += "_";
    taken.add(identifier);
    return identifier;
  });
}

const MAX_INTEGER = 2 ** 31;

const RESERVED: readonly string[] = [
  ...[
    "False",
    "None",
    "True",
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "class",
    "continue",
    "def",
    "del",
    "elif",
  ],
  ...[
    "else",
    "except",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "nonlocal",
    "not",
    "or",
  ],
  ...["pass", "raise", "return", "try", "while", "with", "yield", "match", "case", "type"],
  // What the script itself speaks of.
  ...["float", "torch", "math", "theta", "loss", "truth", "rate", "update", "number", "closure"],
];
