import type { LabCommand, MenuCommand } from "../../src-core/protocol/index.ts";
import type { Workspace } from "./workspace.svelte.ts";

/** Carries out what a menu item, a shortcut or the system asks for. */
export function carryOut(workspace: Workspace, command: LabCommand): void {
  if (command.name === "open-requested") void workspace.document.openRequested(command.fileId);
  else if (command.name === "open-recent") void workspace.document.openRecent(command.fileId);
  else if (command.name === "close-requested") void close(workspace);
  else MENU_ACTIONS[command.name](workspace);
}

async function close({ settings, document }: Workspace): Promise<void> {
  await settings.flush();
  await document.close();
}

const MENU_ACTIONS: Readonly<Record<MenuCommand, (workspace: Workspace) => void>> = {
  new: ({ document }) => void document.startNew(),
  open: ({ document }) => void document.openWithDialog(),
  save: ({ document }) => void document.save(),
  "save-as": ({ document }) => void document.save({ saveAs: true }),
  export: (workspace) => workspace.openDialog("export"),
  undo: ({ project }) => project.undo(),
  redo: ({ project }) => project.redo(),
  welcome: (workspace) => workspace.openDialog("welcome"),
  catalogue: (workspace) => workspace.openDialog("catalogue"),
  about: (workspace) => workspace.openDialog("about"),
  shortcuts: (workspace) => workspace.openDialog("shortcuts"),
  "toggle-navigator": ({ settings }) => settings.togglePane("navigator"),
  "toggle-design": ({ settings }) => settings.togglePane("design"),
  "toggle-inspector": ({ settings }) => settings.togglePane("inspector"),
  "toggle-reader": ({ settings }) => settings.togglePane("reader"),
  present: (workspace) => workspace.present(!workspace.presenting),
  "language-en": ({ settings }) => settings.setLanguage("en"),
  "language-zh-CN": ({ settings }) => settings.setLanguage("zh-CN"),
  "language-system": ({ settings }) => settings.setLanguage("system"),
  "theme-light": ({ settings }) => settings.setTheme("light"),
  "theme-dark": ({ settings }) => settings.setTheme("dark"),
  "theme-system": ({ settings }) => settings.setTheme("system"),
  play: ({ transport }) => transport.toggle(),
  "step-forward": ({ transport }) => transport.stepBy(1),
  "step-back": ({ transport }) => transport.stepBy(-1),
  "to-start": ({ transport }) => transport.show(0),
  "to-end": ({ transport }) => transport.show(transport.last),
};
