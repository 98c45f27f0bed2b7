import { mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Settings } from "../../../src-core/protocol/index.ts";
import { fileNameOf, namedWith } from "../../../src-main/projects/named-with.ts";
import { nodeFileLayer } from "../../../src-main/projects/file-layer.ts";
import { RecentFiles } from "../../../src-main/projects/recent-files.ts";
import { DEFAULT_SETTINGS, SettingsStore } from "../../../src-main/projects/settings-store.ts";
import { isRunning, sweepStaleFiles, temporaryName } from "../../../src-main/projects/stale-files.ts";
import { shownFolder, UserFiles } from "../../../src-main/projects/user-files.ts";
import { withTrouble } from "../support/failing-files.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const root = temporaryFolder();
let count = 0;

function freshFolder(): string {
  count += 1;
  const folder = join(root, String(count));
  mkdirSync(folder);
  return folder;
}

describe("files of the user", () => {
  it("have one id however they are reached, and an id never holds a path", async () => {
    const folder = freshFolder();
    const path = join(folder, "a.saddle");
    writeFileSync(path, "");
    symlinkSync(path, join(folder, "link.saddle"));
    const files = new UserFiles(nodeFileLayer);
    const direct = await files.grant(path);
    expect(await files.grant(join(folder, "link.saddle"))).toEqual(direct);
    expect(await files.grant(join(folder, ".", "x", "..", "a.saddle"))).toEqual(direct);
    expect(direct).toMatchObject({ path, name: "a.saddle" });
    expect(direct.fileId).toMatch(/^[0-9a-f-]{36}$/);
    expect(files.get(direct.fileId)).toEqual(direct);
  });

  it("that were never handed out do not exist", () => {
    const files = new UserFiles(nodeFileLayer);
    for (const id of ["made-up", "__proto__", "constructor", "/etc/passwd"]) {
      expect(() => files.get(id)).toThrow("file/not-found");
    }
  });

  it("show their folder with the home folder shortened", () => {
    expect(shownFolder("/home/ada/notes/a.saddle", "/home/ada")).toBe("~/notes");
    expect(shownFolder("/home/ada/a.saddle", "/home/ada")).toBe("~");
    expect(shownFolder("/home/adam/a.saddle", "/home/ada")).toBe("/home/adam");
    expect(shownFolder("/srv/a.saddle", "")).toBe("/srv");
  });
});

describe("recent files", () => {
  it("are kept over restarts, newest first, ten at most, each once", async () => {
    const folder = freshFolder();
    const files = new UserFiles(nodeFileLayer);
    const recent = new RecentFiles(nodeFileLayer, files, folder, "");
    await recent.load();
    expect(recent.list()).toEqual([]);
    for (let index = 0; index < 12; index++) await recent.add(await files.grant(join(folder, `${index}.saddle`)));
    await recent.add(await files.grant(join(folder, "5.saddle")));
    const names = ["5", "11", "10", "9", "8", "7", "6", "4", "3", "2"].map((name) => `${name}.saddle`);
    expect(recent.list().map((entry) => entry.name)).toEqual(names);

    const next = new RecentFiles(nodeFileLayer, new UserFiles(nodeFileLayer), folder, "");
    await next.load();
    expect(next.list().map((entry) => entry.name)).toEqual(names);
    await next.remove(await files.grant(join(folder, "11.saddle")));
    await next.clear();
    expect(next.list()).toEqual([]);
  });

  it("are forgotten when their list is damaged, and never in the way when it cannot be written", async () => {
    const folder = freshFolder();
    for (const text of ["", "{", "[]", '{"files":7}', '{"files":[1,null,""]}']) {
      writeFileSync(join(folder, "recent.json"), text);
      const recent = new RecentFiles(nodeFileLayer, new UserFiles(nodeFileLayer), folder, "");
      await recent.load();
      expect(recent.list()).toEqual([]);
    }
    const files = {
      ...nodeFileLayer,
      create: () => Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" })),
    };
    const userFiles = new UserFiles(files);
    const recent = new RecentFiles(files, userFiles, folder, "");
    await recent.add(await userFiles.grant(join(folder, "a.saddle")));
    expect(recent.list()).toHaveLength(1);
  });
});

