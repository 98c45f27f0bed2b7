import { appendFileSync, mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { newProject, type Project } from "../../../src-core/project/index.ts";
import { isOwnerRunning, type DraftOwner } from "../../../src-main/projects/draft-owner.ts";
import { Drafts } from "../../../src-main/projects/drafts.ts";
import { nodeFileLayer, type FileHandle, type FileLayer } from "../../../src-main/projects/file-layer.ts";
import { withTrouble } from "../support/failing-files.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const root = temporaryFolder();
const BOOT = Date.UTC(2026, 0, 1);
let count = 0;

/** A folder of journals and processes that come and go. */
function recovery(files: FileLayer = nodeFileLayer) {
  count += 1;
  const folder = join(root, String(count), "recovery");
  const running = new Set<number>();
  let now = BOOT + 1_000_000;
  const process = (pid: number): Drafts => {
    running.add(pid);
    const owner: DraftOwner = { pid, bootedAt: BOOT };
    return new Drafts({ files, folder, owner, isAlive: (other) => running.has(other), now: () => now });
  };
  const names = (): string[] => {
    mkdirSync(folder, { recursive: true });
    return readdirSync(folder);
  };
  return { folder, process, kill: (pid: number) => running.delete(pid), pass: (time: number) => (now += time), names };
}

function project(title: string): Project {
  return { ...newProject(), title };
}

const base = { path: "/home/ada/valley.saddle", identity: { size: 3, modified: 17.5, checksum: "abc" } };

afterEach(() => {
  vi.useRealTimers();
});

describe("drafts", () => {
  it("left by a crash are offered at the next start, with their newest state and their file", async () => {
    const place = recovery();
    const first = place.process(1);
    for (const title of ["one", "two", "three"]) {
      first.keep({ project: project(title), base });
      await first.flush();
      place.pass(5_000);
    }
    place.kill(1);

    const second = place.process(2);
    const [entry, ...others] = await second.leftovers();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ title: "three", keptAt: new Date(BOOT + 1_010_000).toISOString() });
    expect(await second.recover(entry.draftId)).toEqual({
      kind: "draft",
      keptAt: entry.keptAt,
      project: project("three"),
      base,
    });
  });

  it("that are taken back are at once kept by the new process: a second crash loses nothing", async () => {
    const place = recovery();
    const first = place.process(1);
    first.keep({ project: project("dear"), base: null });
    await first.flush();
    place.kill(1);
    const second = place.process(2);
    await second.recover((await second.leftovers())[0].draftId);
    expect(await second.leftovers()).toEqual([]);
    place.kill(2);
    expect(await place.process(3).leftovers()).toMatchObject([{ title: "dear" }]);
    expect(place.names()).toHaveLength(1);
  });

  it("of a process that runs are not offered to another", async () => {
    const place = recovery();
    const first = place.process(1);
    first.keep({ project: project("mine"), base: null });
    await first.flush();
    const second = place.process(2);
    expect(await second.leftovers()).toEqual([]);
    const draftId = place.names()[0].replace(".draft", "");
    await expect(second.recover(draftId)).rejects.toThrow("file/not-found");
    await expect(second.discard(draftId)).rejects.toThrow("file/not-found");
    expect(place.names()).toHaveLength(1);
  });

  it("are gone after a save or a clean close, and after being discarded", async () => {
    const place = recovery();
    const first = place.process(1);
    first.keep({ project: project("saved"), base: null });
    await first.flush();
    await first.drop();
    expect(place.names()).toEqual([]);
    first.keep({ project: project("lost"), base: null });
    await first.flush();
    place.kill(1);
    const second = place.process(2);
    await second.discard((await second.leftovers())[0].draftId);
    expect(place.names()).toEqual([]);
  });

  it("that are dropped while they wait are not written", async () => {
    const place = recovery();
    const drafts = place.process(1);
    drafts.keep({ project: project("first"), base: null });
    drafts.keep({ project: project("second"), base: null });
    await drafts.drop();
    await drafts.flush();
    expect(place.names()).toEqual([]);
  });

  it("reach the disk at once at first, then at most every two seconds, the newest state last", async () => {
    vi.useFakeTimers({ now: BOOT });
    const writes: [number, string][] = [];
    const handle: FileHandle = {
      write: async (bytes) =>
        void writes.push([Date.now() - BOOT, /change \d+/.exec(Buffer.from(bytes).toString())![0]]),
      chmod: async () => {},
      sync: async () => {},
      close: async () => {},
    };
    const files = {
      ...nodeFileLayer,
      append: async () => handle,
      makeFolder: async () => {},
      syncFolder: async () => {},
    };
    const drafts = new Drafts({ files, folder: root, owner: { pid: 1, bootedAt: BOOT }, now: () => Date.now() });
    for (let change = 0; change < 50; change++) {
      drafts.keep({ project: project(`change ${change}`), base: null });
      await vi.advanceTimersByTimeAsync(100);
    }
    await drafts.flush();
    expect(writes).toEqual([
      [0, "change 0"],
      [2000, "change 19"],
      [4000, "change 39"],
      [5000, "change 49"],
    ]);
  });

  it("lose their torn last line only", async () => {
    const place = recovery();
    const first = place.process(1);
    for (const title of ["whole", "torn"]) {
      first.keep({ project: project(title), base: null });
      await first.flush();
    }
    place.kill(1);
    const path = join(place.folder, place.names()[0]);
    truncateSync(path, readFileSync(path).length - 10);
    expect(await place.process(2).leftovers()).toMatchObject([{ title: "whole" }]);
    appendFileSync(path, "garbage without an end");
    expect(await place.process(3).leftovers()).toMatchObject([{ title: "whole" }]);
  });

  it("that hold nothing to recover are removed without a word; other files are left alone", async () => {
    const place = recovery();
    mkdirSync(place.folder, { recursive: true });
    writeFileSync(join(place.folder, "draft-empty.draft"), "");
    writeFileSync(join(place.folder, "draft-noise.draft"), "noise\n\0\n");
    writeFileSync(join(place.folder, "notes.txt"), "mine");
    expect(await place.process(1).leftovers()).toEqual([]);
    expect(place.names()).toEqual(["notes.txt"]);
  });

  it("of a page that crashed are offered to the page that follows it", async () => {
    const place = recovery();
    const drafts = place.process(1);
    drafts.keep({ project: project("crashed"), base: null });
    await drafts.abandon();
    const [entry] = await drafts.leftovers();
    expect(entry).toMatchObject({ title: "crashed" });
    drafts.keep({ project: project("new work"), base: null });
    await drafts.flush();
    expect(await drafts.leftovers()).toHaveLength(1);
    expect((await drafts.recover(entry.draftId)).project.title).toBe("crashed");
    expect(await drafts.leftovers()).toEqual([]);
  });

  it("begin a new journal when the old one has grown, and keep the newest state", async () => {
    const place = recovery();
    const drafts = place.process(1);
    const large = { ...project("large"), notes: "n".repeat(900_000) };
    for (let change = 0; change < 12; change++) {
      drafts.keep({ project: { ...large, title: `large ${change}` }, base: null });
      await drafts.flush();
    }
    expect(place.names()).toHaveLength(1);
    expect(readFileSync(join(place.folder, place.names()[0])).length).toBeLessThan(8_000_000);
    place.kill(1);
    expect(await place.process(2).leftovers()).toMatchObject([{ title: "large 11" }]);
  });

  it("survive a disk that fails at any call: the next change is kept again", async () => {
    const counted = withTrouble(nodeFileLayer, null);
    const rehearsal = recovery(counted.files).process(1);
    for (let change = 0; change < 2; change++) {
      rehearsal.keep({ project: project("x"), base: null });
      await rehearsal.flush();
    }
    for (let at = 1; at <= counted.calls.length; at++) {
      const place = recovery(withTrouble(nodeFileLayer, { at, how: "fail", code: "ENOSPC" }).files);
      const first = place.process(1);
      for (const title of ["one", "two", "three"]) {
        first.keep({ project: project(title), base: null });
        await first.flush().catch(() => undefined);
      }
      place.kill(1);
      expect((await place.process(2).leftovers())[0], `call ${at}: ${counted.calls[at - 1]}`).toMatchObject({
        title: "three",
      });
    }
  });
});

