import type { ProjectContent } from "../project/index.ts";
import type { Failure, JobEvent, JobOptions, JobRequest } from "./jobs.ts";

/**
 * All that the window can ask of the main process: window.lab. Named functions only; every argument is checked at the
 * gate; no path ever comes from the page: files are known by ids that main handed out.
 */
export interface LabApi {
  /** Called once; after it job events and commands begin to arrive. */
  ready(): Promise<Bootstrap>;

  submitJob(id: string, request: JobRequest, options: JobOptions): Promise<Outcome<null>>;
  cancelJob(id: string): Promise<Outcome<null>>;
  onJobEvent(listener: (event: JobEvent) => void): Unsubscribe;

  /** Open by dialog, by a recent entry, or a file dropped on the window (its File object, whose path only the preload reads). */
  openWithDialog(): Promise<Outcome<OpenedProject | null>>;
  openRecent(fileId: string): Promise<Outcome<OpenedProject>>;
  openDropped(file: DroppedFile): Promise<Outcome<OpenedProject>>;
  /** The file that a command line, double-click or second start asked for. */
  openRequested(fileId: string): Promise<Outcome<OpenedProject>>;
  /** Saves to the open file, or asks for a place when there is none (fileId null) or `saveAs` is set. Null: the person cancelled. */
  saveProject(request: SaveRequest): Promise<Outcome<SavedProject | null>>;
  /** Tells main that a new, unsaved project is open, so that the next save asks for a place. */
  startNewProject(): Promise<Outcome<null>>;
  recentFiles(): Promise<Outcome<readonly RecentFile[]>>;
  clearRecentFiles(): Promise<Outcome<null>>;

  /** Unsaved work, kept aside against a crash. Cheap; called after changes, main decides when it reaches the disk. */
  keepDraft(draft: Draft): Promise<Outcome<null>>;
  /** After a save, or when the person discards. */
  dropDraft(): Promise<Outcome<null>>;
  /** Drafts left by a crash: take one back (the answer is its project) or discard it. */
  recoverDraft(draftId: string): Promise<Outcome<Draft>>;
  discardDraft(draftId: string): Promise<Outcome<null>>;

  /** Writes exported bytes where the person says. Null: cancelled. */
  exportFile(request: ExportRequest): Promise<Outcome<{ readonly name: string } | null>>;
  /** Asks Save / Discard / Cancel in a native box. */
  askToSave(title: string): Promise<Outcome<"save" | "discard" | "cancel">>;

  saveSettings(settings: Settings): Promise<Outcome<null>>;
  /** Window title's document name and dirty mark. */
  setDocumentState(state: DocumentState): Promise<Outcome<null>>;
  /** The answer to the command "close-requested": main closes the window when it is true. */
  confirmClose(close: boolean): Promise<Outcome<null>>;

  /** Menu items and requests from outside. */
  onCommand(listener: (command: LabCommand) => void): Unsubscribe;
}

/** The browser's File, as far as this interface needs to know it: the core has no browser in it. */
export interface DroppedFile {
  readonly name: string;
  readonly size: number;
}

export type Unsubscribe = () => void;

/** Every answer from main is one of the two; a failure has a code with a sentence in both languages. */
export type Outcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Failure };

export interface Bootstrap {
  readonly settings: Settings;
  /** What the system says, for settings left at "system". */
  readonly systemLanguage: Language;
  readonly platform: "linux" | "darwin" | "win32" | "other";
  readonly versions: {
    readonly app: string;
    readonly electron: string;
    readonly chromium: string;
    readonly node: string;
  };
  /** A file to open at once, from the command line. */
  readonly requestedFileId: string | null;
  readonly drafts: readonly DraftEntry[];
  readonly recent: readonly RecentFile[];
  /** True on the very first start: shows the welcome. */
  readonly firstStart: boolean;
  /** How many workers compute, for the about box and progress texts. */
  readonly workers: number;
}

export type Language = "en" | "zh-CN";

export interface Settings {
  readonly language: Language | "system";
  readonly theme: "light" | "dark" | "system";
  /** Sizes of the regions in percent, and which are collapsed. */
  readonly layout: LayoutSettings;
  /** The steps of lessons that are done, as "lesson/step". */
  readonly doneSteps: readonly string[];
}

export interface LayoutSettings {
  readonly navigator: PaneSetting;
  readonly design: PaneSetting;
  readonly inspector: PaneSetting;
  readonly reader: ReaderSetting;
}

/** The reader of a lesson stands above the inspector; `size` is the width of both while a lesson is read. */
export interface ReaderSetting extends PaneSetting {
  /** Percent of the height. */
  readonly share: number;
}

export interface PaneSetting {
  /** Percent of the window's width. */
  readonly size: number;
  readonly collapsed: boolean;
}

export interface RecentFile {
  readonly fileId: string;
  readonly name: string;
  /** The folder as shown to a person; never used as a path. */
  readonly folder: string;
}

export interface OpenedProject {
  readonly fileId: string;
  readonly name: string;
  readonly content: ProjectContent;
  /** Parts that were damaged and left out, each with a reason; empty for a whole file. */
  readonly damage: readonly Failure[];
}

export interface SaveRequest {
  readonly fileId: string | null;
  readonly saveAs: boolean;
  readonly suggestedName: string;
  readonly content: ProjectContent;
  /** Overwrite although the file was changed by another program since it was opened. */
  readonly overwriteChanged: boolean;
}

export interface SavedProject {
  readonly fileId: string;
  readonly name: string;
}

export interface Draft {
  /** The project without runs (they are computed again from the same specs). */
  readonly project: ProjectContent["project"];
  readonly fileId: string | null;
}

export interface DraftEntry {
  readonly draftId: string;
  readonly title: string;
  /** ISO 8601, when it was last kept. */
  readonly keptAt: string;
}

export interface ExportRequest {
  readonly suggestedName: string;
  readonly format: "png" | "svg" | "csv" | "npz";
  readonly bytes: Uint8Array;
}

export interface DocumentState {
  readonly title: string;
  readonly dirty: boolean;
  /** The language now in use, so that menus follow. */
  readonly language: Language;
  /** Only a lesson and its stage are shown, on the whole screen. */
  readonly presenting: boolean;
}

export type LabCommand =
  | { readonly name: MenuCommand }
  | { readonly name: "open-requested"; readonly fileId: string }
  | { readonly name: "open-recent"; readonly fileId: string }
  | { readonly name: "close-requested" };

/** Menu items that the window carries out. */
export type MenuCommand =
  | "new"
  | "open"
  | "save"
  | "save-as"
  | "export"
  | "undo"
  | "redo"
  | "welcome"
  | "catalogue"
  | "about"
  | "shortcuts"
  | "toggle-navigator"
  | "toggle-design"
  | "toggle-inspector"
  | "toggle-reader"
  | "present"
  | "language-en"
  | "language-zh-CN"
  | "language-system"
  | "theme-light"
  | "theme-dark"
  | "theme-system"
  | "play"
  | "step-forward"
  | "step-back"
  | "to-start"
  | "to-end";