describe("settings", () => {
  const chinese: Settings = { ...DEFAULT_SETTINGS, language: "zh-CN", theme: "dark" };

  it("are the defaults on the first start, and what was saved afterwards", async () => {
    const folder = freshFolder();
    const first = new SettingsStore(nodeFileLayer, folder);
    expect(await first.load()).toEqual({ firstStart: true });
    expect(first.current).toEqual(DEFAULT_SETTINGS);
    await first.save(chinese);
    const second = new SettingsStore(nodeFileLayer, folder);
    expect(await second.load()).toEqual({ firstStart: false });
    expect(second.current).toEqual(chinese);
  });

  it("are the defaults when their file is damaged", async () => {
    const folder = freshFolder();
    for (const text of ["", "\0\0", "{", "null", '{"language":"xx"}', JSON.stringify({ ...chinese, extra: 1 })]) {
      writeFileSync(join(folder, "settings.json"), text);
      const store = new SettingsStore(nodeFileLayer, folder);
      expect(await store.load()).toEqual({ firstStart: false });
      expect(store.current).toEqual(DEFAULT_SETTINGS);
    }
  });

  it("saved quickly one after the other end with the last", async () => {
    const folder = freshFolder();
    const store = new SettingsStore(nodeFileLayer, folder);
    await Promise.all(
      (["light", "dark", "system", "light"] as const).map((theme) => store.save({ ...chinese, theme })),
    );
    const stored: unknown = JSON.parse(readFileSync(join(folder, "settings.json"), "utf8"));
    expect(stored).toEqual({ ...chinese, theme: "light" });
  });

  it("are whole whatever call of the disk fails", async () => {
    const { files: counted, calls } = withTrouble(nodeFileLayer, null);
    await new SettingsStore(counted, freshFolder()).save(chinese);
    for (let at = 1; at <= calls.length; at++) {
      const folder = freshFolder();
      await new SettingsStore(nodeFileLayer, folder).save(DEFAULT_SETTINGS);
      const { files } = withTrouble(nodeFileLayer, { at, how: "fail" });
      await new SettingsStore(files, folder).save(chinese).catch(() => undefined);
      const next = new SettingsStore(nodeFileLayer, folder);
      await next.load();
      expect([DEFAULT_SETTINGS, chinese]).toContainEqual(next.current);
    }
  });
});

describe("temporary files that a crash left", () => {
  it("are swept when they are ours, old, and nobody's any more", async () => {
    const folder = freshFolder();
    const now = Date.now();
    const make = (name: string, age: number): void => {
      const path = join(folder, name);
      writeFileSync(path, "");
      utimesSync(path, (now - age) / 1000, (now - age) / 1000);
    };
    const hour = 3_600_000;
    const dead = 2 ** 30;
    make(`.saddlescope-${dead}-0123456789ab.tmp`, hour);
    make(`.saddlescope-${dead}-ba9876543210.tmp`, 1_000);
    make(temporaryName(), hour);
    make(".saddlescope-1-somebody.tmp", hour);
    make("a.saddle", hour);
    expect(await sweepStaleFiles(nodeFileLayer, folder, { now, isRunning })).toBe(1);
    const left = await nodeFileLayer.list(folder);
    expect(left).toHaveLength(4);
    expect(left).not.toContain(`.saddlescope-${dead}-0123456789ab.tmp`);
    expect(await sweepStaleFiles(nodeFileLayer, join(folder, "nowhere"), { now, isRunning })).toBe(0);
  });
});

describe("names of files", () => {
  it.each([
    ["/a/figure", "png", "/a/figure.png"],
    ["/a/figure.v2", "png", "/a/figure.v2.png"],
    ["/a/figure.PNG", "png", "/a/figure.PNG"],
    ["/a.b/figure", "svg", "/a.b/figure.svg"],
    ["/a/.png", "png", "/a/.png.png"],
  ])("%s as %s is %s", (path, extension, expected) => {
    expect(namedWith(path, extension)).toBe(expected);
  });

  it.each([
    ["Valley of ten points", "Valley of ten points"],
    ["鞍点：实验 1", "鞍点：实验 1"],
    ["a/b\\c:d*e?f", "a b c d e f"],
    ["..hidden. ", "hidden"],
    ["", "project"],
    ["///", "project"],
    ["CON", "project"],
    ["lpt1.saddle", "project"],
    ["x".repeat(300), "x".repeat(80)],
  ])("%s becomes %s", (title, expected) => {
    expect(fileNameOf(title, "project")).toBe(expected);
  });
});
