/**
 * What the page can ask of main: named functions, one for each request of LabApi, and nothing of Electron itself. The
 * page cannot name a channel, and sees neither events nor paths.
 */
import { contextBridge, ipcRenderer, webUtils } from "electron";
import type {
  Bootstrap,
  CHANNELS,
  EVENT_CHANNELS,
  JobEvent,
  LabApi,
  LabCommand,
  Outcome,
  RequestName,
} from "../../src-core/protocol/index.ts";
import { editsText } from "./edits-text.ts";

/*
 * The channels are written out, and held to the protocol's list by their types: the list lives beside the checks, which
 * would make this script twenty times as long, and every start wait for it.
 */
type Channel = (typeof CHANNELS)[RequestName];
const COMMAND: (typeof EVENT_CHANNELS)["command"] = "lab:command";
const JOB_EVENT: (typeof EVENT_CHANNELS)["jobEvent"] = "lab:jobEvent";

const commandListeners = new Set<(command: LabCommand) => void>();
/** Commands that came before the page listened. */
const early: LabCommand[] = [];

ipcRenderer.on(COMMAND, (_event, command: LabCommand) => {
  if (editsText(command, document)) return;
  if (commandListeners.size === 0) early.push(command);
  for (const listener of commandListeners) tell(listener, command);
});

/*
 * The bridge copies typed arrays as fast as a message port would hand them over (half a megabyte in 2 ms, measured), so
 * job events need no way of their own.
 */
const jobListeners = new Set<(event: JobEvent) => void>();
ipcRenderer.on(JOB_EVENT, (_event, events: readonly JobEvent[]) => {
  for (const event of events) for (const listener of jobListeners) tell(listener, event);
});

const lab: LabApi = {
  ready: async () => {
    const outcome = await ask<Bootstrap>("lab:ready");
    if (!outcome.ok) throw new Error(outcome.error.code);
    return outcome.value;
  },
  submitJob: (id, request, options) => ask("lab:submitJob", id, request, options),
  cancelJob: (id) => ask("lab:cancelJob", id),
  onJobEvent: (listener) => {
    jobListeners.add(listener);
    return () => jobListeners.delete(listener);
  },
  openWithDialog: () => ask("lab:openWithDialog"),
  openRecent: (fileId) => ask("lab:openRecent", fileId),
  // The page gives the browser's own File; one that it made up has no path, which the gate refuses.
  openDropped: (file) => ask("lab:openDropped", webUtils.getPathForFile(file as File)),
  openRequested: (fileId) => ask("lab:openRequested", fileId),
  saveProject: (request) => ask("lab:saveProject", request),
  startNewProject: () => ask("lab:startNewProject"),
  recentFiles: () => ask("lab:recentFiles"),
  clearRecentFiles: () => ask("lab:clearRecentFiles"),
  keepDraft: (draft) => ask("lab:keepDraft", draft),
  dropDraft: () => ask("lab:dropDraft"),
  recoverDraft: (draftId) => ask("lab:recoverDraft", draftId),
  discardDraft: (draftId) => ask("lab:discardDraft", draftId),
  exportFile: (request) => ask("lab:exportFile", request),
  askToSave: (title) => ask("lab:askToSave", title),
  saveSettings: (settings) => ask("lab:saveSettings", settings),
  setDocumentState: (state) => ask("lab:setDocumentState", state),
  confirmClose: (close) => ask("lab:confirmClose", close),
  onCommand: (listener) => {
    commandListeners.add(listener);
    for (const command of early.splice(0)) listener(command);
    return () => commandListeners.delete(listener);
  },
};

contextBridge.exposeInMainWorld("lab", lab);

/** A fault of one listener must not keep the next event from the others. */
function tell<Event>(listener: (event: Event) => void, event: Event): void {
  try {
    listener(event);
  } catch (error) {
    reportError(error);
  }
}

/** The gate answers every request with an outcome of the request's own kind. */
function ask<Value>(channel: Channel, ...args: readonly unknown[]): Promise<Outcome<Value>> {
  return ipcRenderer.invoke(channel, ...args) as Promise<Outcome<Value>>;
}
