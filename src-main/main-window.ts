import { app, BrowserWindow, dialog, nativeTheme, screen } from "electron";
import { EVENT_CHANNELS, type JobEvent, type LabCommand } from "../src-core/protocol/index.ts";
import { BACKGROUND } from "./background.ts";
import type { DialogWords } from "./text/index.ts";
import { MIN_HEIGHT, MIN_WIDTH, placeOnScreens, type WindowPlace } from "./window-place.ts";

export interface MainWindowOptions {
  readonly address: string;
  readonly preload: string;
  readonly lastPlace: WindowPlace | null;
  readonly isDevelopment: boolean;
  readonly words: () => Promise<DialogWords>;
  readonly onplace: (place: WindowPlace) => void;
  /** The person works elsewhere now, or the system is about to end. */
  readonly onrest: () => void;
  /** The page's process crashed; resolves when the page may begin anew. */
  readonly oncrash: () => Promise<void>;
}

/** A page that crashes more often than this (milliseconds) is not started again. */
const CRASH_INTERVAL = 10_000;

/** The one window: its place, its page, what main sends to the page, and the way in which it closes. */
export class MainWindow {
  readonly #window: BrowserWindow;
  readonly #options: MainWindowOptions;
  /** Commands for a page that has not said that it is ready. */
  #early: LabCommand[] = [];
  #isPageReady = false;
  #isAnswering = true;
  #lastCrash = -Infinity;

  constructor(options: MainWindowOptions) {
    this.#options = options;
    const screens = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea);
    const place = placeOnScreens(options.lastPlace, screens);
    this.#window = new BrowserWindow({
      ...place.bounds,
      minWidth: MIN_WIDTH,
      minHeight: MIN_HEIGHT,
      show: false,
      title: app.getName(),
      backgroundColor: BACKGROUND[nativeTheme.shouldUseDarkColors ? "dark" : "light"],
      webPreferences: {
        preload: options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        disableBlinkFeatures: "Auxclick",
        devTools: options.isDevelopment,
      },
    });
    if (place.maximised) this.#window.maximize();
    this.#listen();
    void this.#window.loadURL(options.address);
  }

  get native(): BrowserWindow {
    return this.#window;
  }

  /** The page has begun: it gets the commands that came before. */
  greet(): void {
    this.#isPageReady = true;
    for (const command of this.#early.splice(0)) this.send(command);
  }

  send(command: LabCommand): void {
    if (this.#isPageReady) this.#window.webContents.send(EVENT_CHANNELS.command, command);
    else this.#early.push(command);
  }

  sendJobEvents(events: readonly JobEvent[]): void {
    if (this.#isPageReady) this.#window.webContents.send(EVENT_CHANNELS.jobEvent, events);
  }

  focus(): void {
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  /** Closes without asking. */
  close(): void {
    this.#isPageReady = false;
    this.#options.onplace(this.#place());
    this.#window.destroy();
  }

  #listen(): void {
    const window = this.#window;
    const { webContents } = window;
    window.once("ready-to-show", () => window.show());
    window.on("page-title-updated", (event) => event.preventDefault());
    window.on("close", (event) => {
      event.preventDefault();
      void this.#requestClose();
    });
    window.on("blur", this.#options.onrest);
    window.on("session-end", this.#options.onrest);
    window.on("unresponsive", () => (this.#isAnswering = false));
    window.on("responsive", () => (this.#isAnswering = true));
    webContents.on("did-start-navigation", ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#isPageReady = false;
    });
    webContents.on("render-process-gone", (_event, { reason }) => {
      if (reason !== "clean-exit") void this.#restartPage();
    });
    nativeTheme.on("updated", () => {
      if (!window.isDestroyed())
        window.setBackgroundColor(BACKGROUND[nativeTheme.shouldUseDarkColors ? "dark" : "light"]);
    });
  }

  /** The page decides, since it knows what would be lost. A page that cannot answer has nothing to say. */
  async #requestClose(): Promise<void> {
    if (!this.#isPageReady) {
      this.close();
    } else if (this.#isAnswering) {
      this.send({ name: "close-requested" });
    } else {
      const { notAnswering, notAnsweringDetail, wait, closeAnyway } = await this.#options.words();
      const { response } = await dialog.showMessageBox(this.#window, {
        type: "warning",
        message: notAnswering,
        detail: notAnsweringDetail,
        buttons: [wait, closeAnyway],
        defaultId: 0,
        cancelId: 0,
      });
      if (response === 1) this.close();
    }
  }

  async #restartPage(): Promise<void> {
    this.#isPageReady = false;
    this.#isAnswering = true;
    await this.#options.oncrash();
    const now = performance.now();
    const isTooOften = now - this.#lastCrash < CRASH_INTERVAL;
    this.#lastCrash = now;
    if (isTooOften) this.close();
    else this.#window.webContents.reload();
  }

  #place(): WindowPlace {
    return { bounds: this.#window.getNormalBounds(), maximised: this.#window.isMaximized() };
  }
}
