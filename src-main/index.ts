/**
 * The program's start: one instance, fences, the window and its one door. What answers the page (laboratory.ts) is loaded while
 * the page itself is on its way: the first picture comes some 60 ms sooner.
 */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { app, session } from "electron";
import { APP_ADDRESS, isOurAddress } from "./ipc/addresses.ts";
import { declareAppProtocol, serveAppProtocol } from "./ipc/app-protocol.ts";
import { fenceContents, fenceSession, raiseFirstFences } from "./ipc/fences.ts";
import { openGate } from "./ipc/gate.ts";
import { COMPUTE_LIMITS, poolSize } from "./jobs/limits.ts";
import { WorkerPool } from "./jobs/pool.ts";
import type { Laboratory } from "./laboratory.ts";
import { MainWindow } from "./main-window.ts";
import { nodeFileLayer } from "./projects/file-layer.ts";
import { checkHandOver, requestedFiles, type HandOver } from "./requested-files.ts";
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

  let window: MainWindow | null = null;
  let laboratory: Laboratory | null = null;
  /** A file asked for before there is anybody to open it; the newest wins, since there is one window. */
  let requested = handOver.files.at(-1) ?? null;
  const request = (path: string): void => {
    if (laboratory === null) requested = path;
    else void laboratory.request(path);
  };
  app.on("open-file", (event, path) => {
    event.preventDefault();
    request(path);
  });
  app.on("second-instance", (_event, _args, _folder, data) => {
    for (const path of checkHandOver(data).files.slice(-1)) request(path);
    window?.focus();
  });

  const computePool = new WorkerPool({
    size: poolSize(availableParallelism()),
    spawn: createComputeWorker,
    limits: COMPUTE_LIMITS,
  });

  app.on("window-all-closed", () => app.quit());
  let isFinished = false;
  let lastWork: Promise<unknown> = Promise.resolve();
  app.on("will-quit", (event) => {
    if (isFinished) return;
    event.preventDefault();
    void Promise.allSettled([lastWork, computePool.dispose(), laboratory?.dispose()]).then(() => {
      isFinished = true;
      app.quit();
    });
  });

  const places = new WindowPlaceStore(nodeFileLayer, app.getPath("userData"));
  void Promise.all([places.load(), app.whenReady()]).then(([lastPlace]) => {
    fenceSession(session.defaultSession, devServer);
    // The page's files come first: threads and what answers the page get ready while its scripts begin.
    const scriptsAsked = new Promise<void>((settle) => {
      serveAppProtocol(session.defaultSession, join(import.meta.dirname, "../renderer"), (ending) => {
        if (ending === ".js") settle();
      });
    });
    const isDevelopment = devServer !== null;
    const mainWindow = new MainWindow({
      address: devServer ?? APP_ADDRESS,
      preload: join(import.meta.dirname, "../preload/index.cjs"),
      lastPlace,
      isDevelopment,
      words: async () => (await opened).words,
      onplace: (place) => {
        lastWork = places.save(place);
      },
      onrest: () => laboratory?.keepDrafts(),
      oncrash: async () => laboratory?.abandonPage(),
    });
    window = mainWindow;
    const opened = (isDevelopment ? Promise.resolve() : scriptsAsked)
      .then(() => {
        computePool.warm();
        return import("./laboratory.ts");
      })
      .then(async ({ Laboratory }) => {
        const path = requested;
        laboratory = await Laboratory.open({
          window: mainWindow,
          files: nodeFileLayer,
          computePool,
          requested: path,
          isDevelopment,
        });
        if (requested !== path && requested !== null) void laboratory.request(requested);
        return laboratory;
      });
    openGate({
      calls: opened.then(({ calls }) => calls),
      isOurWindow: (contents) => contents === mainWindow.native.webContents,
      isOurAddress: (address) => isOurAddress(address, devServer),
      report: (channel, error) => console.error(channel, error),
    });
  });
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
