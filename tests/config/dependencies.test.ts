import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseOptions, type ICruiseResult, type IConfiguration } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const config = createRequire(import.meta.url)(join(root, ".dependency-cruiser.cjs")) as IConfiguration;

/** Packages that stand in for the real ones: only their names matter to the rules. */
const packages = ["electron", "mathjs", "valibot", "fflate", "echarts", "three", "katex", "vitest"];

/**
 * A small tree of the product's shape. Each file is followed by what it imports; what breaks a rule is listed below and the rest
 * must pass.
 */
const tree: Record<string, string[]> = {
  // Allowed.
  "src-core/numerics/index.ts": ["./vector.ts"],
  "src-core/numerics/vector.ts": [],
  "src-core/expression/index.ts": ["./parse.ts"],
  "src-core/expression/parse.ts": ["./syntax-tree.ts", "../numerics/index.ts"],
  "src-core/expression/syntax-tree.ts": ["mathjs"],
  "src-core/network/index.ts": ["../expression/index.ts", "../data/index.ts"],
  "src-core/data/index.ts": ["../numerics/index.ts"],
  "src-core/objective/index.ts": ["../network/index.ts"],
  "src-core/run/index.ts": ["valibot", "../objective/index.ts", "../numerics/index.ts"],
  "src-core/project/index.ts": ["fflate", "valibot", "../run/index.ts"],
  "src-core/export/index.ts": ["fflate", "../project/index.ts"],
  "src-core/protocol/index.ts": ["valibot", "../export/index.ts"],
  "src-main/index.ts": ["electron", "node:path", "./jobs/pool.ts", "../src-core/protocol/index.ts"],
  "src-main/jobs/pool.ts": ["node:os", "../workers/compute.worker.ts?nodeWorker"],
  "src-main/workers/compute.worker.ts": ["node:worker_threads", "../../src-core/run/index.ts"],
  "src-main/preload/index.ts": ["electron", "../../src-core/protocol/index.ts"],
  "src-renderer/main.ts": ["./App.svelte", "./styles/app.css"],
  "src-renderer/App.svelte": ["./panels/Stage.svelte", "./lab/workspace.svelte.ts"],
  "src-renderer/styles/app.css": [],
  "src-renderer/bridge/lab.ts": ["../../src-core/protocol/index.ts"],
  "src-renderer/lab/workspace.svelte.ts": ["../bridge/lab.ts", "../text/index.ts", "../charts/curve-option.ts"],
  "src-renderer/panels/Stage.svelte": [
    "../lab/workspace.svelte.ts",
    "../charts/Chart.svelte",
    "../controls/Field.svelte",
  ],
  "src-renderer/charts/Chart.svelte": ["echarts", "./curve-option.ts", "../../src-core/run/index.ts"],
  "src-renderer/charts/curve-option.ts": ["three", "../text/index.ts"],
  "src-renderer/controls/Field.svelte": ["katex", "../text/index.ts"],
  "src-renderer/text/index.ts": [],
  "tests/core/inside.test.ts": ["vitest", "mathjs", "echarts", "../../src-core/numerics/vector.ts"],

  // Broken on purpose: the file's name says how.
  "src-core/numerics/later-folder.ts": ["../run/index.ts"],
  "src-core/numerics/circle-a.ts": ["./circle-b.ts"],
  "src-core/numerics/circle-b.ts": ["./circle-a.ts"],
  "src-core/numerics/orphan.ts": [],
  "src-core/numerics/nowhere.ts": ["./missing.ts"],
  "src-core/objective/inner-door.ts": ["../numerics/vector.ts"],
  "src-core/expression/mathjs-elsewhere.ts": ["mathjs"],
  "src-core/expression/valibot-elsewhere.ts": ["valibot"],
  "src-core/run/fflate-elsewhere.ts": ["fflate"],
  "src-core/run/node.ts": ["node:fs"],
  "src-core/run/electron.ts": ["electron"],
  "src-core/run/other-package.ts": ["katex"],
  "src-core/run/main.ts": ["../../src-main/jobs/pool.ts"],
  "src-core/newcomer/index.ts": ["../numerics/index.ts"],
  "src-core/protocol/use-newcomer.ts": ["../newcomer/index.ts"],
  "src-main/handlers/electron.ts": ["electron"],
  "src-main/handlers/electron-indirectly.ts": ["../dialogs.ts"],
  "src-main/dialogs.ts": ["electron"],
  "src-main/cli/renderer.ts": ["../../src-renderer/charts/curve-option.ts"],
  "src-main/cli/pictures/window.ts": ["../../../src-renderer/lab/workspace.svelte.ts"],
  "src-main/projects/inner-door.ts": ["../../src-core/numerics/vector.ts"],
  "src-main/exports/mathjs.ts": ["mathjs"],
  "src-main/exports/echarts.ts": ["echarts"],
  "src-main/preload/thick.ts": ["../../src-core/run/index.ts"],
  "src-main/loads-preload.ts": ["./preload/index.ts"],
  "src-main/uses-tests.ts": ["../tests/core/inside.test.ts"],
  "src-renderer/bridge/upwards.ts": ["../lab/workspace.svelte.ts"],
  "src-renderer/lab/upwards.svelte.ts": ["../panels/Stage.svelte"],
  "src-renderer/lab/echarts.ts": ["echarts"],
  "src-renderer/panels/upwards.ts": ["../App.svelte"],
  "src-renderer/panels/Three.svelte": ["three"],
  "src-renderer/panels/main.ts": ["../../src-main/jobs/pool.ts"],
  "src-renderer/panels/Node.svelte": ["node:fs"],
  "src-renderer/panels/electron.ts": ["electron"],
  "src-renderer/panels/InnerDoor.svelte": ["../../src-core/numerics/vector.ts"],
  "src-renderer/charts/Lab.svelte": ["../lab/workspace.svelte.ts"],
  "src-renderer/charts/bridge.ts": ["../bridge/lab.ts"],
  "src-renderer/controls/Panel.svelte": ["../panels/Stage.svelte"],
  "src-renderer/text/lab.ts": ["../lab/workspace.svelte.ts"],
};

