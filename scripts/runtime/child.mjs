/** Child processes in the two ways the scripts need them: captured, or handed the terminal. */
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { constants as osConstants } from "node:os";
import { delimiter, join } from "node:path";

/**
 * @typedef {object} Captured
 * @property {number} code exit code; 127 when the program could not be started, 128 + n when signal n ended it
 * @property {string} stdout
 * @property {string} stderr
 * @property {string} output both streams in the order in which they arrived
 * @property {boolean} timedOut
 */

/**
 * Runs a program without a terminal and without input, and collects what it says.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, timeout?: number, signal?: AbortSignal }} options timeout in milliseconds
 * @returns {Promise<Captured>} never rejects: a program that does not exist answers with code 127
 */
export function capture(command, args, { env = process.env, cwd = process.cwd(), timeout = 0, signal } = {}) {
  return new Promise((settle) => {
    const child = spawn(command, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    let stdout = "";
    let stderr = "";
    let output = "";
    let timedOut = false;
    const stop = () => child.kill("SIGKILL");
    const timer =
      timeout > 0
        ? setTimeout(() => {
            timedOut = true;
            stop();
          }, timeout)
        : undefined;
    signal?.addEventListener("abort", stop, { once: true });
    child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      stderr += text;
      output += text;
    });
    /** @param {number} code */
    const end = (code) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      settle({ code, stdout, stderr, output, timedOut });
    };
    child.on("error", (error) => {
      stderr += error.message;
      output += error.message;
      end(127);
    });
    child.on("close", (code, killedBy) => {
      end(exitCode(code, killedBy));
    });
  });
}

/**
 * Runs a program in the foreground: it owns the terminal, and a signal sent to us reaches it.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, input?: "inherit" | "ignore" }} options
 * @returns {Promise<number>} its exit code
 */
export function foreground(command, args, { env = process.env, cwd = process.cwd(), input = "inherit" } = {}) {
  return new Promise((settle, reject) => {
    const child = spawn(command, args, { env, cwd, stdio: [input, "inherit", "inherit"], windowsHide: false });
    // A terminal sends Ctrl-C to the whole group, so the child has it already; a second one would cut its farewell short.
    const onInterrupt = () => process.stdin.isTTY || child.kill("SIGINT");
    const onTerminate = () => child.kill("SIGTERM");
    process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate).on("SIGHUP", onTerminate);
    const release = () => {
      process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate).off("SIGHUP", onTerminate);
    };
    child.on("error", (error) => {
      release();
      reject(error);
    });
    child.on("close", (code, killedBy) => {
      release();
      settle(exitCode(code, killedBy));
    });
  });
}

/**
 * The full path of a program on PATH.
 *
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 */
export function onPath(program, env = process.env) {
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} killedBy
 */
function exitCode(code, killedBy) {
  return code ?? 128 + (killedBy === null ? 0 : osConstants.signals[killedBy]);
}