describe("a line that was written by half", () => {
  it("does not spoil what comes after it", async () => {
    let isFull = false;
    const files: FileLayer = {
      ...nodeFileLayer,
      append: async (path, mode) => {
        const handle = await nodeFileLayer.append(path, mode);
        const write = async (bytes: Uint8Array): Promise<void> => {
          await handle.write(isFull ? bytes.subarray(0, bytes.length / 2) : bytes);
          if (isFull) throw Object.assign(new Error("full"), { code: "ENOSPC" });
        };
        return { ...handle, write };
      },
    };
    const place = recovery(files);
    const drafts = place.process(1);
    for (const [title, full] of [
      ["one", false],
      ["two", true],
      ["three", false],
    ] as const) {
      isFull = full;
      drafts.keep({ project: project(title), base: null });
      await drafts.flush().catch(() => undefined);
    }
    place.kill(1);
    expect(await place.process(2).leftovers()).toMatchObject([{ title: "three" }]);
  });
});

describe("the owner of a draft", () => {
  const self: DraftOwner = { pid: 100, bootedAt: BOOT };
  const all = () => true;
  it.each([
    ["another process that runs", { pid: 7, bootedAt: BOOT + 2_000 }, all, true],
    ["one that does not", { pid: 7, bootedAt: BOOT }, () => false, false],
    [
      "one from before the last start of the machine, whoever has its number now",
      { pid: 7, bootedAt: BOOT - 86_400_000 },
      all,
      false,
    ],
    ["an earlier process with our own number", { pid: 100, bootedAt: BOOT }, all, false],
  ])("%s", (_name, owner, isAlive, expected) => {
    expect(isOwnerRunning(owner, self, isAlive)).toBe(expected);
  });

  it("is seen among the processes of this machine", () => {
    const here: DraftOwner = { pid: process.pid, bootedAt: BOOT };
    expect(isOwnerRunning({ ...here, pid: process.ppid }, here)).toBe(true);
    expect(isOwnerRunning({ ...here, pid: 2 ** 30 }, here)).toBe(false);
  });
});
