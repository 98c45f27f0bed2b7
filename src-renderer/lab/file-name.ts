/** Long enough to recognise, short enough for every file system with an ending to come. */
const MAX_CHARACTERS = 120;

/** A title as the name of a file: what separates folders or cannot be typed becomes a dash. */
export function suggestedFileName(title: string): string {
  const name = title.replaceAll(/[\p{Cc}/\\]+/gu, "-").trim();
  return Array.from(name).slice(0, MAX_CHARACTERS).join("");
}
