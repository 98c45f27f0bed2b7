/** The checks that read the sources without running them, in order of reading: types, lint, dependencies, dead code, format. */
import { availableParallelism } from "node:os";
import { capture } from "./child.mjs";
import { commandScript, fromRoot } from "./paths.mjs";

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string} script
 * @property {string[]} args
 */

/** @typedef {{ name: string, isPassed: boolean, seconds: number, output: string }} CheckResult */

/** More at once would only share the same memory bandwidth; fewer would leave a core idle while one waits for files. */
const AT_ONCE = Math.min(availableParallelism(), 4);

/** @returns {Check[]} */
export function allChecks() {
  return [
    // One build of all parts: src-core's declarations are what the others are checked against.
    { name: "types", script: commandScript("typescript", "tsc"), args: ["-b"] },
    {
      name: "types of the window",
      script: commandScript("svelte-check"),
      args: ["--tsconfig", "src-renderer/tsconfig.json", "--fail-on-warnings"],
    },
    { name: "lint", script: commandScript("eslint"), args: [".", "--max-warnings", "0"] },
    {
      name: "dependencies",
      script: commandScript("dependency-cruiser", "depcruise"),
      args: ["--config", ".dependency-cruiser.cjs", "src-core", "src-main", "src-renderer", "tests"],
    },
    { name: "dead code", script: commandScript("knip"), args: [] },
    { name: "format", script: commandScript("prettier"), args: ["--check", "."] },
  ];
}

/**
 * Runs checks side by side, all of them whatever fails, and reports each when it ends.
 *
 * @param {readonly Check[]} checks
 * @param {(result: CheckResult) => void} onResult
 * @returns {Promise<CheckResult[]>} in the order of the checks
 */
export async function runChecks(checks, onResult) {
  /** @type {CheckResult[]} */
  const results = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < checks.length; index = next++) {
      const check = checks[index];
      if (check === undefined) return;
      const result = await runCheck(check);
      results[index] = result;
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

/**
 * One line for a finished check.
 *
 * @param {CheckResult} result
 */
export function checkLine({ name, isPassed, seconds }) {
  return `${isPassed ? "ok    " : "FAILED"} ${name.padEnd(20)} ${seconds.toFixed(1).padStart(6)} s`;
}

/**
 * @param {Check} check
 * @returns {Promise<CheckResult>}
 */
async function runCheck({ name, script, args }) {
  const started = Date.now();
  const result = await capture(process.execPath, [script, ...args], { cwd: fromRoot() });
  const seconds = (Date.now() - started) / 1000;
  return { name, isPassed: result.code === 0, seconds, output: result.output.trim() || `exit code ${result.code}` };
}
