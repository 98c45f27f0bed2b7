/**
 * A name as TeX: Greek letters by name or as letters, digits and what follows an underscore as subscripts, longer words in one piece.
 *
 *   w1 -> w_1    w10 -> w_{10}    mHat -> \hat{m}    theta -> \theta    sigma_t -> \sigma_t    learning_rate -> \mathit{learning}_{\mathit{rate}}
 */
export function nameTex(name: string): string {
  const [head = "", ...tail] = name.split("_").filter((part) => part.length > 0);
  const match = /^(\D*?)(\d*)$/.exec(head);
  const stem = match?.[1] ?? head;
  const subscripts = [match?.[2] ?? "", ...tail].filter((part) => part.length > 0).map(subscriptTex);
  if (stem.length === 0 || match === null) return `\\mathit{${name.replaceAll("_", "\\_")}}`;
  const base = wordTex(stem);
  if (subscripts.length === 0) return base;
  const joined = subscripts.join(",");
  return joined.length === 1 || /^\\[a-z]+$/i.test(joined) ? `${base}_${joined}` : `${base}_{${joined}}`;
}

/** A number as TeX, at most 15 digits: -2, 0.5, 2.5 \cdot 10^{-8}. */
export function numberTex(value: number): string {
  if (Number.isNaN(value)) return "\\mathrm{NaN}";
  if (!Number.isFinite(value)) return value < 0 ? "-\\infty" : "\\infty";
  const plain = String(Number(value.toPrecision(15)));
  const [digits, exponent] = plain.split("e");
  if (exponent === undefined) return plain;
  const power = `10^{${String(Number(exponent))}}`;
  return digits === "1" ? power : digits === "-1" ? `-${power}` : `${digits} \\cdot ${power}`;
}

function subscriptTex(part: string): string {
  return /^\d+$/.test(part) ? part : nameTex(part);
}

function wordTex(word: string): string {
  if (GREEK_WORDS.has(word)) return `\\${word}`;
  const hatted = /^(.+)Hat$/.exec(word);
  if (hatted !== null) return `\\hat{${wordTex(hatted[1])}}`;
  const letter = GREEK_LETTERS.get(word);
  if (letter !== undefined) return `\\${letter}`;
  return word.length === 1 ? word : `\\mathit{${word}}`;
}

/** Greek letters that TeX has commands for; capitals that look Latin have none. */
const GREEK_WORDS: ReadonlySet<string> = new Set(
  (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi varphi chi " +
    "psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
  ).split(" "),
);

const GREEK_LETTERS = new Map(
  (
    "α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ϑ vartheta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho σ sigma " +
    "τ tau υ upsilon φ varphi ϕ phi χ chi ψ psi ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega"
  )
    .split(" ")
    .reduce<[string, string][]>((pairs, part, index, parts) => {
      if (index % 2 === 0) pairs.push([part, parts[index + 1]]);
      return pairs;
    }, []),
);
