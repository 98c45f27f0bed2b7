import type { Bootstrap, LabApi, Language, LayoutSettings, Settings } from "../../src-core/protocol/index.ts";
import { WORDS, type Words } from "../text/index.ts";

export type Theme = "light" | "dark";

/** Language, theme and layout of the window: kept by main, applied at once. */
export class SettingsState {
  readonly #lab: LabApi;
  readonly #systemLanguage: Language;
  readonly #darkSystem = window.matchMedia("(prefers-color-scheme: dark)");
  #settings: Settings = $state.raw() as Settings;
  #systemIsDark: boolean = $state(false);
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(lab: LabApi, bootstrap: Bootstrap) {
    this.#lab = lab;
    this.#systemLanguage = bootstrap.systemLanguage;
    this.#settings = bootstrap.settings;
    this.#systemIsDark = this.#darkSystem.matches;
    this.#darkSystem.addEventListener("change", (event) => {
      this.#systemIsDark = event.matches;
    });
  }

  get choice(): Settings {
    return this.#settings;
  }

  get language(): Language {
    return this.#settings.language === "system" ? this.#systemLanguage : this.#settings.language;
  }

  get theme(): Theme {
    const { theme } = this.#settings;
    if (theme !== "system") return theme;
    return this.#systemIsDark ? "dark" : "light";
  }

  get words(): Words {
    return WORDS[this.language];
  }

  setLanguage(language: Settings["language"]): void {
    this.#change({ language });
  }

  setTheme(theme: Settings["theme"]): void {
    this.#change({ theme });
  }

  setLayout(change: Partial<LayoutSettings>): void {
    this.#change({ layout: { ...this.#settings.layout, ...change } });
  }

  togglePane(pane: keyof LayoutSettings): void {
    const setting = this.#settings.layout[pane];
    this.setLayout({ [pane]: { ...setting, collapsed: !setting.collapsed } });
  }

  /** A step of a lesson is done, and stays so: "lesson/step". */
  markDone(step: string): void {
    const { doneSteps } = this.#settings;
    if (!doneSteps.includes(step)) this.#change({ doneSteps: [...doneSteps, step] });
  }

  /** Resolves when main has what was changed last: before the window closes. */
  async flush(): Promise<void> {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    await this.#lab.saveSettings(this.#settings);
  }

  #change(change: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...change };
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), SAVE_DELAY);
  }
}

/** A splitter moves many times a second; the disk hears of its last place. */
const SAVE_DELAY = 300;
