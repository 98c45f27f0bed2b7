import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cookieFile, hasDisplay, requireDisplay } from "../../scripts/runtime/display.mjs";
import { explainFailure } from "../../scripts/runtime/official.mjs";
import { runtimeCache } from "../../scripts/runtime/paths.mjs";
import { sandboxObstacle } from "../../scripts/runtime/sandbox.mjs";

const folder = mkdtempSync(join(tmpdir(), "surroundings-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the screen", () => {
  it("is what DISPLAY or WAYLAND_DISPLAY says on Linux, and always there elsewhere", () => {
    expect(hasDisplay({ DISPLAY: ":0" }, "linux")).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: "wayland-0" }, "linux")).toBe(true);
    expect(hasDisplay({}, "linux")).toBe(false);
    expect(hasDisplay({ DISPLAY: "" }, "linux")).toBe(false);
    expect(hasDisplay({}, "darwin")).toBe(true);
  });

  it("is missed in a sentence that names what is not set", () => {
    expect(() => {
      requireDisplay({}, "linux");
    }).toThrow("neither DISPLAY nor WAYLAND_DISPLAY is set");
    expect(() => {
      requireDisplay({}, "win32");
    }).not.toThrow();
  });
});

describe("the authority file of the X server without a screen", () => {
  it("holds one cookie for any display", () => {
    const cookie = Buffer.from("00112233445566778899aabbccddeeff", "hex");
    const name = Buffer.from("MIT-MAGIC-COOKIE-1").toString("hex");
    expect(cookieFile(cookie).toString("hex")).toBe(`ffff000000000012${name}0010${cookie.toString("hex")}`);
  });
});

describe("the sandbox", () => {
  const settings = (values: Record<string, string>) => (name: string) => values[name];

  it("is given up for root", () => {
    expect(sandboxObstacle(folder, { root: true, platform: "linux" })).toContain("--no-sandbox");
  });

  it("works for others where the system allows namespaces", () => {
    expect(sandboxObstacle(folder, { root: false, setting: settings({}), platform: "linux" })).toBeUndefined();
    const allowed = settings({
      "kernel/apparmor_restrict_unprivileged_userns": "0",
      "user/max_user_namespaces": "62000",
    });
    expect(sandboxObstacle(folder, { root: false, setting: allowed, platform: "linux" })).toBeUndefined();
  });

  it("is given up, with the cure, where the system refuses them", () => {
    writeFileSync(join(folder, "chrome-sandbox"), "");
    for (const [name, value] of [
      ["kernel/apparmor_restrict_unprivileged_userns", "1"],
      ["kernel/unprivileged_userns_clone", "0"],
      ["user/max_user_namespaces", "0"],
    ] as const) {
      const obstacle = sandboxObstacle(folder, {
        root: false,
        setting: settings({ [name]: value }),
        platform: "linux",
      });
      expect(obstacle).toContain(`chmod 4755 '${join(folder, "chrome-sandbox")}'`);
    }
  });

  it("is no question elsewhere", () => {
    expect(sandboxObstacle(folder, { root: true, platform: "darwin" })).toBeUndefined();
  });
});

describe("a failed download", () => {
  const output = [
    "2026-01-01T00:00:00.000Z @electron/get:index Downloading https://mirror.example/v1/electron.zip to a folder",
    "TypeError: fetch failed",
    "    at node:internal/deps/undici/undici:14976:13",
  ].join("\n");

  it("names the reason and the host", () => {
    expect(explainFailure(output, undefined)).toBe("fetch failed (host mirror.example)");
    expect(explainFailure(output, "nothing arrived for 60 s")).toBe("nothing arrived for 60 s (host mirror.example)");
    expect(explainFailure("", undefined)).toBe("it ended without a reason");
  });
});

describe("the cache", () => {
  it("lies where the person's environment says", () => {
    expect(runtimeCache({ XDG_CACHE_HOME: "/data/cache" })).toBe("/data/cache/saddlescope/electron");
    expect(runtimeCache({})).toMatch(/\.cache\/saddlescope\/electron$/);
  });
});
