import type { DocumentState, ExportRequest, RecentFile, Settings } from "../../src-core/protocol/index.ts";

/** What the handlers ask of the window and its native boxes. The rim implements it with Electron, tests with answers. */
export interface Desktop {
  /** Each is null when the person cancelled. */
  chooseProjectToOpen(): Promise<string | null>;
  chooseProjectPlace(suggestedName: string): Promise<string | null>;
  chooseExportPlace(suggestedName: string, format: ExportRequest["format"]): Promise<string | null>;
  /** For a name that the save dialog did not ask about, because its extension was added afterwards. */
  confirmReplace(name: string): Promise<boolean>;
  askToSave(title: string): Promise<"save" | "discard" | "cancel">;
  showDocument(state: DocumentState): void;
  showSettings(settings: Settings): void;
  showRecent(recent: readonly RecentFile[]): void;
  confirmClose(close: boolean): void;
}
