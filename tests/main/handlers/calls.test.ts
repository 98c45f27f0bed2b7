import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { newProject, readProject, writeProject, type ProjectContent } from "../../../src-core/project/index.ts";
import type { SaveRequest } from "../../../src-core/protocol/index.ts";
import { createCalls, type Calls } from "../../../src-main/handlers/index.ts";
import type { Archivist } from "../../../src-main/jobs/archivist.ts";
import type { JobService } from "../../../src-main/jobs/job-service.ts";
import { Drafts } from "../../../src-main/projects/drafts.ts";
import { nodeFileLayer } from "../../../src-main/projects/file-layer.ts";
import { ProjectFiles } from "../../../src-main/projects/project-files.ts";
import { RecentFiles } from "../../../src-main/projects/recent-files.ts";
import { DEFAULT_SETTINGS, SettingsStore } from "../../../src-main/projects/settings-store.ts";
import { UserFiles } from "../../../src-main/projects/user-files.ts";
import { checksumOf } from "../../../src-main/workers/checksum.ts";
import { fakeDesktop, type FakeDesktop } from "../support/fake-desktop.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** The same work as in the thread, without one; the thread itself is tested with the pool. */
const archivist: Archivist = {
  pack: async (content) => {
    const bytes = writeProject(content);
    return { bytes, checksum: checksumOf(bytes) };
  },
  unpack: async (bytes) => ({ read: readProject(bytes), checksum: checksumOf(bytes) }),
  checksum: async (bytes) => checksumOf(bytes),
};

const root = temporaryFolder();
let count = 0;
let folder: string;
let desktop: FakeDesktop;
let calls: Calls;
let jobLog: string[];

beforeEach(() => {
  count += 1;
  folder = join(root, String(count));
  mkdirSync(join(folder, "data"), { recursive: true });
  start();
});

/** A start of the program; the folders stay. */
function start(pid = process.pid): void {
  const files = nodeFileLayer;
  const userData = join(folder, "data");
  const userFiles = new UserFiles(files);
  const recent = new RecentFiles(files, userFiles, userData, "");
  const now = (): number => Date.now();
  jobLog = [];
  desktop = fakeDesktop();
  calls = createCalls({
    files,
    userFiles,
    recent,
    desktop,
    jobs: {
      submit: (id: string) => jobLog.push(`submit ${id}`),
      cancel: (id: string) => jobLog.push(`cancel ${id}`),
      reset: () => jobLog.push("reset"),
    } as unknown as JobService,
    projects: new ProjectFiles({ files, userFiles, recent, archivist, now }),
    drafts: new Drafts({
      files,
      folder: join(userData, "recovery"),
      owner: { pid, bootedAt: 0 },
      isAlive: () => false,
      now,
    }),
    settings: new SettingsStore(files, userData),
    facts: {
      systemLanguage: "en",
      platform: "linux",
      versions: { app: "1", electron: "2", chromium: "3", node: "4" },
      workers: 1,
    },
    greet: () => ({ requestedFileId: null, firstStart: true }),
  });
}

const content = (title: string): ProjectContent => ({ project: { ...newProject(), title }, runs: [] });

function saveRequest(title: string, change: Partial<SaveRequest> = {}): SaveRequest {
  const base = { fileId: null, saveAs: false, suggestedName: title, overwriteChanged: false };
  return { ...base, content: content(title), ...change };
}

const titleIn = (path: string): string => {
  const read = readProject(readFileSync(path));
  return read.ok ? read.content.project.title : read.failure.code;
};

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => "no failure",
    (error: { failure?: unknown; code?: string }) => error.failure ?? error.code,
  );
}

