import { join } from "node:path";
import { ESLint } from "eslint";
import ts from "typescript-eslint";
import { describe, expect, it } from "vitest";

const cwd = join(import.meta.dirname, "../..");

// The snippets are in no project, so the rules that need types stay out; the laws do without.
const eslint = new ESLint({ cwd, overrideConfig: [ts.configs.disableTypeChecked] });

/** The rules that a file of this path and text would break. */
async function broken(filePath: string, text: string): Promise<(string | null)[]> {
  const results = await eslint.lintText(text, { filePath: join(cwd, filePath) });
  expect(results).toHaveLength(1);
  return results.flatMap((result) => result.messages.map((message) => message.ruleId));
}

const generated = 'export const make = (code: string): unknown => new Function("x", code);';
const listening = 'import { ipcMain } from "electron";\nexport const listen = ipcMain;';
const wire = 'import { ipcRenderer } from "electron";\nexport const held = ipcRenderer;';
const parsing = 'import { parse } from "mathjs";\nexport const read = parse;';
const bridged = "export const lab: unknown = window.lab;";
const markup = '<script lang="ts">\n  let { html }: { html: string } = $props();\n</script>\n\n{@html html}\n';
const script = (text: string): string => `<script lang="ts">\n  ${text}\n</script>\n`;

describe("refused", () => {
  it.each<[file: string, text: string, rule: string]>([
    ["src-core/numerics/a.ts", "export const x = Math.random();", "house/no-chance"],
    ["src-core/numerics/a.ts", 'export const x = Math["random"]();', "house/no-chance"],
    ["src-core/numerics/a.ts", "export const { random } = Math;", "house/no-chance"],
    ["src-core/numerics/a.ts", "export const x = Date.now();", "no-restricted-globals"],
    ["src-core/numerics/a.ts", "export const x = performance.now();", "no-restricted-globals"],
    ["src-core/numerics/a.ts", "console.log(1);", "no-restricted-globals"],
    ["src-core/numerics/a.ts", "setTimeout(() => 1, 1);", "no-restricted-globals"],
    ["src-core/numerics/a.ts", "export const x = globalThis.Date;", "no-restricted-globals"],
    ["src-core/numerics/a.ts", generated, "no-new-func"],
    ["src-core/expression/parse.ts", generated, "no-new-func"],
    ["src-core/expression/compile.ts", 'eval("1");', "no-eval"],
    ["src-main/workers/a.ts", 'eval("1");', "no-eval"],
    ["src-main/workers/a.ts", 'import { runInThisContext } from "node:vm";\nrunInThisContext("1");', "house/no-vm"],
    ["src-renderer/lab/a.ts", 'export const x = (() => 1).constructor("return 1")();', "house/no-generated-code"],
    ["src-renderer/panels/A.svelte", script('const f = new Function("return 1");\n  f();'), "no-new-func"],
    ["tests/core/a.test.ts", generated, "no-new-func"],
    ["scripts/a.mjs", 'eval("1");', "no-eval"],

    ["src-core/expression/graph.ts", parsing, "house/no-mathjs"],
    ["src-core/expression/graph.ts", 'export type { MathNode } from "mathjs";', "house/no-mathjs"],
    ["src-main/handlers/a.ts", parsing, "house/no-mathjs"],
    ["src-renderer/lab/a.ts", 'export const load = () => import("mathjs/number");', "house/no-mathjs"],

    ["src-renderer/lab/a.ts", bridged, "house/no-window-lab"],
    ["src-renderer/lab/a.ts", 'export const lab: unknown = globalThis["lab"];', "house/no-window-lab"],
    ["src-renderer/lab/a.ts", "export const { lab } = window;", "house/no-window-lab"],
    ["src-renderer/panels/A.svelte", script("const lab = window.lab;\n  lab.start();"), "house/no-window-lab"],

    ["src-main/handlers/a.ts", listening, "house/no-ipc-main"],
    ["src-main/index.ts", listening, "house/no-ipc-main"],
    ["src-main/ipc/other.ts", listening, "house/no-ipc-main"],
    ["src-main/window.ts", "export const f = (w: never) => w.webContents.ipc.handle('x', f);", "house/no-ipc-main"],
    ["src-main/window.ts", wire, "house/no-ipc-renderer"],
    ["src-main/menu.ts", 'import { clipboard } from "electron";\nclipboard.clear();', "house/no-electron-clipboard"],
    [
      "src-main/preload/a.ts",
      'import { clipboard } from "electron";\nclipboard.clear();',
      "house/no-electron-clipboard",
    ],
    ["src-main/menu.ts", 'import * as electron from "electron";\nelectron.app.quit();', "house/electron-by-name"],
    ["src-main/menu.ts", 'import electron from "electron";\nelectron.app.quit();', "house/electron-by-name"],
    ["src-main/menu.ts", 'export const load = () => import("electron");', "house/electron-by-name"],
    ["src-main/preload/a.ts", "process.exit();", "no-restricted-globals"],

    ["src-renderer/panels/A.svelte", markup, "svelte/no-at-html-tags"],
    ["src-renderer/controls/Other.svelte", markup, "svelte/no-at-html-tags"],
    ["src-renderer/charts/a.ts", 'document.body.innerHTML = "<b></b>";', "house/no-html-text"],
    ["src-renderer/charts/a.ts", 'document.write("<b></b>");', "house/no-html-text"],
    ["src-renderer/charts/a.ts", "console.log(1);", "no-console"],
    ["src-renderer/charts/A.svelte", script("console.log(1);"), "no-console"],
    ["src-renderer/charts/A.svelte", script('import type { A } from "../lab/a.svelte.ts";'), "house/props-only"],
    ["src-renderer/panels/A.svelte", script('import type { A } from "../../src-main/a.ts";'), "house/not-main"],
    ["src-renderer/panels/A.svelte", script('import type { A } from "../../src-core/run/a.ts";'), "house/core-doors"],

    ["src-core/run/a.ts", "export default 1;", "house/named-exports"],
    ["src-core/run/a.ts", "const a = 1;\nexport { a as default };", "house/named-exports"],
    ["src-core/run/a.ts", "export enum Kind {\n  Minimum,\n}", "house/no-enum"],
    ["src-core/run/a.ts", "export const x: any = 1;", "@typescript-eslint/no-explicit-any"],
    ["src-core/run/a.ts", 'export * from "./spec";', "house/whole-paths"],
    ["src-main/index.ts", 'import "./window";', "house/whole-paths"],
    ["src-core/run/a.ts", `// ${"TO"}${"DO"} later\nexport const x = 1;`, "no-warning-comments"],
    ["src-core/run/a.ts", "// @ts-ignore\nexport const x: number = 1;", "@typescript-eslint/ban-ts-comment"],
    ["tests/core/a.test.ts", 'import { it } from "vitest";\nit.skip("x", () => 1);', "house/whole-tests"],
    ["tests/e2e/a.spec.ts", 'import { test } from "playwright/test";\ntest.only("x", () => 1);', "house/whole-tests"],
  ])("%s: %s", async (file, text, rule) => {
    expect(await broken(file, text)).toContain(rule);
  });
});

