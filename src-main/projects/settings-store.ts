import { join } from "node:path";
import { checkSettings, DEFAULT_READER, type Settings } from "../../src-core/protocol/index.ts";
import type { FileLayer } from "./file-layer.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

/** Percent of the window's width; see the regions of the window. */
export const DEFAULT_SETTINGS: Settings = {
  language: "system",
  theme: "system",
  layout: {
    navigator: { size: 14, collapsed: false },
    design: { size: 24, collapsed: false },
    inspector: { size: 18, collapsed: false },
    reader: DEFAULT_READER,
  },
  doneSteps: [],
};

/** The person's settings, kept over restarts. A damaged file counts as none. */
export class SettingsStore {
  readonly #files: FileLayer;
  readonly #path: string;
  #current: Settings = DEFAULT_SETTINGS;
  #writing: Promise<void> = Promise.resolve();

  constructor(files: FileLayer, userData: string) {
    this.#files = files;
    this.#path = join(userData, "settings.json");
  }

  get current(): Settings {
    return this.#current;
  }

  /** @returns true on the very first start, when there is no file of settings yet; one is then written. */
  async load(): Promise<{ readonly firstStart: boolean }> {
    const firstStart = !(await this.#files.facts(this.#path).then(
      () => true,
      () => false,
    ));
    this.#current = (await readJsonFile(this.#files, this.#path, checkSettings)) ?? DEFAULT_SETTINGS;
    // A disk that takes no settings is no reason not to start.
    if (firstStart) await this.save(DEFAULT_SETTINGS).catch(() => undefined);
    return { firstStart };
  }

  /** Takes effect at once; resolves when it is on the disk. */
  async save(settings: Settings): Promise<void> {
    this.#current = settings;
    const write = this.#writing.catch(() => undefined).then(() => writeJsonFile(this.#files, this.#path, settings));
    this.#writing = write;
    await write;
  }
}
