import type { Environment } from "vitest/runtime";

/**
 * Compiles modules as the page gets them, so that Svelte's runes react as they do there, but brings no imitated DOM:
 * what needs a document is tested in the real window (tests/e2e).
 */
const environment: Environment = {
  name: "page",
  viteEnvironment: "client",
  setup() {
    return {
      teardown() {
        // Nothing was set up.
      },
    };
  },
};

export default environment;