describe("saving and opening", () => {
  it("a new project asks for a place, gives it its ending, and reopens as it was", async () => {
    desktop.answers.place = join(folder, "谷");
    const saved = await calls.saveProject([saveRequest("谷")]);
    expect(saved).toMatchObject({ name: "谷.saddle" });
    expect(desktop.log).toEqual([
      ["place", "谷.saddle"],
      ["recent", ["谷.saddle"]],
    ]);
    desktop.answers.open = join(folder, "谷.saddle");
    const opened = await calls.openWithDialog([]);
    expect(opened).toEqual({ fileId: saved!.fileId, name: "谷.saddle", content: content("谷"), damage: [] });
  });

  it("the next save goes to the same file without a question, and keeps the last one beside it", async () => {
    desktop.answers.place = join(folder, "a.saddle");
    const { fileId } = (await calls.saveProject([saveRequest("first")]))!;
    desktop.log.length = 0;
    await calls.saveProject([saveRequest("second", { fileId })]);
    expect(desktop.log.map(([kind]) => kind)).toEqual(["recent"]);
    expect(titleIn(join(folder, "a.saddle"))).toBe("second");
    expect(titleIn(join(folder, "a.saddle.bak"))).toBe("first");
    desktop.answers.place = join(folder, "b.saddle");
    const copy = await calls.saveProject([saveRequest("third", { fileId, saveAs: true })]);
    expect(copy!.fileId).not.toBe(fileId);
    expect(titleIn(join(folder, "a.saddle"))).toBe("second");
  });

  it("cancelling saves nothing", async () => {
    expect(await calls.saveProject([saveRequest("x")])).toBeNull();
    expect(await calls.openWithDialog([])).toBeNull();
    expect(readdirSync(folder)).toEqual(["data"]);
  });

  it("asks before an ending that was added leads to a file that is there", async () => {
    writeFileSync(join(folder, "taken.saddle"), "precious");
    desktop.answers = { ...desktop.answers, place: join(folder, "taken"), replace: false };
    expect(await calls.saveProject([saveRequest("x")])).toBeNull();
    expect(desktop.log.at(-1)).toEqual(["replace", "taken.saddle"]);
    expect(readFileSync(join(folder, "taken.saddle"), "utf8")).toBe("precious");
    desktop.answers.replace = true;
    await calls.saveProject([saveRequest("x")]);
    expect(titleIn(join(folder, "taken.saddle"))).toBe("x");
  });

  it("does not overwrite what another program changed, unless told to", async () => {
    const path = join(folder, "a.saddle");
    desktop.answers.place = path;
    const { fileId } = (await calls.saveProject([saveRequest("ours")]))!;
    writeFileSync(path, writeProject(content("theirs")));
    const refused = await failureOf(calls.saveProject([saveRequest("ours again", { fileId })]));
    expect(refused).toEqual({ code: "file/changed-on-disk", values: { name: "a.saddle" } });
    expect(titleIn(path)).toBe("theirs");
    await calls.saveProject([saveRequest("ours again", { fileId, overwriteChanged: true })]);
    expect(titleIn(path)).toBe("ours again");
    await calls.saveProject([saveRequest("once more", { fileId })]);
    expect(titleIn(path)).toBe("once more");
  });

  it("sees a change of equal size by its content, and does not take a new time for a change", async () => {
    const path = join(folder, "a.saddle");
    desktop.answers.place = path;
    // Letters that deflate packs alike.
    const { fileId } = (await calls.saveProject([saveRequest("qqqq")]))!;
    const { size } = statSync(path);
    utimesSync(path, 1_000_000, 1_000_000);
    await calls.saveProject([saveRequest("jjjj", { fileId })]);
    writeFileSync(path, writeProject(content("zzzz")));
    expect(statSync(path).size).toBe(size);
    utimesSync(path, 2_000_000, 2_000_000);
    expect(await failureOf(calls.saveProject([saveRequest("dddd", { fileId })]))).toMatchObject({
      code: "file/changed-on-disk",
    });
  });

  it("puts back a file that was deleted meanwhile", async () => {
    const path = join(folder, "a.saddle");
    desktop.answers.place = path;
    const { fileId } = (await calls.saveProject([saveRequest("one")]))!;
    rmSync(path);
    await calls.saveProject([saveRequest("two", { fileId })]);
    expect(titleIn(path)).toBe("two");
  });

  it("two saves at once end with the later one", async () => {
    const path = join(folder, "a.saddle");
    desktop.answers.place = path;
    const { fileId } = (await calls.saveProject([saveRequest("one")]))!;
    await Promise.all(["two", "three", "four"].map((title) => calls.saveProject([saveRequest(title, { fileId })])));
    expect(titleIn(path)).toBe("four");
  });

  it.each([
    ["nothing there", () => undefined, "file/not-found"],
    ["a folder", (path: string) => mkdirSync(path), "file/not-a-project"],
    ["an empty file", (path: string) => writeFileSync(path, ""), "file/not-a-project"],
    ["a text", (path: string) => writeFileSync(path, "hello"), "file/not-a-project"],
    [
      "half a project",
      (path: string) => writeFileSync(path, writeProject(content("x")).subarray(0, 200)),
      "file/damaged",
    ],
  ])("opening %s says what is wrong, without a path", async (_name, make, code) => {
    const path = join(folder, "bad.saddle");
    make(path);
    desktop.answers.open = path;
    const failure = await failureOf(calls.openWithDialog([]));
    expect(failure).toMatchObject({ code, values: { name: "bad.saddle" } });
    expect(JSON.stringify(failure)).not.toContain(folder);
  });

  it("a folder that is gone says so when saving", async () => {
    desktop.answers.place = join(folder, "gone", "a.saddle");
    expect(await failureOf(calls.saveProject([saveRequest("x")]))).toEqual({
      code: "file/not-found",
      values: { name: "a.saddle" },
    });
  });
});

