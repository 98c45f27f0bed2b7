/**
 * `npm run pictures`: takes the README's pictures anew, by driving the built lab in the real Electron as a person would.
 * Every view in English on light and in Chinese on dark, the main view in the other two combinations as well.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron } from "playwright";
import { ensureRuntime, launchArguments, launchEnvironment } from "./electron-runtime.mjs";
import { buildApplication } from "./runtime/application.mjs";
import { withDisplay } from "./runtime/display.mjs";
import { fromRoot } from "./runtime/paths.mjs";
import { endWith } from "./runtime/say.mjs";

const FOLDER = fromRoot(".github", "pictures");

/** @typedef {import("playwright").Page} Page */
/** @typedef {import("playwright").ElectronApplication} App */
/** @typedef {{ name: string, language: "en" | "zh-CN", theme: "light" | "dark" }} Look */

/** @type {readonly Look[]} */
const LOOKS = [
  { name: "en-light", language: "en", theme: "light" },
  { name: "zh-dark", language: "zh-CN", theme: "dark" },
];
/** @type {readonly Look[]} */
const OTHER_LOOKS = [
  { name: "en-dark", language: "en", theme: "dark" },
  { name: "zh-light", language: "zh-CN", theme: "light" },
];

/** Each view of the window, reached from the one before. @type {readonly [string, (page: Page) => Promise<void>][]} */
const VIEWS = [
  ["welcome", async () => {}],
  [
    "race",
    async (page) => {
      await page.getByTestId("ready-rosenbrock-race").click();
      await runsEnd(page);
      await showStep(page, "300");
    },
  ],
  [
    "surface",
    async (page) => {
      await page.getByTestId("show-surface").click();
      await page.getByTestId("show-map").click();
      await page.getByTestId("show-curves").click();
      await page.locator("[data-layer=scene]").waitFor();
    },
  ],
  [
    "valley",
    async (page) => {
      await openFromShelfOfExperiments(page, "valley");
      await runsEnd(page);
      await showStep(page, "1200");
      await page.getByTestId("runner-runner-3").click();
      await page.getByTestId("runners-card").scrollIntoViewIfNeeded();
    },
  ],
  [
    "lesson",
    async (page) => {
      await page.getByTestId("lesson-adagrad-explosion").click();
      await runsEnd(page);
      await page.getByTestId("lesson-step-3").click();
      await runsEnd(page);
    },
  ],
  [
    "workbench",
    async (page) => {
      await page.getByTestId("runner-runner-1").click();
      await page.getByTestId("runner-1-schedule").selectOption("wsd");
      await page.getByTestId("runner-1-workbench").click();
      await page.getByTestId("bench-sequence").click();
    },
  ],
  [
    "line",
    async (page) => {
      await page.keyboard.press("Escape");
      await openFromShelfOfExperiments(page, "saddle");
      await page.getByTestId("shelf").selectOption("momentum-ball");
      await runsEnd(page);
      await showStep(page, "20");
    },
  ],
  [
    "export",
    async (page) => {
      await page.getByTestId("export-map").click();
      await page.locator("[data-testid=export-dialog] img[src]").waitFor();
    },
  ],
];

/** @param {Page} page */
async function runsEnd(page) {
  await page.getByTestId("run-ended").waitFor();
  await page.getByTestId("progress").waitFor({ state: "detached" });
}

/** @param {Page} page @param {string} step */
async function showStep(page, step) {
  await page.getByTestId("step-field").fill(step);
  await page.getByTestId("step-field").blur();
}

/** @param {Page} page @param {string} id */
async function openFromShelfOfExperiments(page, id) {
  await page.getByTestId("add-ready").click();
  await page.getByTestId(`ready-${id}`).click();
}

/** @param {App} app @param {string} id */
function clickMenu(app, id) {
  return app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);
}

/** Two frames after everything was drawn, and the letters that the text needs. @param {Page} page */
async function settle(page) {
  await page.evaluate("document.fonts.ready.then(() => null)");
  await page.waitForTimeout(900);
}

/**
 * @param {Look} look
 * @param {readonly [string, (page: Page) => Promise<void>][]} views
 * @param {import("./electron-runtime.mjs").Runtime} runtime
 * @param {NodeJS.ProcessEnv} env
 */
async function takePictures(look, views, runtime, env) {
  const userData = mkdtempSync(join(tmpdir(), "saddlescope-pictures-"));
  const variables = Object.entries({ ...launchEnvironment(runtime, env), LAB_TEST: "1" });
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: [...launchArguments(runtime), `--user-data-dir=${userData}`, "--enable-unsafe-swiftshader", fromRoot()],
    env: Object.fromEntries(variables.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  });
  try {
    const page = await app.firstWindow();
    await page.getByTestId("welcome").waitFor();
    await clickMenu(app, `language-${look.language}`);
    await clickMenu(app, `theme-${look.theme}`);
    for (const [name, reach] of views) {
      await reach(page);
      await settle(page);
      await page.screenshot({ path: join(FOLDER, `${name}-${look.name}.png`) });
    }
  } finally {
    await app.evaluate(({ app: program }) => program.exit(0)).catch(() => undefined);
    await app.close().catch(() => undefined);
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
  }
}

try {
  const runtime = await ensureRuntime();
  await buildApplication();
  mkdirSync(FOLDER, { recursive: true });
  await withDisplay(async (env) => {
    for (const look of LOOKS) await takePictures(look, VIEWS, runtime, env);
    for (const look of OTHER_LOOKS) await takePictures(look, VIEWS.slice(0, 2), runtime, env);
    return 0;
  });
} catch (error) {
  endWith(error);
}
