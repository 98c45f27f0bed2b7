import type { MenuItemConstructorOptions } from "electron";
import type { Language, LabCommand, MenuCommand, RecentFile, Settings } from "../src-core/protocol/index.ts";
import { WORDS, type MenuWords } from "./text/index.ts";

/** Everything that the menu shows. */
export interface MenuState {
  readonly language: Language;
  readonly settings: Pick<Settings, "language" | "theme">;
  readonly recent: readonly RecentFile[];
  readonly platform: NodeJS.Platform;
  /** Adds reload and developer tools. */
  readonly isDevelopment: boolean;
}

export interface MenuActions {
  readonly send: (command: LabCommand) => void;
  readonly clearRecent: () => void;
}

/**
 * The menu bar. Items of the lab send their command to the page; items of the system are Electron's roles. Undo and redo
 * are commands: the preload script gives them to a text field that has the focus, and otherwise to the project.
 */
export function menuTemplate(state: MenuState, actions: MenuActions): MenuItemConstructorOptions[] {
  const words = WORDS[state.language].menu;
  const isMac = state.platform === "darwin";
  const item = itemMaker(actions, isMac);
  const menus = [fileMenu, editMenu, viewMenu, playbackMenu].map((menu) => menu(words, item, state, actions));
  const bar = [
    ...(isMac ? [appMenu(words, item)] : []),
    ...menus,
    ...(isMac ? [windowMenu(words)] : []),
    helpMenu(words, item, isMac),
  ];
  return isMac ? withoutMnemonics(bar) : bar;
}

type Item = (label: string, command: MenuCommand, accelerator?: string) => MenuItemConstructorOptions;

function itemMaker({ send }: MenuActions, isMac: boolean): Item {
  return (label, name, accelerator) => ({
    id: name,
    label,
    click: () => send({ name }),
    ...(accelerator === undefined ? {} : shortcut(accelerator, isMac)),
  });
}

/**
 * A plain key (space, arrows) is shown only: the page listens for it, where it is not being typed. macOS cannot show a
 * key without taking it, so it shows none.
 */
function shortcut(accelerator: string, isMac: boolean): MenuItemConstructorOptions {
  const isPlain = !accelerator.includes("+");
  if (!isPlain) return { accelerator };
  return isMac ? {} : { accelerator, registerAccelerator: false };
}

const separator: MenuItemConstructorOptions = { type: "separator" };

function fileMenu(words: MenuWords, item: Item, state: MenuState, actions: MenuActions): MenuItemConstructorOptions {
  const isMac = state.platform === "darwin";
  return {
    label: words.file,
    submenu: [
      item(words.newProject, "new", "CmdOrCtrl+N"),
      item(words.open, "open", "CmdOrCtrl+O"),
      { id: "recent", label: words.openRecent, submenu: recentItems(words, state.recent, actions) },
      separator,
      item(words.save, "save", "CmdOrCtrl+S"),
      item(words.saveAs, "save-as", "CmdOrCtrl+Shift+S"),
      separator,
      item(words.export, "export", "CmdOrCtrl+E"),
      separator,
      isMac
        ? { label: words.close, role: "close" }
        : { id: "quit", label: words.quit, role: "quit", accelerator: "CmdOrCtrl+Q" },
    ],
  };
}

function recentItems(
  words: MenuWords,
  recent: readonly RecentFile[],
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  if (recent.length === 0) return [{ label: words.noRecent, enabled: false }];
  const files = recent.map(({ fileId, name, folder }) => ({
    // A name may hold the sign that marks a mnemonic.
    label: `${name}  —  ${folder}`.replaceAll("&", "&&"),
    click: () => actions.send({ name: "open-recent", fileId }),
  }));
  return [...files, separator, { label: words.clearRecent, click: actions.clearRecent }];
}

function editMenu(words: MenuWords, item: Item, { platform }: MenuState): MenuItemConstructorOptions {
  return {
    label: words.edit,
    submenu: [
      item(words.undo, "undo", "CmdOrCtrl+Z"),
      item(words.redo, "redo", platform === "win32" ? "CmdOrCtrl+Y" : "CmdOrCtrl+Shift+Z"),
      separator,
      { label: words.cut, role: "cut" },
      { label: words.copy, role: "copy" },
      { label: words.paste, role: "paste" },
      { label: words.delete, role: "delete" },
      { label: words.selectAll, role: "selectAll" },
    ],
  };
}

