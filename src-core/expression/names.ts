import { InputError } from "../numerics/index.ts";
import { MAX_NAME_LENGTH, MAX_PARAMETERS } from "./limits.ts";
import { isName } from "./scan.ts";

/** Names that stand for a number unless a parameter or constant is declared with them. */
export const NAMED_NUMBERS = ["pi", "e"] as const;

/** Other spellings of those; a typed π that became a parameter would go unnoticed. */
export const NUMBER_SYMBOLS: ReadonlyMap<string, (typeof NAMED_NUMBERS)[number]> = new Map([["π", "pi"]]);

/** Words between operands. */
export const OPERATOR_WORDS: ReadonlySet<string> = new Set(["mod", "and", "or", "xor", "not"]);

/** mathjs reads these words as something else than a name. */
const PARSER_WORDS: ReadonlySet<string> = new Set([
  ...OPERATOR_WORDS,
  "to",
  "in",
  "end",
  "true",
  "false",
  "null",
  "undefined",
  "NaN",
  "Infinity",
]);

/**
 * Names that no parameter may have, whether declared or found: the parser's words, and the names that every JavaScript object has. The
 * latter could do nothing here (names are looked up in Maps), but a project that carries them was not made for losses.
 */
export function isReservedName(name: string): boolean {
  return PARSER_WORDS.has(name) || name.startsWith("__") || OBJECT_NAMES.has(name);
}

const OBJECT_NAMES: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Function.prototype).filter((name) => name !== "length" && name !== "name"),
  "prototype",
]);

/** Common units of measurement with more than one letter: after a number they are no parameter that someone forgot to multiply. */
export const UNIT_NAMES: ReadonlySet<string> = new Set(
  (
    "mm cm dm km um nm inch inches ft foot feet yd yard mile miles mg kg lb lbs oz gram grams ms us ns sec second seconds minute " +
    "minutes hour hours day days deg degC degF degree degrees rad radian radians grad Hz kHz MHz GHz Pa kPa MPa bar kN kJ kW kWh mol liter " +
    "liters litre litres meter meters metre metres newton joule watt volt ohm celsius fahrenheit kelvin USD EUR"
  ).split(" "),
);

/**
 * Names in the order in which people count: w1, w2, w10; b, w; x, y.
 *
 * @example ["w10", "b", "w2"].toSorted(compareNaturally) // => ["b", "w2", "w10"]
 */
export function compareNaturally(a: string, b: string): number {
  const x = a.match(/\d+|\D+/g) ?? [];
  const y = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < Math.min(x.length, y.length); i += 1) {
    const difference = /^\d/.test(x[i]) && /^\d/.test(y[i]) ? Number(x[i]) - Number(y[i]) : compareText(x[i], y[i]);
    if (difference !== 0) return difference;
  }
  return x.length - y.length || compareText(a, b);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Checks declared parameters and constants: each a name, none reserved or a function's, none twice.
 *
 * @throws InputError with the path `parameters[i]` or `constants.name`
 */
export function checkDeclaredNames(
  parameters: readonly string[] | undefined,
  constants: readonly string[],
  functions: { readonly has: (name: string) => boolean },
): void {
  const seen = new Set<string>();
  const check = (path: string, name: string) => {
    if (!isName(name) || name.length > MAX_NAME_LENGTH) {
      throw new InputError({
        code: "unsupported",
        path,
        found: JSON.stringify(name),
        allowed: "a name such as w1, theta, b_2",
      });
    }
    if (isReservedName(name) || functions.has(name)) {
      throw new InputError({ code: "unsupported", path, found: name, allowed: "a name that is not reserved" });
    }
    if (seen.has(name)) throw new InputError({ code: "inconsistent", path, found: name, allowed: "every name once" });
    seen.add(name);
  };
  if (parameters !== undefined && (parameters.length < 1 || parameters.length > MAX_PARAMETERS)) {
    const found = `${String(parameters.length)} names`;
    throw new InputError({
      code: "wrong-length",
      path: "parameters",
      found,
      allowed: `1 to ${String(MAX_PARAMETERS)}`,
    });
  }
  parameters?.forEach((name, index) => {
    check(`parameters[${String(index)}]`, name);
  });
  constants.forEach((name) => {
    check(`constants.${name}`, name);
  });
}

/**
 * The name that was probably meant, or null: the same but for case, or one or two typing slips away (a letter missing, added,
 * changed, or two swapped).
 *
 * @param allowed how many slips; left out, as many as a name of this length may have.
 */
export function closestName(
  name: string,
  candidates: Iterable<string>,
  allowed = name.length <= 2 ? 0 : name.length <= 4 ? 1 : 2,
): string | null {
  let best: string | null = null;
  let bestDistance = allowed + 1;
  for (const candidate of candidates) {
    if (candidate.toLowerCase() === name.toLowerCase()) return candidate;
    if (Math.abs(candidate.length - name.length) > allowed) continue;
    const distance = editDistance(name, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Optimal string alignment distance (Damerau-Levenshtein without repeated edits of one place). */
function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let j = 0; j <= b.length; j += 1) table[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    table[i * width] = i;
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let distance = Math.min(
        table[(i - 1) * width + j] + 1,
        table[i * width + j - 1] + 1,
        table[(i - 1) * width + j - 1] + (isSame ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, table[(i - 2) * width + j - 2] + 1);
      }
      table[i * width + j] = distance;
    }
  }
  return table[a.length * width + b.length];
}
