/** The program's start: one instance, fences, window, services, gate. Everything is made here and handed down. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { app, nativeTheme, powerMonitor, session } from "electron";
import { createCalls } from "./handlers/index.ts";
import { APP_ADDRESS, isOurAddress } from "./ipc/addresses.ts";
import { declareAppProtocol, serveAppProtocol } from "./ipc/app-protocol.ts";
import { fenceContents, fenceSession, raiseFirstFences } from "./ipc/fences.ts";
import { openGate } from "./ipc/gate.ts";
import { createArchivist } from "./jobs/archivist.ts";
import { JobService } from "./jobs/job-service.ts";
import { ARCHIVE_LIMITS, COMPUTE_LIMITS, poolSize } from "./jobs/limits.ts";
import { WorkerPool } from "./jobs/pool.ts";
import { MainWindow } from "./main-window.ts";
import { NativeDesktop } from "./native-desktop.ts";
import { thisOwner } from "./projects/draft-owner.ts";
import { Drafts } from "./projects/drafts.ts";
import { nodeFileLayer } from "./projects/file-layer.ts";
import { ProjectFiles } from "./projects/project-files.ts";
import { RecentFiles } from "./projects/recent-files.ts";
import { SettingsStore } from "./projects/settings-store.ts";
import { UserFiles } from "./projects/user-files.ts";
import { checkHandOver, requestedFiles, type HandOver } from "./requested-files.ts";
import { systemLanguage } from "./text/index.ts";
import { WindowPlaceStore } from "./window-place.ts";
import createComputeWorker from "./workers/compute.worker.ts?nodeWorker";

if (process.env["LAB_TEST"] === "1") endOnFaults();

const devServer = import.meta.env.DEV ? (process.env["ELECTRON_RENDERER_URL"] ?? null) : null;
const handOver: HandOver = { files: requestedFiles(process.argv.slice(1), process.cwd()) };

if (app.requestSingleInstanceLock(handOver)) start();
else app.exit(0);

function start(): void {
  raiseFirstFences(devServer);
  declareAppProtocol();
  app.on("web-contents-created", (_event, contents) => fenceContents(contents, devServer));

  const userData = app.getPath("userData");
  const files = nodeFileLayer;
  const userFiles = new UserFiles(files);
  const recent = new RecentFiles(files, userFiles, userData, app.getPath("home"));
  const settings = new SettingsStore(files, userData);
  const places = new WindowPlaceStore(files, userData);
  const now = (): number => Date.now();
  const drafts = new Drafts({ files, folder: join(userData, "recovery"), owner: thisOwner(now()), now });
  const computePool = new WorkerPool({
    size: poolSize(availableParallelism()),
    spawn: createComputeWorker,
    limits: COMPUTE_LIMITS,
  });
  const archivePool = new WorkerPool({ size: 1, spawn: createComputeWorker, limits: ARCHIVE_LIMITS });
  const projects = new ProjectFiles({ files, userFiles, recent, archivist: createArchivist(archivePool), now });

  /** Files asked for before there is a page; the newest wins, since there is one window. */
  let requestedFileId: string | null = null;
  let window: MainWindow | null = null;
  const request = async (path: string): Promise<void> => {
    const { fileId } = await userFiles.grant(path);
    if (window === null) requestedFileId = fileId;
    else window.send({ name: "open-requested", fileId });
  };
  app.on("open-file", (event, path) => {
    event.preventDefault();
    void request(path);
  });
  app.on("second-instance", (_event, _args, _folder, data) => {
    for (const path of checkHandOver(data).files.slice(-1)) void request(path);
    window?.focus();
  });

  app.on("window-all-closed", () => app.quit());
  let isFinished = false;
  let lastWork: Promise<unknown> = Promise.resolve();
  app.on("will-quit", (event) => {
    if (isFinished) return;
    event.preventDefault();
    void Promise.allSettled([lastWork, computePool.dispose(), archivePool.dispose()]).then(() => {
      isFinished = true;
      app.quit();
    });
  });

  const stored = Promise.all([settings.load(), places.load(), recent.load(), ...handOver.files.slice(-1).map(request)]);
  void Promise.all([stored, app.whenReady()]).then(([[{ firstStart }, lastPlace]]) => {
    fenceSession(session.defaultSession, devServer);
    serveAppProtocol(session.defaultSession, join(import.meta.dirname, "../renderer"));
    nativeTheme.themeSource = settings.current.theme;
    const language = systemLanguage(app.getPreferredSystemLanguages());
    const mainWindow: MainWindow = new MainWindow({
      address: devServer ?? APP_ADDRESS,
      preload: join(import.meta.dirname, "../preload/index.cjs"),
      lastPlace,
      isDevelopment: devServer !== null,
      words: () => desktop.words.dialog,
      onplace: (place) => {
        lastWork = places.save(place);
      },
      onrest: keepDrafts,
      oncrash: async () => {
        jobs.reset();
        await drafts.abandon().catch(() => undefined);
      },
    });
    window = mainWindow;
    const desktop: NativeDesktop = new NativeDesktop({
      window: mainWindow,
      systemLanguage: language,
      settings: settings.current,
      recent: recent.list(),
      isDevelopment: devServer !== null,
      clearRecent: () => void recent.clear().then(() => desktop.showRecent(recent.list())),
    });
    const jobs = new JobService(computePool, (events) => mainWindow.sendJobEvents(events));
    let isFirstPage = true;
    const calls = createCalls({
      files,
      jobs,
      userFiles,
      recent,
      projects,
      drafts,
      settings,
      desktop,
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
      greet: () => {
        mainWindow.greet();
        const greeting = { requestedFileId, firstStart: firstStart && isFirstPage };
        requestedFileId = null;
        isFirstPage = false;
        return greeting;
      },
    });
    openGate({
      calls,
      isOurWindow: (contents) => contents === mainWindow.native.webContents,
      isOurAddress: (address) => isOurAddress(address, devServer),
      report: (channel, error) => console.error(channel, error),
    });
    powerMonitor.on("suspend", keepDrafts);
    computePool.warm();
  });

  function keepDrafts(): void {
    drafts.flush().catch(() => undefined);
  }
}

function platformName(): "linux" | "darwin" | "win32" | "other" {
  const { platform } = process;
  return platform === "linux" || platform === "darwin" || platform === "win32" ? platform : "other";
}

/** Under test a fault ends the program with its message; the modal box that Electron shows would hang the test. */
function endOnFaults(): void {
  const end = (error: unknown): void => {
    console.error(error);
    app.exit(1);
  };
  process.on("uncaughtException", end);
  process.on("unhandledRejection", end);
}
