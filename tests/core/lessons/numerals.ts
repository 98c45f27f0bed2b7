/** A number as a text writes it, without its sign: "36,708,190", "1.14e-6" for what TeX writes with a power of ten. */
export type Numeral = string;

/**
 * The numerals of a text that have to be vouched for. Whole numbers of one digit are left out: formulas are full of them.
 * So are the names of networks (ResNet-110), and the digits of a power or an index, which have one digit too.
 */
export function numeralsIn(text: string): Numeral[] {
  const plain = text
    .replaceAll("{,}", ",")
    .replaceAll("−", "-")
    .replace(/\s*\\times\s*10\^\{?(-?\d+)\}?/g, "e$1")
    .replace(/(?<![\d.])10\^\{?(-?\d+)\}?/g, "1e$1")
    .replace(/(\d)⁻([⁰¹²³⁴-⁹])/g, (_, ten: string, power: string) => `${ten}^-${"⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(power)}`)
    .replace(/10\^(-\d)/g, "1e$1");
  const found = plain.match(/(?<![A-Za-z]-?|\d)\d+(?:,\d{3})*(?:\.\d+)?(?:e-?\d+)?/g) ?? [];
  return found.filter((numeral) => !/^\d$/.test(numeral));
}

/** Whether a number, rounded to as many digits, is what the numeral says. */
export function vouchesFor(number: number, numeral: Numeral): boolean {
  const [mantissa = "", power = "0"] = numeral.replaceAll(",", "").split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  return (Math.abs(number) / 10 ** Number(power)).toFixed(decimals) === Number(mantissa).toFixed(decimals);
}

/** Every number in plain data, those within its texts (a formula) too. */
export function numbersIn(data: unknown): number[] {
  if (typeof data === "number") return [data];
  if (typeof data === "string") return (data.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
  if (typeof data !== "object" || data === null) return [];
  return Object.values(data).flatMap(numbersIn);
}
