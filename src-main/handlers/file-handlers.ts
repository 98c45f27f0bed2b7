import { basename, isAbsolute } from "node:path";
import {
  checkDroppedPath,
  checkExportRequest,
  checkFileId,
  checkSaveRequest,
  type ExportRequest,
  type OpenedProject,
  type SaveRequest,
  type SavedProject,
} from "../../src-core/protocol/index.ts";
import { writeExport } from "../exports/write-export.ts";
import { LabFailure } from "../failure.ts";
import { fileNameOf, namedWith } from "../projects/named-with.ts";
import type { UserFile } from "../projects/user-files.ts";
import { call, type Calls } from "./call.ts";
import type { Services } from "./services.ts";

type FileCalls = Pick<
  Calls,
  | "openWithDialog"
  | "openRecent"
  | "openDropped"
  | "openRequested"
  | "saveProject"
  | "startNewProject"
  | "recentFiles"
  | "clearRecentFiles"
  | "exportFile"
>;

type FileServices = Pick<Services, "files" | "userFiles" | "projects" | "recent" | "desktop">;

/** Opening, saving and exporting. The page holds ids; every path here came from a dialog, a drop, or main itself. */
export function fileHandlers(services: FileServices): FileCalls {
  const { userFiles, recent, desktop } = services;
  const openById = call([checkFileId], (fileId) => open(services, userFiles.get(fileId)));
  return {
    openWithDialog: call([], async () => {
      const path = await desktop.chooseProjectToOpen();
      return path === null ? null : open(services, await userFiles.grant(path));
    }),
    openRecent: openById,
    openRequested: openById,
    openDropped: call([checkDroppedPath], async (path) => {
      if (!isAbsolute(path)) throw new LabFailure("file/not-found", { name: basename(path) });
      return open(services, await userFiles.grant(path));
    }),
    saveProject: call([checkSaveRequest], (request) => save(services, request)),
    startNewProject: call([], () => null),
    recentFiles: call([], () => recent.list()),
    clearRecentFiles: call([], async () => {
      await recent.clear();
      desktop.showRecent(recent.list());
      return null;
    }),
    exportFile: call([checkExportRequest], (request) => exportFile(services, request)),
  };
}

async function open({ projects, recent, desktop }: FileServices, file: UserFile): Promise<OpenedProject> {
  try {
    return await projects.open(file);
  } finally {
    desktop.showRecent(recent.list());
  }
}

async function save(services: FileServices, request: SaveRequest): Promise<SavedProject | null> {
  const { projects, recent, desktop, userFiles } = services;
  const isAsked = request.saveAs || request.fileId === null;
  const file = isAsked ? await chooseProject(services, request) : userFiles.get(request.fileId);
  if (file === null) return null;
  // Where a dialog said which file to replace, the person has agreed to replace whatever is there.
  const saved = await projects.save(file, request.content, isAsked || request.overwriteChanged);
  desktop.showRecent(recent.list());
  return saved;
}

async function chooseProject(services: FileServices, { suggestedName }: SaveRequest): Promise<UserFile | null> {
  const name = namedWith(fileNameOf(suggestedName, "project"), "saddle");
  const path = await withExtension(services, await services.desktop.chooseProjectPlace(name), "saddle");
  return path === null ? null : services.userFiles.grant(path);
}

async function exportFile(services: FileServices, request: ExportRequest): Promise<{ readonly name: string } | null> {
  const { suggestedName, format, bytes } = request;
  const name = namedWith(fileNameOf(suggestedName, "figure"), format);
  const path = await withExtension(services, await services.desktop.chooseExportPlace(name, format), format);
  if (path === null) return null;
  await writeExport(services.files, path, bytes);
  return { name: basename(path) };
}

/** The chosen path with its extension; the dialog asked before replacing the name as typed, not the name as it became. */
async function withExtension(services: FileServices, path: string | null, extension: string): Promise<string | null> {
  if (path === null) return null;
  const named = namedWith(path, extension);
  if (named === path) return path;
  const exists = await services.files.facts(named).then(
    () => true,
    () => false,
  );
  return !exists || (await services.desktop.confirmReplace(basename(named))) ? named : null;
}
