import type { LabApi } from "./lab-api.ts";

/** Functions of LabApi that ask main for something and wait for the answer. */
export type RequestName = Exclude<keyof LabApi, "onJobEvent" | "onCommand">;

/**
 * The channel of every request, and nothing beside them: preload and gate are both built from this list. openDropped()
 * crosses with the path that preload read from the File.
 *
 * @example CHANNELS.submitJob // => "lab:submitJob"
 */
export const CHANNELS = {
  ready: "lab:ready",
  submitJob: "lab:submitJob",
  cancelJob: "lab:cancelJob",
  openWithDialog: "lab:openWithDialog",
  openRecent: "lab:openRecent",
  openDropped: "lab:openDropped",
  openRequested: "lab:openRequested",
  saveProject: "lab:saveProject",
  startNewProject: "lab:startNewProject",
  recentFiles: "lab:recentFiles",
  clearRecentFiles: "lab:clearRecentFiles",
  keepDraft: "lab:keepDraft",
  dropDraft: "lab:dropDraft",
  recoverDraft: "lab:recoverDraft",
  discardDraft: "lab:discardDraft",
  exportFile: "lab:exportFile",
  askToSave: "lab:askToSave",
  saveSettings: "lab:saveSettings",
  setDocumentState: "lab:setDocumentState",
  confirmClose: "lab:confirmClose",
} as const satisfies Record<RequestName, string>;

/**
 * What main sends without being asked.
 *
 * @example EVENT_CHANNELS.command // => "lab:command"
 */
export const EVENT_CHANNELS = { jobEvent: "lab:jobEvent", command: "lab:command" } as const;