function viewMenu(words: MenuWords, item: Item, { settings, isDevelopment }: MenuState): MenuItemConstructorOptions {
  const choice = (label: string, command: MenuCommand, checked: boolean): MenuItemConstructorOptions => ({
    ...item(label, command),
    type: "radio",
    checked,
  });
  const { language, theme } = settings;
  return {
    label: words.view,
    submenu: [
      item(words.navigator, "toggle-navigator", "CmdOrCtrl+1"),
      item(words.design, "toggle-design", "CmdOrCtrl+2"),
      item(words.inspector, "toggle-inspector", "CmdOrCtrl+3"),
      item(words.reader, "toggle-reader", "CmdOrCtrl+4"),
      separator,
      item(words.present, "present", "CmdOrCtrl+5"),
      separator,
      {
        label: words.language,
        submenu: [
          choice(words.followSystem, "language-system", language === "system"),
          // Each language by its own name, so that whoever cannot read the other finds it.
          choice("English", "language-en", language === "en"),
          choice("简体中文", "language-zh-CN", language === "zh-CN"),
        ],
      },
      {
        label: words.theme,
        submenu: [
          choice(words.followSystem, "theme-system", theme === "system"),
          choice(words.light, "theme-light", theme === "light"),
          choice(words.dark, "theme-dark", theme === "dark"),
        ],
      },
      separator,
      { label: words.actualSize, role: "resetZoom" },
      { label: words.zoomIn, role: "zoomIn", accelerator: "CmdOrCtrl+=" },
      { label: words.zoomOut, role: "zoomOut" },
      separator,
      { label: words.fullScreen, role: "togglefullscreen" },
      ...(isDevelopment ? developmentItems(words) : []),
    ],
  };
}

function developmentItems(words: MenuWords): MenuItemConstructorOptions[] {
  return [separator, { label: words.reload, role: "reload" }, { label: words.developerTools, role: "toggleDevTools" }];
}

function playbackMenu(words: MenuWords, item: Item): MenuItemConstructorOptions {
  return {
    label: words.playback,
    submenu: [
      item(words.play, "play", "Space"),
      item(words.stepForward, "step-forward", "Right"),
      item(words.stepBack, "step-back", "Left"),
      item(words.toStart, "to-start", "Home"),
      item(words.toEnd, "to-end", "End"),
    ],
  };
}

function helpMenu(words: MenuWords, item: Item, isMac: boolean): MenuItemConstructorOptions {
  return {
    label: words.help,
    role: "help",
    submenu: [
      item(words.welcome, "welcome"),
      item(words.catalogue, "catalogue", "CmdOrCtrl+K"),
      item(words.shortcuts, "shortcuts", "CmdOrCtrl+/"),
      ...(isMac ? [] : [separator, item(words.about, "about")]),
    ],
  };
}

/** The first menu of macOS, which bears the program's name. */
function appMenu(words: MenuWords, item: Item): MenuItemConstructorOptions {
  return {
    label: "Saddlescope",
    submenu: [
      item(words.about, "about"),
      separator,
      { label: words.services, role: "services" },
      separator,
      { label: words.hide, role: "hide" },
      { label: words.hideOthers, role: "hideOthers" },
      { label: words.showAll, role: "unhide" },
      separator,
      { label: words.quit, role: "quit" },
    ],
  };
}

function windowMenu(words: MenuWords): MenuItemConstructorOptions {
  return { label: words.window, role: "windowMenu", submenu: [{ label: words.minimise, role: "minimize" }] };
}

/** macOS shows the signs instead of underlining: "文件(&F)" becomes "文件", "&File" becomes "File". */
function withoutMnemonics(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.map((entry) => ({
    ...entry,
    ...(entry.label === undefined ? {} : { label: entry.label.replace(/\(&\w\)/, "").replace(/&(?=[^&])/, "") }),
    ...(Array.isArray(entry.submenu) ? { submenu: withoutMnemonics(entry.submenu) } : {}),
  }));
}
