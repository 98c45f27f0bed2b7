/** Writes ever new contents over a file, reporting each that is saved, until it is killed. */
import { writeAtomically } from "../../../src-main/projects/atomic-write.ts";
import { nodeFileLayer } from "../../../src-main/projects/file-layer.ts";

const [path = "", from = "0"] = process.argv.slice(2);
for (let number = Number(from) + 1; ; number++) {
  const content = `${number}:${String(number % 10).repeat(2_000_000)}:${number}`;
  await writeAtomically(nodeFileLayer, path, new TextEncoder().encode(content), { backup: true });
  process.stdout.write(`${number}\n`);
}
