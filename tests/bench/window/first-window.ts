import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atMost, type Row } from "../report/row.ts";
import { measured } from "../report/statistics.ts";
import { applicationScripts, fromRoot, root, runtimeScripts } from "../surroundings.ts";

const ROUNDS = 9;
/** The first start of a profile makes folders and shows the welcome; files come from the disk. */
const WARM_UP_ROUNDS = 2;
/** A window that takes this long has failed. */
const PATIENCE = 60_000;

/**
 * From the start of the process to a window that can be used, against a window with one button, in turn. Usable is the lab when the
 * ground of the map and its overlay are painted and the transport's button can be pressed.
 */
export async function* firstWindowRows(): AsyncGenerator<Row> {
  const runtime = await runtimeScripts();
  const electron = await runtime.ensureRuntime();
  await (await applicationScripts()).buildApplication();
  const profiles = mkdtempSync(join(tmpdir(), "first-window-"));
  const open = (app: string, profile: string, isUsable: () => boolean) =>
    timeToUsable({
      executable: electron.executable,
      args: [...runtime.launchArguments(electron), `--user-data-dir=${join(profiles, profile)}`],
      env: runtime.launchEnvironment(electron),
      app,
      isUsable,
    });
  try {
    const lab: number[] = [];
    const bare: number[] = [];
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      const times = [await open(root, "lab", isLabUsable), await open(fromRoot(BARE_APP), "bare", isBareUsable)];
      if (round < 0) continue;
      lab.push(times[0]);
      bare.push(times[1]);
    }
    yield atMost(1.6, {
      name: "first-window/usable/bare",
      unit: "ms",
      ours: measured(lab),
      peer: measured(bare),
      peerName: "bare Electron window",
    });
  } finally {
    rmSync(profiles, { recursive: true, force: true, maxRetries: 5 });
  }
}

const BARE_APP = "tests/bench/window/bare-app";
const PROBE = "tests/bench/window/first-window-probe.cjs";

interface Launch {
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly app: string;
  readonly isUsable: () => boolean;
}

function timeToUsable({ executable, args, env, app, isUsable }: Launch): Promise<number> {
  return new Promise((settle, reject) => {
    const started = performance.timeOrigin + performance.now();
    // Switches first: what stands behind the app is the app's.
    const child = spawn(executable, [...args, "-r", fromRoot(PROBE), app], {
      cwd: root,
      env: { ...env, LAB_TEST: "1", BENCH_USABLE: isUsable.toString() },
      stdio: ["ignore", "pipe", "ignore"],
    });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(timer);
      const time = /^usable (\S+)$/m.exec(said)?.[1];
      if (time === undefined) reject(new Error(`${app} did not become usable: ${said || "it said nothing"}`));
      else settle(Number(time) - started);
    });
  });
}

// Both run in a page: they use nothing from outside.

function isBareUsable(): boolean {
  return document.querySelector("[data-testid=ready]") !== null;
}

function isLabUsable(): boolean {
  const layer = (name: string) =>
    document.querySelector<HTMLElement>(`[data-testid=instrument-map] [data-layer=${name}]`);
  const [ground, overlay] = [layer("ground"), layer("overlay")];
  if (ground?.dataset["drawn"] === undefined || overlay?.dataset["drawn"] === undefined) return false;
  const play = document.querySelector<HTMLButtonElement>("[data-testid=play]");
  if (play === null || play.disabled) return false;
  // The ground is drawn before its values have been computed, too: without contours, in one colour.
  const canvas = ground.querySelector("canvas");
  const context = canvas?.getContext("2d");
  if (!canvas || !context) return false;
  const colours = new Set<number>();
  for (let k = 1; k < 8; k++) {
    const { data } = context.getImageData((k * canvas.width) >> 3, (k * canvas.height) >> 3, 1, 1);
    colours.add((data[0] << 16) | (data[1] << 8) | data[2]);
  }
  return colours.size >= 3;
}