describe("recent and dropped files", () => {
  it("open by their ids; a vanished one is dropped from the list when it is asked for", async () => {
    desktop.answers.place = join(folder, "a.saddle");
    await calls.saveProject([saveRequest("a")]);
    const [recent] = await calls.recentFiles([]);
    expect(await calls.openRecent([recent.fileId])).toMatchObject({ name: "a.saddle" });
    rmSync(join(folder, "a.saddle"));
    expect(await calls.recentFiles([])).toHaveLength(1);
    expect(await failureOf(calls.openRecent([recent.fileId]))).toMatchObject({ code: "file/not-found" });
    expect(await calls.recentFiles([])).toEqual([]);
    expect(desktop.log.at(-1)).toEqual(["recent", []]);
  });

  it("open by the path that the preload script read, if it is one", async () => {
    writeFileSync(join(folder, "dropped.saddle"), writeProject(content("dropped")));
    expect(await calls.openDropped([join(folder, "dropped.saddle")])).toMatchObject({ name: "dropped.saddle" });
    expect(await failureOf(calls.openDropped(["relative.saddle"]))).toMatchObject({ code: "file/not-found" });
    await expect(calls.openDropped([""])).rejects.toMatchObject({ name: "InputError" });
  });

  it("are forgotten on request", async () => {
    desktop.answers.place = join(folder, "a.saddle");
    await calls.saveProject([saveRequest("a")]);
    await calls.clearRecentFiles([]);
    expect(await calls.recentFiles([])).toEqual([]);
  });
});

describe("exports", () => {
  const bytes = new TextEncoder().encode("step,loss\n");

  it("are written where the person says, with the ending of their kind", async () => {
    desktop.answers.place = join(folder, "table.v1");
    expect(await calls.exportFile([{ suggestedName: "table", format: "csv", bytes }])).toEqual({
      name: "table.v1.csv",
    });
    expect(readFileSync(join(folder, "table.v1.csv"), "utf8")).toBe("step,loss\n");
    expect(desktop.log[0]).toEqual(["export place", "table.csv", "csv"]);
    expect(readdirSync(folder).sort()).toEqual(["data", "table.v1.csv"]);
  });

  it("are not written when the person cancels", async () => {
    expect(await calls.exportFile([{ suggestedName: "table", format: "csv", bytes }])).toBeNull();
    expect(readdirSync(folder)).toEqual(["data"]);
  });
});

