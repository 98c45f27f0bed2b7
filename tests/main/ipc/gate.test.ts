import type { WebContents } from "electron";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { InputError } from "../../../src-core/numerics/index.ts";
import { CHANNELS, type RequestName } from "../../../src-core/protocol/index.ts";
import { LabFailure } from "../../../src-main/failure.ts";
import type { Calls } from "../../../src-main/handlers/index.ts";
import { isOurAddress } from "../../../src-main/ipc/addresses.ts";
import { openGate } from "../../../src-main/ipc/gate.ts";

type Listener = (event: unknown, ...args: unknown[]) => Promise<unknown>;
const { listeners } = vi.hoisted(() => ({ listeners: new Map<string, Listener>() }));
vi.mock("electron", () => ({
  ipcMain: { handle: (channel: string, listener: Listener) => listeners.set(channel, listener) },
}));

const ours = frame("app://studio/index.html");
let reports: [string, unknown][];
let seen: unknown[];

/** A page: its frame and the contents whose main frame it is. */
function frame(url: string) {
  const mainFrame = { url };
  return { mainFrame, sender: { mainFrame } };
}

function open(recentFiles: (args: readonly unknown[]) => Promise<unknown>): void {
  listeners.clear();
  reports = [];
  const names = Object.keys(CHANNELS) as RequestName[];
  const calls = Object.fromEntries(names.map((name) => [name, recentFiles])) as unknown as Calls;
  openGate({
    calls: Promise.resolve(calls),
    isOurWindow: (contents: WebContents) => (contents as unknown) === ours.sender,
    isOurAddress: (address) => isOurAddress(address, null),
    report: (channel, error) => reports.push([channel, error]),
  });
}

function ask(event: unknown, ...args: unknown[]): Promise<unknown> {
  return listeners.get("lab:recentFiles")!(event, ...args);
}

const fromOurPage = { sender: ours.sender, senderFrame: ours.mainFrame };
const refused = { ok: false, error: { code: "gate/refused", values: {} } };

beforeEach(() => {
  seen = [];
  open(async (args) => seen.push(args));
});

describe("the gate", () => {
  it("has a listener for each request and no other", () => {
    expect([...listeners.keys()].sort()).toEqual(Object.values(CHANNELS).sort());
  });

  it("lets our page through", async () => {
    expect(await ask(fromOurPage, 1, "two")).toEqual({ ok: true, value: 1 });
    expect(seen).toEqual([[1, "two"]]);
  });

  it.each([
    ["a frame that is gone", { sender: ours.sender, senderFrame: null }],
    ["a frame within our page", { sender: ours.sender, senderFrame: { url: "app://studio/index.html" } }],
    [
      "another window with our address",
      { sender: frame("app://studio/index.html").sender, senderFrame: ours.mainFrame },
    ],
    ["a stranger", { sender: frame("https://example.org/").sender, senderFrame: { url: "https://example.org/" } }],
  ])("refuses %s", async (_name, event) => {
    expect(await ask(event, "let me in")).toEqual(refused);
    expect(seen).toEqual([]);
    expect(reports).toHaveLength(1);
  });

  it.each([
    "https://studio/index.html",
    "app://elsewhere/index.html",
    "app://studio.example.org/index.html",
    "file:///index.html",
    "data:text/html,x",
    "about:blank",
    "",
  ])("refuses our window when it shows %s", async (url) => {
    ours.mainFrame.url = url;
    expect(await ask(fromOurPage)).toEqual(refused);
    ours.mainFrame.url = "app://studio/index.html";
    expect(seen).toEqual([]);
  });

  it("answers what is wrong with an argument, and stated failures as they are", async () => {
    const detail = { code: "out-of-range", path: "runs[0].optimizer.lr", found: "-1", allowed: "> 0" } as const;
    open(() => Promise.reject(new InputError(detail)));
    const { code, ...values } = detail;
    expect(await ask(fromOurPage)).toEqual({ ok: false, error: { code, values } });
    open(() => Promise.reject(new LabFailure("file/no-space", { name: "a.saddle" })));
    expect(await ask(fromOurPage)).toEqual({
      ok: false,
      error: { code: "file/no-space", values: { name: "a.saddle" } },
    });
    expect(reports).toEqual([]);
  });

  it("tells the page nothing of a fault of ours, and the log everything", async () => {
    const fault = Object.assign(new Error("ENOENT: /home/ada/secret.saddle"), {
      code: "ENOENT",
      path: "/home/ada/secret.saddle",
    });
    for (const thrown of [fault, "text", null, undefined, { failure: "not one" }]) {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever may be thrown
      open(() => Promise.reject(thrown));
      expect(await ask(fromOurPage)).toEqual({ ok: false, error: { code: "job/unknown", values: {} } });
      expect(reports).toEqual([["lab:recentFiles", thrown]]);
    }
  });
});
