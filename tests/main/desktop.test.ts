import type { MenuItemConstructorOptions } from "electron";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { LabCommand, MenuCommand } from "../../src-core/protocol/index.ts";
import { BACKGROUND } from "../../src-main/background.ts";
import { menuTemplate, type MenuState } from "../../src-main/menu.ts";
import { nodeFileLayer } from "../../src-main/projects/file-layer.ts";
import { checkHandOver, requestedFiles } from "../../src-main/requested-files.ts";
import { languageOf, systemLanguage, WORDS } from "../../src-main/text/index.ts";
import { placeOnScreens, WindowPlaceStore, type WindowPlace } from "../../src-main/window-place.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const COMMANDS: readonly MenuCommand[] = [
  ...(["new", "open", "save", "save-as", "export", "undo", "redo", "welcome", "catalogue", "about"] as const),
  ...(["shortcuts", "toggle-navigator", "toggle-design", "toggle-inspector", "toggle-reader", "present"] as const),
  ...(["language-en", "language-zh-CN", "language-system", "theme-light", "theme-dark", "theme-system"] as const),
  ...(["play", "step-forward", "step-back", "to-start", "to-end"] as const),
];

const state: MenuState = {
  language: "en",
  settings: { language: "system", theme: "dark" },
  recent: [{ fileId: "f1", name: "R&D.saddle", folder: "~/lab" }],
  platform: "linux",
  isDevelopment: false,
};

function menuOf(change: Partial<MenuState> = {}) {
  const sent: LabCommand[] = [];
  let cleared = 0;
  const bar = menuTemplate(
    { ...state, ...change },
    { send: (command) => sent.push(command), clearRecent: () => (cleared += 1) },
  );
  return { bar, items: flat(bar), sent, cleared: () => cleared };
}

function flat(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
}

function click(item: MenuItemConstructorOptions | undefined): void {
  (item!.click as () => void)();
}

describe("the menu", () => {
  it.each(["linux", "darwin", "win32"] as const)(
    "on %s sends every command of the lab, each from one item",
    (platform) => {
      const { items, sent } = menuOf({ platform });
      for (const name of COMMANDS) {
        const found = items.filter((item) => item.id === name);
        expect(found, name).toHaveLength(1);
        click(found[0]);
      }
      expect(sent).toEqual(COMMANDS.map((name) => ({ name })));
    },
  );

  it.each(["linux", "darwin", "win32"] as const)(
    "on %s gives no accelerator twice, and takes no plain key away from typing",
    (platform) => {
      const { items } = menuOf({ platform, isDevelopment: true });
      const accelerators = items.flatMap(({ accelerator }) => (accelerator === undefined ? [] : [String(accelerator)]));
      expect(new Set(accelerators).size).toBe(accelerators.length);
      expect(accelerators).toEqual(
        expect.arrayContaining(["CmdOrCtrl+N", "CmdOrCtrl+O", "CmdOrCtrl+S", "CmdOrCtrl+Shift+S", "CmdOrCtrl+Z"]),
      );
      const plain = items.filter(({ accelerator }) => accelerator !== undefined && !String(accelerator).includes("+"));
      expect(plain.every((item) => item.registerAccelerator === false)).toBe(true);
      expect(plain).toHaveLength(platform === "darwin" ? 0 : 5);
    },
  );

  it("lists recent files by their ids and clears them", () => {
    const { items, sent, cleared } = menuOf();
    const recent = items.find((item) => item.id === "recent")!.submenu as MenuItemConstructorOptions[];
    expect(recent[0].label).toBe("R&&D.saddle  —  ~/lab");
    click(recent[0]);
    click(recent.at(-1));
    expect(sent).toEqual([{ name: "open-recent", fileId: "f1" }]);
    expect(cleared()).toBe(1);
    const none = menuOf({ recent: [] }).items.find((item) => item.id === "recent")!.submenu;
    expect(none).toEqual([{ label: "No Recent Projects", enabled: false }]);
  });

  it("marks the language and the theme that are chosen", () => {
    const chosen = menuOf()
      .items.filter((item) => item.checked === true)
      .map((item) => item.id);
    expect(chosen).toEqual(["language-system", "theme-dark"]);
  });

  it("speaks the language in use, without the signs of mnemonics on macOS", () => {
    const labels = (change: Partial<MenuState>): (string | undefined)[] => menuOf(change).bar.map((item) => item.label);
    expect(labels({})).toEqual(["&File", "&Edit", "&View", "&Playback", "&Help"]);
    expect(labels({ language: "zh-CN" })).toEqual(["文件(&F)", "编辑(&E)", "视图(&V)", "播放(&P)", "帮助(&H)"]);
    expect(labels({ language: "zh-CN", platform: "darwin" })).toEqual([
      "Saddlescope",
      "文件",
      "编辑",
      "视图",
      "播放",
      "窗口",
      "帮助",
    ]);
    expect(labels({ platform: "darwin" })).toEqual([
      "Saddlescope",
      "File",
      "Edit",
      "View",
      "Playback",
      "Window",
      "Help",
    ]);
  });

  it("has developer tools in development only", () => {
    const tools = (isDevelopment: boolean) =>
      menuOf({ isDevelopment }).items.some((item) => item.role === "toggleDevTools");
    expect([tools(false), tools(true)]).toEqual([false, true]);
  });
});