const expected: [file: string, rule: string][] = [
  ["src-core/numerics/later-folder.ts", "core-order-numerics"],
  ["src-core/numerics/circle-a.ts", "no-cycles"],
  ["src-core/numerics/orphan.ts", "no-orphans"],
  ["src-core/numerics/nowhere.ts", "everything-resolves"],
  ["src-core/objective/inner-door.ts", "core-door-inside"],
  ["src-core/expression/mathjs-elsewhere.ts", "core-package-mathjs"],
  ["src-core/expression/valibot-elsewhere.ts", "core-package-valibot"],
  ["src-core/run/fflate-elsewhere.ts", "core-package-fflate"],
  ["src-core/run/node.ts", "core-is-pure"],
  ["src-core/run/electron.ts", "core-stands-alone"],
  ["src-core/run/other-package.ts", "core-stands-alone"],
  ["src-core/run/main.ts", "core-stands-alone"],
  ["src-core/protocol/use-newcomer.ts", "core-folder-has-a-place"],
  ["src-main/handlers/electron.ts", "main-without-electron"],
  ["src-main/handlers/electron-indirectly.ts", "main-without-electron-indirectly"],
  ["src-main/cli/renderer.ts", "main-not-renderer"],
  ["src-main/cli/pictures/window.ts", "pictures-by-pure-functions"],
  ["src-main/projects/inner-door.ts", "core-door-outside"],
  ["src-main/exports/mathjs.ts", "mathjs-in-core-only"],
  ["src-main/exports/echarts.ts", "charts-own-the-chart-libraries"],
  ["src-main/preload/thick.ts", "preload-is-thin"],
  ["src-main/loads-preload.ts", "preload-alone"],
  ["src-main/uses-tests.ts", "product-not-tests"],
  ["src-renderer/bridge/upwards.ts", "bridge-below-lab"],
  ["src-renderer/lab/upwards.svelte.ts", "lab-below-panels"],
  ["src-renderer/lab/echarts.ts", "charts-own-the-chart-libraries"],
  ["src-renderer/panels/upwards.ts", "panels-below-the-window"],
  ["src-renderer/panels/Three.svelte", "charts-own-the-chart-libraries"],
  ["src-renderer/panels/main.ts", "renderer-not-main"],
  ["src-renderer/panels/Node.svelte", "renderer-not-node"],
  ["src-renderer/panels/electron.ts", "renderer-not-electron"],
  ["src-renderer/panels/InnerDoor.svelte", "core-door-outside"],
  ["src-renderer/charts/Lab.svelte", "charts-and-controls-by-props"],
  ["src-renderer/charts/bridge.ts", "charts-and-controls-by-props"],
  ["src-renderer/controls/Panel.svelte", "charts-and-controls-by-props"],
  ["src-renderer/text/lab.ts", "text-is-a-leaf"],
];

function source(path: string, imports: string[]): string {
  const lines = imports.map((name, index) => `import * as used${String(index)} from "${name}";`);
  const uses = `export const uses = [${imports.map((_, index) => `used${String(index)}`).join(", ")}];`;
  if (path.endsWith(".css")) return "";
  if (path.endsWith(".svelte")) return `<script module lang="ts">\n${lines.join("\n")}\n${uses}\n</script>\n`;
  return `${lines.join("\n")}\n${uses}\n`;
}

async function write(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

let folder = "";
let found: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "saddlescope-rules-"));
  await write(folder, "package.json", '{ "type": "module" }');
  await write(folder, "tsconfig.base.json", '{ "compilerOptions": { "allowImportingTsExtensions": true } }');
  for (const name of packages) {
    await write(
      folder,
      `node_modules/${name}/package.json`,
      `{ "name": "${name}", "type": "module", "main": "index.js" }`,
    );
    await write(folder, `node_modules/${name}/index.js`, "export {};\n");
  }
  // What the compiled form of a component imports.
  await write(folder, "node_modules/svelte/package.json", '{ "name": "svelte", "exports": { "./*": "./index.js" } }');
  await write(folder, "node_modules/svelte/index.js", "export {};\n");
  for (const [path, imports] of Object.entries(tree)) await write(folder, path, source(path, imports));

  const { forbidden = [], options = {} } = config;
  const cruiseOptions: ICruiseOptions = { ...options, baseDir: folder, validate: true, ruleSet: { forbidden } };
  const { output } = await cruise(["src-core", "src-main", "src-renderer", "tests"], cruiseOptions);
  found = (output as ICruiseResult).summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("dependency rules", () => {
  it.each(expected)("%s breaks %s", (file, rule) => {
    expect(found).toContain(`${file}: ${rule}`);
  });

  it("nothing else is refused", () => {
    const culprits = new Set(expected.map(([file]) => file));
    expect(found.filter((violation) => !culprits.has(violation.slice(0, violation.indexOf(":"))))).toEqual([]);
  });

  it("every rule is an error and is tried here, the order of the core by one folder for all", () => {
    const tried = new Set(expected.map(([, rule]) => rule));
    for (const rule of config.forbidden ?? []) {
      expect(rule.severity).toBe("error");
      if (!rule.name?.startsWith("core-order-")) expect(tried).toContain(rule.name);
    }
  });
});
