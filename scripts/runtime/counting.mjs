/** From the reports of the test runners to numbers and a list of what failed. */

/**
 * @typedef {object} Tally
 * @property {string} suite
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} failures one text for each failure: the test's name and the first lines of its message
 */

/**
 * @typedef {object} VitestReport the parts of vitest's JSON report that are read here
 * @property {{
 *   name: string, status: string, message?: string,
 *   assertionResults: { fullName: string, status: string, failureMessages?: string[] | null }[]
 * }[]} testResults
 */

/**
 * @typedef {object} PlaywrightSuite
 * @property {string} title
 * @property {PlaywrightSuite[]} [suites]
 * @property {{ title: string, file?: string, tests: { status: string, results: { error?: { message?: string } }[] }[] }[]} [specs]
 */

/**
 * @typedef {object} PlaywrightReport the parts of Playwright's JSON report that are read here
 * @property {PlaywrightSuite[]} suites
 * @property {{ message?: string }[]} errors failures outside any test
 */

const MESSAGE_LINES = 4;
/** Colours and cursor movements. */
const ESCAPES = new RegExp(String.raw`\u001b\[[0-9;]*[A-Za-z]`, "g");

/**
 * @param {string} suite
 * @param {VitestReport | undefined} report undefined when the runner ended without one
 * @param {number} exitCode of the runner
 * @returns {Tally}
 */
export function countVitest(suite, report, exitCode) {
  const tally = emptyTally(suite);
  for (const file of report?.testResults ?? []) {
    for (const { fullName, status, failureMessages } of file.assertionResults) {
      addTest(tally, status, `${fullName}: ${brief(failureMessages?.join("\n"))}`);
    }
    // The file could not be loaded, or one of its hooks failed, which is said nowhere else.
    const hasFailed = file.assertionResults.some(({ status }) => status === "failed");
    if (file.status === "failed" && !hasFailed) addFailure(tally, `${file.name}: ${brief(file.message)}`);
  }
  return closeTally(tally, exitCode);
}

/**
 * @param {string} suite
 * @param {PlaywrightReport | undefined} report undefined when the runner ended without one
 * @param {number} exitCode of the runner
 * @returns {Tally}
 */
export function countPlaywright(suite, report, exitCode) {
  const tally = emptyTally(suite);
  /**
   * @param {PlaywrightSuite} part
   * @param {string[]} path
   */
  const walk = (part, path) => {
    const titles = [...path, part.title];
    for (const spec of part.specs ?? []) {
      for (const { status, results } of spec.tests) {
        const message = results.map(({ error }) => error?.message).find((text) => text !== undefined);
        // "flaky" failed first and passed when repeated: the report of the runner shows it, the count takes the end.
        const outcome = status === "expected" || status === "flaky" ? "passed" : status;
        addTest(tally, outcome, `${[...titles, spec.title].join(" > ")}: ${brief(message)}`);
      }
    }
    for (const child of part.suites ?? []) walk(child, titles);
  };
  for (const part of report?.suites ?? []) walk(part, []);
  for (const { message } of report?.errors ?? []) addFailure(tally, brief(message));
  return closeTally(tally, exitCode);
}

/**
 * A suite that could not run at all.
 *
 * @param {string} suite
 * @param {string} reason
 * @returns {Tally}
 */
export function brokenSuite(suite, reason) {
  const tally = emptyTally(suite);
  addFailure(tally, reason);
  return tally;
}

/**
 * The line that continuous integration reads.
 *
 * @param {readonly Tally[]} tallies
 */
export function closingLine(tallies) {
  const sum = (/** @type {"passed" | "failed" | "skipped"} */ key) =>
    tallies.reduce((total, tally) => total + tally[key], 0);
  const skipped = sum("skipped");
  return `${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/**
 * @param {string} suite
 * @returns {Tally}
 */
function emptyTally(suite) {
  return { suite, passed: 0, failed: 0, skipped: 0, failures: [] };
}

/**
 * @param {Tally} tally
 * @param {string} status "passed", any word for not run, or else a failure
 * @param {string} text
 */
function addTest(tally, status, text) {
  if (status === "passed") tally.passed++;
  else if (["skipped", "pending", "todo", "disabled"].includes(status)) tally.skipped++;
  else addFailure(tally, text);
}

/**
 * @param {Tally} tally
 * @param {string} text
 */
function addFailure(tally, text) {
  tally.failed++;
  tally.failures.push(text);
}

/**
 * A runner that ran nothing, or that ended badly without naming a failure, failed as a whole.
 *
 * @param {Tally} tally
 * @param {number} exitCode
 */
function closeTally(tally, exitCode) {
  if (tally.failed > 0) return tally;
  if (exitCode !== 0)
    addFailure(tally, `The runner ended with exit code ${exitCode} and named no failed test; its output says why.`);
  else if (tally.passed === 0) addFailure(tally, "No test ran.");
  return tally;
}

/** @param {string | undefined} message */
function brief(message) {
  const lines = (message ?? "no message")
    .replaceAll(ESCAPES, "")
    .trim()
    .split("\n")
    .filter((line) => !line.includes("/node_modules/"));
  return lines.slice(0, MESSAGE_LINES).join("\n");
}