describe("the words", () => {
  it("are there in both languages, different, and the Chinese ones Chinese", () => {
    const texts = (value: unknown): string[] => {
      if (typeof value === "string") return [value];
      if (typeof value === "function") return [(value as (name: string) => string)("NAME")];
      return Object.values(value as object).flatMap(texts);
    };
    const [english, chinese] = [texts(WORDS.en), texts(WORDS["zh-CN"])];
    expect(chinese).toHaveLength(english.length);
    expect(english.every((text) => text.trim() !== "")).toBe(true);
    expect(chinese.filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([]);
    expect(english.filter((text) => /\p{Script=Han}/u.test(text))).toEqual([]);
  });

  it.each([
    [["zh-CN", "en-US"], "zh-CN"],
    [["zh-Hant-TW"], "zh-CN"],
    [["de-DE", "zh-CN", "en-US"], "zh-CN"],
    [["de-DE", "en-GB", "zh-CN"], "en"],
    [["fr"], "en"],
    [[], "en"],
  ])("of a system that prefers %j are %s", (preferred, expected) => {
    expect(systemLanguage(preferred)).toBe(expected);
  });

  it("follow the setting before the system", () => {
    expect([languageOf("system", "zh-CN"), languageOf("en", "zh-CN")]).toEqual(["zh-CN", "en"]);
  });
});

describe("the window's place", () => {
  const screens = [
    { x: 0, y: 25, width: 1920, height: 1055 },
    { x: 1920, y: 0, width: 1280, height: 1024 },
  ];
  const at = (x: number, y: number, width = 1200, height = 800): WindowPlace => ({
    bounds: { x, y, width, height },
    maximised: false,
  });

  it("is the middle of the main screen at first, no larger than it", () => {
    expect(placeOnScreens(null, screens)).toEqual({
      bounds: { x: 240, y: 103, width: 1440, height: 900 },
      maximised: false,
    });
    expect(placeOnScreens(null, [{ x: 0, y: 0, width: 1280, height: 720 }]).bounds).toEqual({
      x: 0,
      y: 0,
      width: 1280,
      height: 720,
    });
    expect(placeOnScreens(null, [{ x: 0, y: 0, width: 800, height: 600 }]).bounds).toEqual({
      x: 0,
      y: 0,
      width: 1024,
      height: 680,
    });
  });

  it.each([
    ["on the main screen", at(100, 100)],
    ["on the other screen", at(2000, 100)],
    ["partly outside", at(-1000, 100)],
  ])("is the last one when it was %s", (_name, place) => {
    expect(placeOnScreens(place, screens)).toEqual(place);
  });

  it.each([
    ["a screen that is gone", at(4000, 100)],
    ["above the screen", at(100, -500)],
    ["below the screen", at(100, 1060)],
    ["left of the screens but for a sliver", at(-1150, 100)],
  ])("is the middle again when the last was on %s; maximised it stays", (_name, place) => {
    expect(placeOnScreens(place, screens).bounds).toEqual(placeOnScreens(null, screens).bounds);
    expect(placeOnScreens({ ...place, maximised: true }, screens).maximised).toBe(true);
  });

  it("is never smaller than the window may be nor larger than the screen", () => {
    expect(placeOnScreens(at(0, 25, 200, 200), screens).bounds).toMatchObject({ width: 1024, height: 680 });
    expect(placeOnScreens(at(0, 25, 9000, 9000), screens).bounds).toMatchObject({ width: 1920, height: 1055 });
  });

  it("is kept over restarts; a damaged file counts as none", async () => {
    const folder = temporaryFolder();
    const store = new WindowPlaceStore(nodeFileLayer, folder);
    expect(await store.load()).toBeNull();
    await store.save({ ...at(5, 6), maximised: true });
    expect(await store.load()).toEqual({ ...at(5, 6), maximised: true });
    const wrong = [{}, null, { bounds: {}, maximised: true }, at(1e9, 0), at(0.5, 0), { ...at(0, 0), maximised: 1 }];
    for (const value of wrong) {
      writeFileSync(join(folder, "window.json"), JSON.stringify(value));
      expect(await store.load()).toBeNull();
    }
  });
});

it("the window's background is the page's own, in both themes", () => {
  const styles = readFileSync(new URL("../../src-renderer/styles/tokens.css", import.meta.url), "utf8");
  const found = [...styles.matchAll(/--surface-window:\s*(#[0-9a-f]{6})/g)].map(([, colour]) => colour);
  expect(found.slice(0, 2)).toEqual([BACKGROUND.light, BACKGROUND.dark]);
});

describe("files asked for at a start", () => {
  it("are the projects among the arguments, as absolute paths", () => {
    const args = [
      ".",
      "--allow-file-access",
      "a.saddle",
      "/x/谷 1.SADDLE",
      "--file=b.saddle",
      "notes.txt",
      "a.saddle.bak",
    ];
    expect(requestedFiles(args, "/home/ada")).toEqual(["/home/ada/a.saddle", "/x/谷 1.SADDLE"]);
  });

  it("cross from a second start checked", () => {
    expect(checkHandOver({ files: ["/a.saddle", "b.saddle", 7, null] })).toEqual({ files: ["/a.saddle"] });
    for (const wrong of [null, undefined, 7, "x", {}, { files: "x" }])
      expect(checkHandOver(wrong)).toEqual({ files: [] });
  });
});