describe("permitted", () => {
  it.each<[file: string, text: string]>([
    ["src-core/expression/compile.ts", generated],
    ["src-core/expression/syntax-tree.ts", parsing],
    ["tests/core/a.test.ts", parsing],
    ["tests/bench/a.ts", parsing],
    ["src-renderer/bridge/lab.ts", bridged],
    ["src-main/ipc/gate.ts", listening],
    ["src-main/preload/index.ts", wire],
    [
      "src-main/window.ts",
      'import { BrowserWindow } from "electron";\nexport const window = () => new BrowserWindow();',
    ],
    ["src-main/workers/a.ts", "export const now = (): number => Date.now() + performance.now() + Math.random();"],
    ["src-main/jobs/a.ts", 'import create from "../workers/a.worker.ts?nodeWorker";\nexport const made = create({});'],
    ["src-renderer/lab/a.ts", "export const copy = () => navigator.clipboard.write([]);"],
    ["src-renderer/controls/Formula.svelte", markup],
    ["src-renderer/panels/A.svelte", script('import { lab } from "../bridge/lab.ts";\n  lab.start();')],
    ["src-renderer/lab/a.ts", 'import { run } from "../../src-core/run/index.ts";\nexport const x = run;'],
    ["src-core/numerics/a.ts", "export const length = (x: number, y: number): number => Math.hypot(x, y);"],
    ["tests/e2e/playwright.config.ts", "export default {};"],
    ["vitest.config.ts", "export default {};"],
    ["tests/main/a.test.ts", 'import { it } from "vitest";\nit.skipIf(process.platform === "win32")("x", () => 1);'],
  ])("%s: %s", async (file, text) => {
    expect(await broken(file, text)).toEqual([]);
  });
});
