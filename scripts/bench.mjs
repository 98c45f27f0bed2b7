/** `npm run bench [-- --json] [-- NAME...]`: bundles the benchmarks and runs them. Peers are taken as they are installed. */
import { foreground } from "./runtime/child.mjs";
import { ensureBundle } from "./runtime/bundle.mjs";
import { endWith } from "./runtime/say.mjs";

try {
  const file = await ensureBundle({
    entry: "tests/bench/main.ts",
    folder: "out/bench",
    name: "bench",
    packages: "installed",
  });
  // Its own process: what the bundler left in memory would show in the measurements.
  process.exitCode = await foreground(process.execPath, ["--expose-gc", file, ...process.argv.slice(2)]);
} catch (error) {
  endWith(error);
}
