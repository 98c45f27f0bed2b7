/** A place for windows: the screen there is, or for tests an X server without a screen. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onPath } from "./child.mjs";
import { Problem, sayOnce } from "./say.mjs";
import { installLine, installPackages, thisSystem } from "./system.mjs";

/** Roomy enough for the whole lab with every panel open. */
const SCREEN = ["-screen", "0", "1600x1000x24"];
const START_LIMIT = 20_000;
const XVFB_PACKAGES = ["xvfb"];

export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== "linux" || Boolean(env["DISPLAY"]) || Boolean(env["WAYLAND_DISPLAY"]);
}

/** @throws {Problem} when a person could not see a window */
export function requireDisplay(env = process.env, platform = process.platform) {
  if (hasDisplay(env, platform)) return;
  throw new Problem(
    "There is no screen to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set.",
    "Start it from a desktop session (over ssh: with X forwarding, ssh -X). `npm test` and `npm run lab` need no screen.",
  );
}

/**
 * Runs `work` where it can open windows: with the environment as it is where there is a display, else under Xvfb, which
 * lives as long as the work.
 *
 * Xvfb is started directly and not by xvfb-run: it chooses a free display number itself, so that several may start at
 * once, and the exit code of the work is never mistaken for one of the wrapper's own.
 *
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Problem} naming the exact line when Xvfb is missing and not ours to install
 */
export async function withDisplay(work) {
  if (hasDisplay()) return work(process.env);
  if (!hasXvfb()) {
    await installPackages(XVFB_PACKAGES, "Without a screen, windows need Xvfb, which this system lacks.");
  }
  const folder = mkdtempSync(join(tmpdir(), "display-"));
  try {
    const authority = join(folder, "authority");
    writeFileSync(authority, cookieFile(randomBytes(16)), { mode: 0o600 });
    const server = await startXvfb(authority);
    sayOnce("No screen here: windows open under Xvfb.");
    try {
      return await work({ ...process.env, DISPLAY: server.display, XAUTHORITY: authority });
    } finally {
      server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function hasXvfb() {
  return xvfb() !== undefined;
}

function xvfb() {
  return onPath("Xvfb");
}

/** The line that installs Xvfb here. */
export function xvfbInstallLine() {
  return installLine(thisSystem(), XVFB_PACKAGES);
}

/**
 * An authority file with one entry that holds for every display of every host; who cannot read it cannot connect.
 *
 * The format (Xau's): family, then address, number, name and data, each after its length; all numbers of two bytes, high
 * byte first. Family 0xffff means any host, an empty number any display.
 *
 * @param {Buffer} cookie 16 bytes
 */
export function cookieFile(cookie) {
  /** @param {Buffer} bytes */
  const counted = (bytes) => Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes]);
  const empty = Buffer.alloc(0);
  const fields = [empty, empty, Buffer.from("MIT-MAGIC-COOKIE-1"), cookie].map(counted);
  return Buffer.concat([Buffer.of(0xff, 0xff), ...fields]);
}

/**
 * @param {string} authority
 * @returns {Promise<{ display: string, stop: () => void }>}
 */
function startXvfb(authority) {
  return new Promise((settle, reject) => {
    const args = ["-displayfd", "3", ...SCREEN, "-nolisten", "tcp", "-auth", authority];
    const server = spawn(xvfb() ?? "/usr/bin/Xvfb", args, { stdio: ["ignore", "ignore", "pipe", "pipe"] });
    const stop = () => {
      process.off("exit", stop);
      server.kill();
    };
    process.once("exit", stop);
    let said = "";
    const timer = setTimeout(() => {
      stop();
      fail("it did not answer within 20 s");
    }, START_LIMIT);
    /** @param {string} reason */
    const fail = (reason) => {
      clearTimeout(timer);
      reject(new Problem(`Xvfb could not start: ${reason}.`, "Run `Xvfb -displayfd 1` by hand to see what it lacks."));
    };
    server.stderr?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      said += text;
    });
    server.on("error", (error) => {
      fail(error.message);
    });
    server.on("close", (code) => {
      fail(said.trim().split("\n").at(-1) || `exit code ${String(code)}`);
    });
    server.stdio[3]?.once("data", (/** @type {Buffer} */ number) => {
      clearTimeout(timer);
      settle({ display: `:${number.toString().trim()}`, stop });
    });
  });
}
