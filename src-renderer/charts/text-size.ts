/**
 * The width of a line of text in CSS pixels, estimated from classes of characters: the same in Node and in a page, so that
 * a layout does not depend on which fonts are there. Errs on the wide side.
 */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) ems += characterWidth(character);
  return ems * fontSize;
}

function characterWidth(character: string): number {
  if (/[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f]/.test(character)) return 1;
  if (/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]/.test(character)) return 0.44;
  if (/[iljtfI.,:;'|!· ()[\]]/.test(character)) return 0.34;
  if (/[mwMW@%∞]/.test(character)) return 0.92;
  if (/[A-Z−+=<>≥≤≈]/.test(character)) return 0.7;
  return 0.62;
}
