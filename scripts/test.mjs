/**
 * `npm test`: the checks, the tests without a window, the build, the tests in the real Electron. All of them run whatever
 * fails before; the last line counts them together: `N passed, N failed`.
 *
 *   npm test -- check [PART-OF-A-NAME]   only the checks
 *   npm test -- unit [FILE]              only what vitest runs: unit, golden, property and command-line tests
 *   npm test -- e2e [FILE]               only what Playwright runs in Electron, on an up-to-date build
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { buildApplication } from "./runtime/application.mjs";
import { allChecks, checkLine, runChecks } from "./runtime/checks.mjs";
import { foreground } from "./runtime/child.mjs";
import { brokenSuite, closingLine, countPlaywright, countVitest } from "./runtime/counting.mjs";
import { withDisplay } from "./runtime/display.mjs";
import { commandScript, fromRoot } from "./runtime/paths.mjs";
import { ensureRuntime, launchEnvironment } from "./electron-runtime.mjs";

/** @typedef {import("./runtime/counting.mjs").Tally} Tally */

// Not test-results/: Playwright empties that folder when it starts.
const REPORTS = fromRoot(".cache", "reports");

/** @type {Record<string, (filter: string[]) => Promise<Tally[]>>} */
const parts = { check, unit, e2e };

/** @param {string[]} filter */
async function check(filter) {
  heading("check");
  const checks = allChecks().filter(({ name }) => filter.length === 0 || filter.some((text) => name.includes(text)));
  if (checks.length === 0) return [brokenSuite("check", `No check has a name with ${filter.join(" or ")} in it.`)];
  const results = await runChecks(checks, (result) => {
    console.log(checkLine(result));
  });
  return results.map(({ name, isPassed, output }) =>
    isPassed ? { suite: name, passed: 1, failed: 0, skipped: 0, failures: [] } : brokenSuite(name, output),
  );
}

/** @param {string[]} filter */
async function unit(filter) {
  heading("unit, golden, property and command-line tests");
  const report = freshReport("vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await foreground(process.execPath, [commandScript("vitest"), "run", ...reporters, ...filter], {
    cwd: fromRoot(),
    input: "ignore",
  });
  return [countVitest("unit", readReport(report), code)];
}

/** Always from scratch: what the sources give is under test here, not what lies in out/. */
async function build() {
  heading("build");
  return attempt("build", async () => {
    await buildApplication({ force: true });
    return { suite: "build", passed: 1, failed: 0, skipped: 0, failures: [] };
  });
}

/** @param {string[]} filter */
async function e2e(filter) {
  heading("tests in Electron");
  return attempt("e2e", async () => {
    const runtime = await ensureRuntime();
    await buildApplication();
    const report = freshReport("playwright.json");
    const args = ["test", "--config", "tests/e2e/playwright.config.ts", "--reporter=list,json", ...filter];
    const code = await withDisplay((env) =>
      foreground(process.execPath, [commandScript("playwright"), ...args], {
        cwd: fromRoot(),
        env: {
          ...launchEnvironment(runtime, env),
          PLAYWRIGHT_JSON_OUTPUT_FILE: report,
          PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        },
        input: "ignore",
      }),
    );
    console.log(`These ran in Electron ${runtime.version} (${runtime.source}).`);
    return countPlaywright("e2e", readReport(report), code);
  });
}

/**
 * @param {string} suite
 * @param {() => Promise<Tally>} run
 * @returns {Promise<Tally[]>}
 */
async function attempt(suite, run) {
  try {
    return [await run()];
  } catch (error) {
    const cure = error instanceof Error && "cure" in error ? `\n${String(error.cure)}` : "";
    return [brokenSuite(suite, `${error instanceof Error ? error.message : String(error)}${cure}`)];
  }
}

/** @param {string} name */
function freshReport(name) {
  mkdirSync(REPORTS, { recursive: true });
  const file = fromRoot(".cache", "reports", name);
  rmSync(file, { force: true });
  return file;
}

/**
 * @param {string} file
 * @returns {any} the runners' own shapes, read with care by runtime/counting.mjs
 */
function readReport(file) {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  } catch {
    // Cut short when the runner died; it counts as a runner without a report.
    return undefined;
  }
}

/** @param {string} title */
function heading(title) {
  console.log(`\n== ${title}`);
}

/** @param {string[]} args */
async function main([name, ...filter]) {
  if (name !== undefined && parts[name] === undefined) {
    console.error(`There is no part ${name}. Use: npm test [-- check | unit | e2e [FILTER...]]`);
    return 1;
  }
  const chosen = name === undefined ? [check, unit, build, e2e] : [parts[name]];
  /** @type {Tally[]} */
  const tallies = [];
  for (const part of chosen) tallies.push(...((await part?.(filter)) ?? []));
  const failures = tallies.flatMap(({ suite, failures: texts }) => texts.map((text) => `---- ${suite}: ${text}`));
  if (failures.length > 0) console.log(`\n== what failed\n${failures.join("\n\n")}`);
  console.log(`\n${closingLine(tallies)}`);
  return failures.length > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
