import { describe, expect, it } from "vitest";
import { fileOfAddress, isAllowedRequest, isOurAddress } from "../../../src-main/ipc/addresses.ts";
import { CONTENT_POLICY } from "../../../src-main/ipc/content-policy.ts";

const server = "http://localhost:5173";

describe("our addresses", () => {
  it.each([
    ["app://studio/index.html", null, true],
    ["app://studio", null, true],
    ["app://other/index.html", null, false],
    ["https://studio/index.html", null, false],
    ["http://localhost:5173/", null, false],
    ["http://localhost:5173/x", server, true],
    ["http://localhost:5174/x", server, false],
    ["https://localhost:5173/x", server, false],
    ["data:text/html,x", server, false],
    ["not an address", server, false],
    ["", null, false],
  ])("%s with the server %s: %s", (address, devServer, expected) => {
    expect(isOurAddress(address, devServer)).toBe(expected);
  });
});

describe("requests", () => {
  it.each([
    ["app://studio/assets/a.js", null, true],
    ["data:image/png;base64,AA==", null, true],
    ["blob:app://studio/1-2-3", null, true],
    ["http://127.0.0.1/", null, false],
    ["https://example.org/", null, false],
    ["ws://127.0.0.1:9000/", null, false],
    ["file:///etc/passwd", null, false],
    ["ftp://example.org/", null, false],
    ["ws://localhost:5173/", server, true],
    ["ws://localhost:9999/", server, false],
    ["wss://example.org/", server, false],
  ])("%s with the server %s: %s", (address, devServer, expected) => {
    expect(isAllowedRequest(address, devServer)).toBe(expected);
  });
});

describe("files of the app protocol", () => {
  const root = "/opt/lab/out/renderer";
  it.each([
    ["app://studio/index.html", `${root}/index.html`],
    ["app://studio/assets/%E9%9E%8D.js?v=1#x", `${root}/assets/鞍.js`],
    ["app://studio/../main/index.js", `${root}/main/index.js`],
    ["app://studio/..%2fmain/index.js", null],
    ["app://studio/%2e%2e%2f%2e%2e%2fetc/passwd", null],
    ["app://studio/a/..%2f..%2f..%2fx", null],
    ["app://studio/..%5cmain", null],
    ["app://studio/%00", null],
    ["app://studio/%ff", null],
    ["app://studio/", null],
    ["app://other/index.html", null],
    ["file:///opt/lab/out/renderer/index.html", null],
  ])("%s is %s", (address, expected) => {
    expect(fileOfAddress(address, root)).toBe(expected);
  });
});

it("the content policy lets no text become code and nothing from outside in", () => {
  const rules = Object.fromEntries(
    CONTENT_POLICY.split("; ").map((rule) => rule.split(/ (.*)/s).slice(0, 2)),
  ) as Record<string, string>;
  expect(rules["default-src"]).toBe("'none'");
  for (const name of ["script-src", "connect-src", "worker-src", "font-src", "style-src"])
    expect(rules[name]).toBe("'self'");
  for (const name of ["object-src", "base-uri", "form-action", "frame-ancestors"]) expect(rules[name]).toBe("'none'");
  expect(CONTENT_POLICY).not.toMatch(/unsafe-eval|https?:|\*/);
});
