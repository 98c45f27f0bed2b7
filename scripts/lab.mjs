/** `npm run -s lab -- VERB [FILE]`: the core without a window. Builds itself on first use; then it only loads. */
import { pathToFileURL } from "node:url";
import { ensureBundle } from "./runtime/bundle.mjs";
import { endWith } from "./runtime/say.mjs";

/** @typedef {{ main: (argv: string[]) => Promise<number> }} LabModule */

try {
  const file = await ensureBundle({
    entry: "src-main/cli/main.ts",
    folder: "out/cli",
    name: "lab",
    packages: "bundled",
  });
  /** @type {LabModule} */
  const { main } = await import(pathToFileURL(file).href);
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  endWith(error);
}
