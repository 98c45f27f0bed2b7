import { defineConfig, type ReporterDescription } from "playwright/test";

const jsonFile = process.env["PLAYWRIGHT_JSON_OUTPUT_NAME"];
const reporter: ReporterDescription[] = jsonFile ? [["list"], ["json", { outputFile: jsonFile }]] : [["list"]];

/** One window after the other: they share the screen, and a drawing is timed in some of them. A test that fails once has failed. */
export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../../test-results",
  fullyParallel: false,
  workers: 1,
  // A machine that builds for others is shared: a test that hangs there is tried once more, and reported as flaky.
  retries: process.env["CI"] === undefined ? 0 : 1,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter,
  use: { trace: "off", screenshot: "off", video: "off" },
});
