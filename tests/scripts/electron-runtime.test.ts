import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { launchEnvironment } from "../../scripts/electron-runtime.mjs";

const SCRIPT = fileURLToPath(new URL("../../scripts/electron-runtime.mjs", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "runtime-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A program that answers to the question for its version as an Electron does. */
function pretendElectron(name: string, answer: string): string {
  const dist = join(folder, name);
  mkdirSync(dist);
  writeFileSync(join(dist, "electron"), `#!/bin/sh\n[ "$ELECTRON_RUN_AS_NODE" = 1 ] && echo "${answer}"\n`);
  chmodSync(join(dist, "electron"), 0o755);
  return dist;
}

function call(args: string[], env: NodeJS.ProcessEnv) {
  // A cache of its own: whatever this machine has fetched is not there.
  const clean = { PATH: process.env["PATH"], HOME: folder, XDG_CACHE_HOME: join(folder, "cache"), ...env };
  return spawnSync(process.execPath, [SCRIPT, ...args], { env: clean, encoding: "utf8" });
}

describe("electron-runtime", () => {
  it("answers `where` with path and version on standard output, for a folder that the environment names", () => {
    const dist = pretendElectron("named", "41.2.3");
    const { status, stdout, stderr } = call(["where"], { ELECTRON_OVERRIDE_DIST_PATH: dist });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${join(dist, "electron")} 41.2.3\n`, stderr: "" });
  });

  it("takes an executable that the environment names", () => {
    const dist = pretendElectron("executable", "40.0.1-beta.2");
    const { stdout } = call(["where"], { ELECTRON_EXEC_PATH: join(dist, "electron") });
    expect(stdout).toBe(`${join(dist, "electron")} 40.0.1-beta.2\n`);
  });

  it("says that it passes over a named folder which holds no Electron", () => {
    const dist = pretendElectron("silent", "good morning");
    const { stdout, stderr } = call(["where"], { ELECTRON_OVERRIDE_DIST_PATH: dist });
    expect(stdout).not.toContain(dist);
    expect(stderr).toContain(`${join(dist, "electron")}, named by the environment, does not answer as an Electron`);
  });

  it("shows its use when asked for something else", () => {
    const { status, stdout, stderr } = call(["fetch"], {});
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("where | ensure");
  });

  it("gives every tool the same Electron, as an Electron", () => {
    const runtime = { distPath: "/e", executable: "/e/electron", version: "1.2.3", source: "official" } as const;
    const env = launchEnvironment(runtime, { HOME: "/home/x", ELECTRON_RUN_AS_NODE: "1", ELECTRON_EXEC_PATH: "/old" });
    expect(env).toEqual({ HOME: "/home/x", ELECTRON_OVERRIDE_DIST_PATH: "/e", ELECTRON_EXEC_PATH: "/e/electron" });
  });
});
