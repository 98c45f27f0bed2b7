import type { Project, ProjectContent } from "../../src-core/project/index.ts";
import type { DraftEntry, Failure, LabApi, OpenedProject, Outcome, RecentFile } from "../../src-core/protocol/index.ts";
import { suggestedFileName } from "./file-name.ts";
import type { NoticesState } from "./notices-state.svelte.ts";

/** What the document needs of the rest of the window. */
export interface DocumentHost {
  /** The project as it is now, with everything that a file keeps. */
  readonly content: () => ProjectContent;
  readonly isDirty: () => boolean;
  readonly show: (content: ProjectContent, saved: boolean) => void;
  readonly markSaved: (project: Project) => void;
  readonly untitled: () => string;
  readonly newProject: () => Project;
}

/** The open file: opening, saving, the question before anything is lost, drafts against a crash. */
export class DocumentState {
  readonly #lab: LabApi;
  readonly #host: DocumentHost;
  readonly #notices: NoticesState;
  #file: { readonly fileId: string; readonly name: string } | null = $state.raw(null);
  #recent: readonly RecentFile[] = $state.raw([]);
  #drafts: readonly DraftEntry[] = $state.raw([]);
  #busy: boolean = $state(false);
  #conflict: boolean = $state(false);

  constructor(lab: LabApi, host: DocumentHost, notices: NoticesState) {
    this.#lab = lab;
    this.#host = host;
    this.#notices = notices;
  }

  /** The file's name, or null while the project has none. */
  get name(): string | null {
    return this.#file?.name ?? null;
  }

  get recent(): readonly RecentFile[] {
    return this.#recent;
  }

  /** Work that a crash left behind, to be recovered or discarded. */
  get drafts(): readonly DraftEntry[] {
    return this.#drafts;
  }

  /** A file is being read or written. */
  get busy(): boolean {
    return this.#busy;
  }

  /** The file was changed by another program; the person is asked what to do. */
  get conflict(): boolean {
    return this.#conflict;
  }

  begin(recent: readonly RecentFile[], drafts: readonly DraftEntry[]): void {
    this.#recent = recent;
    this.#drafts = drafts;
  }

  /** Starts a new project from a given one (the welcome's, or an empty design). False when the person kept the old one. */
  async startNew(project: Project = this.#host.newProject()): Promise<boolean> {
    if (!(await this.#mayLeave())) return false;
    await this.#lab.startNewProject();
    this.#file = null;
    this.#host.show({ project, runs: [] }, true);
    return true;
  }

  async openWithDialog(): Promise<void> {
    await this.#open(() => this.#lab.openWithDialog());
  }

  async openRecent(fileId: string): Promise<void> {
    await this.#open(() => this.#lab.openRecent(fileId));
  }

  async openRequested(fileId: string): Promise<void> {
    await this.#open(() => this.#lab.openRequested(fileId));
  }

  async openDropped(file: File): Promise<void> {
    await this.#open(() => this.#lab.openDropped(file));
  }

  /** True when the project is on disk now. */
  async save({ saveAs = false, overwriteChanged = false } = {}): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    this.#conflict = false;
    const content = this.#host.content();
    const outcome = await this.#lab.saveProject({
      fileId: this.#file?.fileId ?? null,
      saveAs,
      suggestedName: suggestedFileName(content.project.title) || this.#host.untitled(),
      content,
      overwriteChanged,
    });
    this.#busy = false;
    if (!outcome.ok) {
      if (outcome.error.code === "file/changed-on-disk") this.#conflict = true;
      else this.#notices.show({ failure: outcome.error });
      return false;
    }
    if (outcome.value === null) return false;
    this.#file = outcome.value;
    this.#host.markSaved(content.project);
    this.#notices.show({ saved: outcome.value.name });
    await this.#lab.dropDraft();
    await this.refreshRecent();
    return true;
  }

  /** The answer to "the file was changed on disk". */
  async resolveConflict(choice: "overwrite" | "save-as" | "cancel"): Promise<void> {
    this.#conflict = false;
    if (choice === "overwrite") await this.save({ overwriteChanged: true });
    if (choice === "save-as") await this.save({ saveAs: true });
  }

  async close(): Promise<void> {
    const close = await this.#mayLeave();
    if (close) await this.#lab.dropDraft();
    await this.#lab.confirmClose(close);
  }

  async recoverDraft(draftId: string): Promise<void> {
    if (!(await this.#mayLeave())) return;
    const outcome = await this.#lab.recoverDraft(draftId);
    this.#drafts = this.#drafts.filter((draft) => draft.draftId !== draftId);
    if (!outcome.ok) {
      this.#notices.show({ failure: outcome.error });
      return;
    }
    const { project, fileId } = outcome.value;
    // The draft of a file goes on as that file: it is known by its name in the list of recent ones.
    this.#file = this.#recent.find((file) => file.fileId === fileId) ?? null;
    this.#host.show({ project, runs: [] }, false);
  }

  async discardDraft(draftId: string): Promise<void> {
    const outcome = await this.#lab.discardDraft(draftId);
    this.#drafts = this.#drafts.filter((draft) => draft.draftId !== draftId);
    if (!outcome.ok) this.#notices.show({ failure: outcome.error });
  }

  /** Called after changes; main decides when it reaches the disk. */
  keepDraft(project: Project): void {
    void this.#lab.keepDraft({ project, fileId: this.#file?.fileId ?? null });
  }

  async refreshRecent(): Promise<void> {
    const outcome = await this.#lab.recentFiles();
    if (outcome.ok) this.#recent = outcome.value;
  }

  async clearRecent(): Promise<void> {
    await this.#lab.clearRecentFiles();
    await this.refreshRecent();
  }

  async #open(ask: () => Promise<Outcome<OpenedProject | null>>): Promise<void> {
    if (this.#busy || !(await this.#mayLeave())) return;
    this.#busy = true;
    const outcome = await ask();
    this.#busy = false;
    if (!outcome.ok) {
      this.#notices.show({ failure: unopened(outcome.error) });
    } else if (outcome.value !== null) {
      const { fileId, name, content, damage } = outcome.value;
      this.#file = { fileId, name };
      this.#host.show(content, damage.length === 0);
      for (const failure of damage) this.#notices.show({ failure });
      await this.#lab.dropDraft();
    }
    await this.refreshRecent();
  }

  /** Asks before unsaved work would be lost; true when it may be. */
  async #mayLeave(): Promise<boolean> {
    if (!this.#host.isDirty()) return true;
    const answer = await this.#lab.askToSave(
      this.name ?? (this.#host.content().project.title || this.#host.untitled()),
    );
    if (!answer.ok || answer.value === "cancel") return false;
    return answer.value === "discard" || this.save();
  }
}

/** Damage that leaves nothing to open has a sentence of its own: the other one says that the rest is open. */
function unopened(failure: Failure): Failure {
  return failure.code === "file/damaged" ? { ...failure, code: "file/unreadable" } : failure;
}
