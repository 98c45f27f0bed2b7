import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join, parse } from "node:path";
import { build, type Plugin } from "vite";

const suffix = "?nodeWorker";

/**
 * `import createWorker from "./x.worker.ts?nodeWorker"` under Vitest. The product's build replaces such an import by a worker thread,
 * and only that build can; here the worker is bundled to a file of its own, so that the tests start the same thread.
 *
 * @param cacheFolder where the bundled workers lie while the tests run, inside the repository: packages are not bundled but found
 *   from there. Each process has a folder of its own in it, so that two runs at once do not overwrite each other's files.
 */
export function nodeWorkerPlugin(cacheFolder: string): Plugin {
  const folder = join(cacheFolder, String(process.pid));
  process.once("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return nodeWorkers(folder);
}

function nodeWorkers(folder: string): Plugin {
  return {
    name: "saddlescope:node-worker",
    enforce: "pre",
    async resolveId(id, importer) {
      if (!id.endsWith(suffix)) return null;
      const resolved = await this.resolve(id.slice(0, -suffix.length), importer);
      return resolved && { id: resolved.id + suffix };
    },
    async load(id) {
      if (!id.endsWith(suffix)) return null;
      const file = await bundleWorker(id.slice(0, -suffix.length), folder);
      return `import { Worker } from "node:worker_threads";
export default (options) => new Worker(${JSON.stringify(file)}, options);`;
    },
  };
}

async function bundleWorker(source: string, folder: string): Promise<string> {
  const name = `${parse(source).name}-${createHash("sha256").update(source).digest("hex").slice(0, 8)}.mjs`;
  await build({
    configFile: false,
    logLevel: "error",
    plugins: [nodeWorkers(folder)],
    build: {
      ssr: source,
      outDir: folder,
      emptyOutDir: false,
      target: "node20.18",
      rolldownOptions: { output: { format: "es", entryFileNames: name, codeSplitting: false } },
    },
  });
  return join(folder, name);
}