describe("drafts", () => {
  it("come back after a crash with the file they belong to, and are saved to it with its changes seen", async () => {
    const path = join(folder, "a.saddle");
    desktop.answers.place = path;
    const { fileId } = (await calls.saveProject([saveRequest("saved")]))!;
    await calls.keepDraft([{ project: content("draft").project, fileId }]);
    // The first draft is written at once; the write is under way.
    await expect.poll(() => readdirSync(join(folder, "data", "recovery"))).toHaveLength(1);
    await expect
      .poll(
        () => readFileSync(join(folder, "data", "recovery", readdirSync(join(folder, "data", "recovery"))[0])).length,
      )
      .toBeGreaterThan(100);

    writeFileSync(path, writeProject(content("theirs")));
    start(process.pid + 1);
    const { drafts } = await calls.ready([]);
    expect(drafts).toMatchObject([{ title: "draft" }]);
    const recovered = await calls.recoverDraft([drafts[0].draftId]);
    expect(recovered.project.title).toBe("draft");
    const again = saveRequest("draft", { fileId: recovered.fileId });
    expect(await failureOf(calls.saveProject([again]))).toMatchObject({ code: "file/changed-on-disk" });
    await calls.saveProject([{ ...again, overwriteChanged: true }]);
    expect(titleIn(path)).toBe("draft");
    await calls.dropDraft([]);
    expect(readdirSync(join(folder, "data", "recovery"))).toEqual([]);
  });

  it("are discarded by their ids only", async () => {
    expect(await failureOf(calls.discardDraft(["draft-unknown"]))).toMatchObject({ code: "file/not-found" });
    await expect(calls.discardDraft(["../settings"])).rejects.toMatchObject({ name: "InputError" });
    expect(await failureOf(calls.recoverDraft(["draft-unknown"]))).toMatchObject({ code: "file/not-found" });
  });
});

describe("the window", () => {
  it("begins with what it must know, and the jobs of the page before it end", async () => {
    expect(await calls.ready([])).toEqual({
      settings: DEFAULT_SETTINGS,
      systemLanguage: "en",
      platform: "linux",
      versions: { app: "1", electron: "2", chromium: "3", node: "4" },
      requestedFileId: null,
      drafts: [],
      recent: [],
      firstStart: true,
      workers: 1,
    });
    expect(jobLog).toEqual(["reset"]);
  });

  it("passes on what it shows and asks", async () => {
    const settings = { ...DEFAULT_SETTINGS, theme: "dark" } as const;
    const state = { title: "Valley", dirty: true, language: "zh-CN", presenting: false } as const;
    desktop.answers.save = "discard";
    expect(await calls.askToSave(["Valley"])).toBe("discard");
    await calls.saveSettings([settings]);
    await calls.setDocumentState([state]);
    await calls.confirmClose([false]);
    await calls.startNewProject([]);
    expect(desktop.log).toEqual([
      ["ask", "Valley"],
      ["settings", settings],
      ["document", state],
      ["close", false],
    ]);
    expect(JSON.parse(readFileSync(join(folder, "data", "settings.json"), "utf8"))).toEqual(settings);
  });

  it("submits and cancels jobs that are well formed", async () => {
    const grid = {
      kind: "grid",
      problem: { expression: "x" },
      held: [0],
      x: { parameter: 0, from: 0, to: 1, count: 2 },
      y: null,
      contours: null,
    };
    await calls.submitJob(["job-1", grid, { priority: "interactive", lane: "map" }]);
    await calls.cancelJob(["job-1"]);
    expect(jobLog).toEqual(["submit job-1", "cancel job-1"]);
    expect(
      await failureOf(calls.submitJob(["job-2", { ...grid, kind: "shell" }, { priority: "interactive", lane: null }])),
    ).not.toBe("no failure");
    expect(jobLog).toHaveLength(2);
  });
});

describe("every request", () => {
  it("refuses too few and too many arguments", async () => {
    const names = Object.keys(calls) as (keyof Calls)[];
    expect(names).toHaveLength(20);
    for (const name of names) {
      expect(await failureOf(calls[name]([1, 2, 3, 4])), name).toBe("wrong-length");
    }
  });

  it("refuses arguments of every wrong kind with an InputError, and touches nothing", async () => {
    const withArguments = (Object.keys(calls) as (keyof Calls)[]).filter(
      (name) =>
        !["ready", "openWithDialog", "startNewProject", "recentFiles", "clearRecentFiles", "dropDraft"].includes(name),
    );
    for (const name of withArguments) {
      for (const wrong of [undefined, null, 7, [], {}, () => 1, { __proto__: null }, Symbol("x"), new Map()]) {
        const args = name === "submitJob" ? [wrong, wrong, wrong] : [wrong];
        const thrown = await calls[name](args).then(
          () => null,
          (error: unknown) => error,
        );
        expect(thrown, `${name} ${typeof wrong}`).toMatchObject({ name: "InputError" });
      }
    }
    expect(readdirSync(folder)).toEqual(["data"]);
    expect([desktop.log, jobLog]).toEqual([[], []]);
  });
});
