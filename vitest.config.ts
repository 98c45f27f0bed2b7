import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defaultClientConditions } from "vite";
import { defineConfig } from "vitest/config";
import { nodeWorkerPlugin } from "./tests/support/node-worker-plugin.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const sveltePlugin = () => svelte({ configFile: at("./src-renderer/svelte.config.js") });

const markupTests = "tests/renderer/**/*.ssr.test.ts";

/**
 * Three kinds of unit tests: `node` for everything without a window, `page` for the window's logic compiled as the page gets it
 * (runes react, but there is no document), `markup` for components rendered to text. A real document is found in tests/e2e.
 */
export default defineConfig({
  test: {
    // A test without an assertion tests nothing.
    expect: { requireAssertions: true },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    setupFiles: [at("./tests/support/property-seed.ts")],
    projects: [
      {
        extends: true,
        plugins: [nodeWorkerPlugin(at("./.cache/test-workers"))],
        test: {
          name: "node",
          include: ["tests/{core,golden,main,scripts,config,cli}/**/*.test.ts"],
        },
      },
      {
        extends: true,
        plugins: [sveltePlugin()],
        resolve: { conditions: [...defaultClientConditions] },
        test: {
          name: "page",
          environment: at("./tests/support/page-environment.ts"),
          include: ["tests/renderer/**/*.test.ts"],
          exclude: [markupTests],
          // Inside the pipeline, so that Svelte too is taken in the form that the page gets.
          server: { deps: { inline: [/node_modules\/(svelte|esm-env)\//] } },
        },
      },
      {
        extends: true,
        plugins: [sveltePlugin()],
        test: { name: "markup", include: [markupTests] },
      },
    ],
  },
});
