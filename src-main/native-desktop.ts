import { basename, dirname, join } from "node:path";
import { app, dialog, Menu, nativeTheme, type SaveDialogOptions } from "electron";
import type { DocumentState, Language, LabCommand, RecentFile, Settings } from "../src-core/protocol/index.ts";
import type { Desktop } from "./handlers/index.ts";
import type { MainWindow } from "./main-window.ts";
import { menuTemplate } from "./menu.ts";
import { languageOf, WORDS, type Words } from "./text/index.ts";

export interface NativeDesktopOptions {
  readonly window: MainWindow;
  readonly systemLanguage: Language;
  readonly settings: Settings;
  readonly recent: readonly RecentFile[];
  readonly isDevelopment: boolean;
  readonly clearRecent: () => void;
}

/** The window's title, the menu bar and the native boxes, in the language in use. */
export class NativeDesktop implements Desktop {
  readonly #options: NativeDesktopOptions;
  #settings: Settings;
  #recent: readonly RecentFile[];
  #language: Language;
  #document: DocumentState | null = null;
  /** Where the last file was opened or written: the next one is likely to be there too. */
  #folder: string;

  constructor(options: NativeDesktopOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.#recent = options.recent;
    this.#language = languageOf(options.settings.language, options.systemLanguage);
    this.#folder = app.getPath("documents");
    this.#showMenu();
  }

  get words(): Words {
    return WORDS[this.#language];
  }

  async chooseProjectToOpen(): Promise<string | null> {
    const words = this.words.dialog;
    const { canceled, filePaths } = await dialog.showOpenDialog(this.#options.window.native, {
      title: words.openTitle,
      defaultPath: this.#folder,
      properties: ["openFile"],
      filters: [
        { name: words.projects, extensions: ["saddle"] },
        { name: words.allFiles, extensions: ["*"] },
      ],
    });
    return canceled ? null : this.#chosen(filePaths[0]);
  }

  async chooseProjectPlace(suggestedName: string): Promise<string | null> {
    const words = this.words.dialog;
    return this.#save(
      { title: words.saveTitle, filters: [{ name: words.projects, extensions: ["saddle"] }] },
      suggestedName,
    );
  }

  async chooseExportPlace(suggestedName: string, format: "png" | "svg" | "csv" | "npz"): Promise<string | null> {
    const words = this.words.dialog;
    return this.#save(
      { title: words.exportTitle, filters: [{ name: words.formats[format], extensions: [format] }] },
      suggestedName,
    );
  }

  async confirmReplace(name: string): Promise<boolean> {
    const words = this.words.dialog;
    const { response } = await dialog.showMessageBox(this.#options.window.native, {
      type: "warning",
      message: words.confirmReplace(name),
      detail: words.confirmReplaceDetail,
      buttons: [words.replace, words.cancel],
      defaultId: 1,
      cancelId: 1,
    });
    return response === 0;
  }

  async askToSave(title: string): Promise<"save" | "discard" | "cancel"> {
    const words = this.words.dialog;
    const { response } = await dialog.showMessageBox(this.#options.window.native, {
      type: "question",
      message: words.askToSave(title),
      detail: words.askToSaveDetail,
      buttons: [words.save, words.discard, words.cancel],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    });
    return (["save", "discard"] as const)[response] ?? "cancel";
  }

  showDocument(state: DocumentState): void {
    const { native } = this.#options.window;
    if (state.presenting !== (this.#document?.presenting ?? false)) native.setFullScreen(state.presenting);
    this.#document = state;
    this.#showTitle();
    this.#showLanguage(state.language);
  }

  showSettings(settings: Settings): void {
    this.#settings = settings;
    nativeTheme.themeSource = settings.theme;
    this.#language = languageOf(settings.language, this.#options.systemLanguage);
    this.#showTitle();
    this.#showMenu();
  }

  showRecent(recent: readonly RecentFile[]): void {
    if (JSON.stringify(recent) === JSON.stringify(this.#recent)) return;
    this.#recent = recent;
    this.#showMenu();
  }

  confirmClose(close: boolean): void {
    if (close) this.#options.window.close();
  }

  #showLanguage(language: Language): void {
    if (language === this.#language) return;
    this.#language = language;
    this.#showTitle();
    this.#showMenu();
  }

  #showTitle(): void {
    const { native } = this.#options.window;
    const { product, untitled } = this.words;
    if (this.#document === null) return;
    const { title, dirty } = this.#document;
    // macOS marks the close button instead.
    const mark = dirty && process.platform !== "darwin" ? "• " : "";
    native.setTitle(`${mark}${title === "" ? untitled : title} — ${product}`);
    native.setDocumentEdited(dirty);
  }

  #showMenu(): void {
    const { window, isDevelopment, clearRecent } = this.#options;
    const state = {
      language: this.#language,
      settings: this.#settings,
      recent: this.#recent,
      platform: process.platform,
      isDevelopment,
    };
    const send = (command: LabCommand): void => window.send(command);
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, { send, clearRecent })));
  }

  async #save(options: SaveDialogOptions, suggestedName: string): Promise<string | null> {
    const defaultPath = join(this.#folder, basename(suggestedName));
    const { canceled, filePath } = await dialog.showSaveDialog(this.#options.window.native, {
      ...options,
      defaultPath,
      properties: ["createDirectory", "showOverwriteConfirmation"],
    });
    return canceled ? null : this.#chosen(filePath);
  }

  #chosen(path: string | undefined): string | null {
    if (path === undefined || path === "") return null;
    this.#folder = dirname(path);
    return path;
  }
}
