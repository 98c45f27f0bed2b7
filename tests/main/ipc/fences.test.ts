import type { Session, WebContents } from "electron";
import { describe, expect, it, vi } from "vitest";
import { fenceContents, fenceSession, raiseFirstFences } from "../../../src-main/ipc/fences.ts";

/*
 * Each fence by itself: in the real program one stands behind the other, so that a try from the page does not tell which
 * of them held.
 */

const { program } = vi.hoisted(() => ({
  program: { switches: new Map<string, string>(), isSandboxed: false },
}));
vi.mock("electron", () => ({
  app: {
    enableSandbox: () => (program.isSandboxed = true),
    commandLine: {
      hasSwitch: (name: string) => program.switches.has(name),
      appendSwitch: (name: string, value: string) => program.switches.set(name, value),
    },
  },
}));

const SERVER = "http://localhost:5173";
const page = { getURL: () => "app://studio/index.html" };
const stranger = { getURL: () => "https://example.org/" };

type Decide = (...args: unknown[]) => unknown;

/** A session that keeps what was set on it. */
function fencedSession(devServer: string | null = null) {
  const set: Record<string, Decide> = {};
  const keep = (name: string) => (value: Decide) => (set[name] = value);
  const session = {
    webRequest: { onBeforeRequest: keep("request") },
    setPermissionRequestHandler: keep("permissionRequest"),
    setPermissionCheckHandler: keep("permissionCheck"),
    setDevicePermissionHandler: keep("device"),
    setSpellCheckerEnabled: (isEnabled: boolean) => (set["spelling"] = () => isEnabled),
    on: (name: string, listener: Decide) => (set[name] = listener),
  };
  fenceSession(session as unknown as Session, devServer);
  return (name: string, ...args: unknown[]): unknown => set[name](...args);
}

/** Contents that keep what was set on them; answers whether an event was prevented. */
function fencedContents(devServer: string | null = null) {
  const listeners: Record<string, Decide> = {};
  let open: Decide = () => undefined;
  const contents = {
    on: (name: string, listener: Decide) => (listeners[name] = listener),
    setWindowOpenHandler: (handler: Decide) => (open = handler),
    setWebRTCIPHandlingPolicy: (policy: string) => (listeners["webrtc"] = () => policy),
  };
  fenceContents(contents as unknown as WebContents, devServer);
  return {
    isPrevented: (name: string, event: object = {}): boolean => {
      let isPrevented = false;
      listeners[name]({ ...event, preventDefault: () => (isPrevented = true) });
      return isPrevented;
    },
    open: (url: string) => open({ url }),
    webrtc: () => listeners["webrtc"](),
  };
}

describe("the first fences", () => {
  it("are the sandbox and no looking up of names", () => {
    raiseFirstFences(null);
    expect(program.isSandboxed).toBe(true);
    expect(program.switches.get("host-resolver-rules")).toBe("MAP * ~NOTFOUND");
  });

  it("leave the sandbox as the person who starts as root said", () => {
    program.isSandboxed = false;
    program.switches.set("no-sandbox", "");
    raiseFirstFences(null);
    expect(program.isSandboxed).toBe(false);
  });
});

describe("the session", () => {
  it.each([
    ["app://studio/index.html", false],
    ["blob:app://studio/1", false],
    ["http://127.0.0.1/", true],
    ["https://example.org/", true],
    ["ws://example.org/", true],
    ["file:///etc/passwd", true],
  ])("of a request to %s cancels: %s", (url, isCancelled) => {
    const decide = vi.fn();
    fencedSession()("request", { url }, decide);
    expect(decide).toHaveBeenCalledExactlyOnceWith({ cancel: isCancelled });
  });

  it("lets the development server through in development only", () => {
    const decide = vi.fn();
    fencedSession(SERVER)("request", { url: `${SERVER}/main.ts` }, decide);
    fencedSession()("request", { url: `${SERVER}/main.ts` }, decide);
    expect(decide.mock.calls).toEqual([[{ cancel: false }], [{ cancel: true }]]);
  });

  it.each([
    "media",
    "geolocation",
    "notifications",
    "midi",
    "clipboard-read",
    "openExternal",
    "hid",
    "fullscreen",
    "unknown",
  ])("denies the permission %s", (permission) => {
    const decide = vi.fn();
    const session = fencedSession();
    session("permissionRequest", page, permission, decide);
    expect(decide).toHaveBeenCalledExactlyOnceWith(false);
    expect(session("permissionCheck", page, permission, "app://studio/")).toBe(false);
  });

  it("lets our page copy, and nobody else", () => {
    const session = fencedSession();
    const decide = vi.fn();
    session("permissionRequest", page, "clipboard-sanitized-write", decide);
    session("permissionRequest", stranger, "clipboard-sanitized-write", decide);
    expect(decide.mock.calls).toEqual([[true], [false]]);
    const check = (contents: object | null, origin: string) =>
      session("permissionCheck", contents, "clipboard-sanitized-write", origin);
    expect([
      check(page, ""),
      check(null, "app://studio/"),
      check(stranger, ""),
      check(null, "https://example.org/"),
    ]).toEqual([true, true, false, false]);
  });

  it("has no devices, no downloads and no spell checker", () => {
    const session = fencedSession();
    const preventDefault = vi.fn();
    session("will-download", { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    expect([session("device"), session("spelling")]).toEqual([false, false]);
  });
});

describe("a page", () => {
  it("goes nowhere, opens nothing and holds no other page", () => {
    const contents = fencedContents();
    for (const url of ["app://studio/index.html", "https://example.org/", "file:///etc/passwd", "data:text/html,x"]) {
      expect(contents.isPrevented("will-frame-navigate", { url, isMainFrame: true }), url).toBe(true);
      expect(contents.open(url)).toEqual({ action: "deny" });
    }
    expect(contents.isPrevented("will-redirect")).toBe(true);
    expect(contents.isPrevented("will-attach-webview")).toBe(true);
    expect(contents.webrtc()).toBe("disable_non_proxied_udp");
  });

  it("may be reloaded by the development server, in its main frame", () => {
    const contents = fencedContents(SERVER);
    const prevented = (url: string, isMainFrame: boolean) =>
      contents.isPrevented("will-frame-navigate", { url, isMainFrame });
    expect(prevented(`${SERVER}/`, true)).toBe(false);
    expect(prevented(`${SERVER}/`, false)).toBe(true);
    expect(prevented("http://localhost:9999/", true)).toBe(true);
  });
});
