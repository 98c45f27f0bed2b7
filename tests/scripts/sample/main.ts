/** A command as small as one can be, for the tests of the bundler: an own module, a package, and a part loaded late. */
import { strToU8 } from "fflate";
import { greeting } from "./greeting.ts";

export async function main(argv: string[]): Promise<number> {
  const { lateWord } = await import("./late.ts");
  process.stdout.write(`${greeting} ${lateWord} ${String(strToU8(argv.join("")).length)}\n`);
  return 0;
}
