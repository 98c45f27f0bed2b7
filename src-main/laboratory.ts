import { join } from "node:path";
import { app, nativeTheme, powerMonitor } from "electron";
import { createCalls, type Calls } from "./handlers/index.ts";
import { createArchivist } from "./jobs/archivist.ts";
import { JobService } from "./jobs/job-service.ts";
import { ARCHIVE_LIMITS } from "./jobs/limits.ts";
import { WorkerPool } from "./jobs/pool.ts";
import type { MainWindow } from "./main-window.ts";
import { NativeDesktop } from "./native-desktop.ts";
import { thisOwner } from "./projects/draft-owner.ts";
import { Drafts } from "./projects/drafts.ts";
import type { FileLayer } from "./projects/file-layer.ts";
import { ProjectFiles } from "./projects/project-files.ts";
import { RecentFiles } from "./projects/recent-files.ts";
import { SettingsStore } from "./projects/settings-store.ts";
import { UserFiles } from "./projects/user-files.ts";
import { systemLanguage, type DialogWords } from "./text/index.ts";
import createComputeWorker from "./workers/compute.worker.ts?nodeWorker";

export interface LaboratoryOptions {
  readonly window: MainWindow;
  readonly files: FileLayer;
  readonly computePool: WorkerPool;
  /** A file to open at once. */
  readonly requested: string | null;
  readonly isDevelopment: boolean;
}

/** Everything behind the window: workers, files, settings, native boxes. Made once and handed down. */
export class Laboratory {
  /** What the page may ask for. */
  readonly calls: Calls;
  readonly #window: MainWindow;
  readonly #desktop: NativeDesktop;
  readonly #jobs: JobService;
  readonly #archivePool: WorkerPool;
  readonly #userFiles: UserFiles;
  readonly #drafts: Drafts;
  /** For a page that has not begun yet. */
  #requestedFileId: string | null = null;
  #isFirstPage = true;

  static async open(options: LaboratoryOptions): Promise<Laboratory> {
    const { files } = options;
    const userData = app.getPath("userData");
    const userFiles = new UserFiles(files);
    const recent = new RecentFiles(files, userFiles, userData, app.getPath("home"));
    const settings = new SettingsStore(files, userData);
    const [{ firstStart }] = await Promise.all([settings.load(), recent.load()]);
    const laboratory = new Laboratory(options, { userData, userFiles, recent, settings, firstStart });
    if (options.requested !== null) await laboratory.request(options.requested);
    return laboratory;
  }

  private constructor(
    { window, files, computePool, isDevelopment }: LaboratoryOptions,
    { userData, userFiles, recent, settings, firstStart }: Stored,
  ) {
    const archivePool = new WorkerPool({ size: 1, spawn: createComputeWorker, limits: ARCHIVE_LIMITS });
    const now = (): number => Date.now();
    const language = systemLanguage(app.getPreferredSystemLanguages());
    nativeTheme.themeSource = settings.current.theme;
    this.#window = window;
    this.#userFiles = userFiles;
    this.#archivePool = archivePool;
    this.#drafts = new Drafts({ files, folder: join(userData, "recovery"), owner: thisOwner(now()), now });
    this.#jobs = new JobService(computePool, (events) => window.sendJobEvents(events));
    this.#desktop = new NativeDesktop({
      window,
      systemLanguage: language,
      settings: settings.current,
      recent: recent.list(),
      isDevelopment,
      clearRecent: () => void recent.clear().then(() => this.#desktop.showRecent(recent.list())),
    });
    this.calls = createCalls({
      files,
      jobs: this.#jobs,
      userFiles,
      recent,
      projects: new ProjectFiles({ files, userFiles, recent, archivist: createArchivist(archivePool), now }),
      drafts: this.#drafts,
      settings,
      desktop: this.#desktop,
      facts: {
        systemLanguage: language,
        platform: platformName(),
        versions: {
          app: app.getVersion(),
          electron: process.versions.electron,
          chromium: process.versions.chrome,
          node: process.versions.node,
        },
        workers: computePool.size,
      },
      greet: () => this.#greet(firstStart),
    });
    powerMonitor.on("suspend", () => this.keepDrafts());
  }

  get words(): DialogWords {
    return this.#desktop.words.dialog;
  }

  /** Opens a file of the person: in the page, or as the first thing when that begins. */
  async request(path: string): Promise<void> {
    const { fileId } = await this.#userFiles.grant(path);
    if (this.#isFirstPage) this.#requestedFileId = fileId;
    else this.#window.send({ name: "open-requested", fileId });
  }

  keepDrafts(): void {
    this.#drafts.flush().catch(() => undefined);
  }

  /** The page crashed: its jobs end, and its draft is there to be recovered. */
  async abandonPage(): Promise<void> {
    this.#jobs.reset();
    await this.#drafts.abandon().catch(() => undefined);
  }

  async dispose(): Promise<void> {
    await this.#archivePool.dispose();
  }

  #greet(firstStart: boolean): { readonly requestedFileId: string | null; readonly firstStart: boolean } {
    this.#window.greet();
    const greeting = { requestedFileId: this.#requestedFileId, firstStart: firstStart && this.#isFirstPage };
    this.#requestedFileId = null;
    this.#isFirstPage = false;
    return greeting;
  }
}

/** What was read from the disk before there could be a laboratory. */
interface Stored {
  readonly userData: string;
  readonly userFiles: UserFiles;
  readonly recent: RecentFiles;
  readonly settings: SettingsStore;
  readonly firstStart: boolean;
}

function platformName(): "linux" | "darwin" | "win32" | "other" {
  const { platform } = process;
  return platform === "linux" || platform === "darwin" || platform === "win32" ? platform : "other";
}
