import { describe, expect, it } from "vitest";
import { newProject } from "../../../src-core/project/index.ts";
import { DocumentState } from "../../../src-renderer/lab/document-state.svelte.ts";
import { NoticesState } from "../../../src-renderer/lab/notices-state.svelte.ts";
import { FakeLab } from "./fake-lab.ts";

function open({ dirty = false } = {}) {
  const lab = new FakeLab();
  const notices = new NoticesState();
  const project = newProject();
  const shown: { title: string; saved: boolean }[] = [];
  const state = { dirty };
  const document = new DocumentState(
    lab.api,
    {
      content: () => ({ project, runs: [] }),
      isDirty: () => state.dirty,
      show: (content, saved) => shown.push({ title: content.project.title, saved }),
      markSaved: () => (state.dirty = false),
      untitled: () => "Untitled",
      newProject,
    },
    notices,
  );
  return { lab, notices, document, shown, state };
}

const answer = (value: unknown) => ({ ok: true, value });
const failure = (code: string) => ({ ok: false, error: { code, values: {} } });
const opened = {
  fileId: "file-1",
  name: "race.saddle",
  content: { project: { ...newProject(), title: "Race" }, runs: [] },
  damage: [],
};

describe("DocumentState", () => {
  it("saves, remembers the file, drops the draft and says so", async () => {
    const { lab, document, notices, state } = open({ dirty: true });
    lab.answers.set("saveProject", answer({ fileId: "file-7", name: "mine.saddle" }));
    expect(await document.save()).toBe(true);
    expect(document.name).toBe("mine.saddle");
    expect(state.dirty).toBe(false);
    expect(lab.names()).toContain("dropDraft");
    expect(notices.all.map(({ kind }) => kind)).toEqual(["done"]);
    await document.save();
    const requests = lab.calls.filter(({ name }) => name === "saveProject").map(({ argument }) => argument);
    expect(requests).toMatchObject([{ fileId: null }, { fileId: "file-7" }]);
  });

  it("stays dirty when saving fails or is cancelled, and shows the reason", async () => {
    const { lab, document, notices, state } = open({ dirty: true });
    lab.answers.set("saveProject", failure("file/no-space"));
    expect(await document.save()).toBe(false);
    expect(notices.all[0]?.content).toMatchObject({ failure: { code: "file/no-space" } });
    lab.answers.set("saveProject", answer(null));
    expect(await document.save()).toBe(false);
    expect(state.dirty).toBe(true);
    expect(lab.names()).not.toContain("dropDraft");
  });

  it("never overwrites another program's changes without a choice", async () => {
    const { lab, document } = open({ dirty: true });
    lab.answers.set("saveProject", failure("file/changed-on-disk"));
    await document.save();
    expect(document.conflict).toBe(true);
    lab.answers.set("saveProject", answer({ fileId: "file-1", name: "a.saddle" }));
    await document.resolveConflict("overwrite");
    expect(lab.calls.filter(({ name }) => name === "saveProject").at(-1)?.argument).toMatchObject({
      overwriteChanged: true,
    });
    expect(document.conflict).toBe(false);
  });

  it.each([
    ["cancel", false, 0],
    ["discard", true, 1],
    ["save", true, 1],
  ])("asks before unsaved work would be lost: %s", async (choice, opens, shownCount) => {
    const { lab, document, shown } = open({ dirty: true });
    lab.answers.set("askToSave", answer(choice));
    lab.answers.set("saveProject", answer({ fileId: "file-1", name: "a.saddle" }));
    lab.answers.set("openWithDialog", answer(opened));
    await document.openWithDialog();
    expect(lab.names().includes("openWithDialog")).toBe(opens);
    expect(shown).toHaveLength(shownCount);
  });

  it("shows an opened project as saved, a damaged one as unsaved with what is missing", async () => {
    const { lab, document, shown, notices } = open();
    lab.answers.set("openRecent", answer(opened));
    await document.openRecent("file-1");
    lab.answers.set("openRecent", answer({ ...opened, damage: [{ code: "file/damaged", values: { part: "run-1" } }] }));
    await document.openRecent("file-1");
    expect(shown).toEqual([
      { title: "Race", saved: true },
      { title: "Race", saved: false },
    ]);
    expect(notices.all.map(({ kind }) => kind)).toEqual(["problem"]);
  });

  it("keeps everything as it is when a file cannot be opened", async () => {
    const { lab, document, shown, notices } = open();
    lab.answers.set("openRecent", failure("file/not-a-project"));
    await document.openRecent("file-1");
    expect(shown).toEqual([]);
    expect(document.name).toBeNull();
    expect(notices.all).toHaveLength(1);
  });

  it("closes only when nothing would be lost", async () => {
    const { lab, document, state } = open({ dirty: true });
    lab.answers.set("askToSave", answer("cancel"));
    await document.close();
    state.dirty = false;
    await document.close();
    expect(lab.calls.filter(({ name }) => name === "confirmClose").map(({ argument }) => argument)).toEqual([
      false,
      true,
    ]);
  });

  it("offers drafts, recovers one as unsaved and forgets the discarded", async () => {
    const { lab, document, shown } = open();
    document.begin(
      [],
      [
        { draftId: "a", title: "A", keptAt: "2026-01-01T00:00:00Z" },
        { draftId: "b", title: "B", keptAt: "2026-01-01T00:00:00Z" },
      ],
    );
    lab.answers.set("recoverDraft", answer({ project: { ...newProject(), title: "A" }, fileId: null }));
    await document.recoverDraft("a");
    await document.discardDraft("b");
    expect(shown).toEqual([{ title: "A", saved: false }]);
    expect(document.drafts).toEqual([]);
  });
});
