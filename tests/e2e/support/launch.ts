import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { _electron, expect, type ElectronApplication, type Page } from "playwright/test";

/** The built program: Electron reads package.json there, and out/. */
const root = fileURLToPath(new URL("../../..", import.meta.url));

export interface LaunchOptions {
  /** Files on the command line, as a double-click gives them. */
  readonly files?: readonly string[];
  /** Where settings, drafts and the recent list are kept; a fresh folder, removed at the end, when left out. */
  readonly userData?: string;
  /** What the system speaks. */
  readonly systemLanguage?: "en" | "zh-CN";
  /** Further switches for Chromium. */
  readonly switches?: readonly string[];
}

/** The program under test, started as a person starts it. */
export interface Launched {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** Ends the process, whatever the window would ask, removes what is temporary, and fails if an error went uncaught. */
  readonly close: () => Promise<void>;
}

/**
 * Starts the real Electron with the built program and waits for its window. Which Electron is told by
 * ELECTRON_OVERRIDE_DIST_PATH, which `npm test` sets. Every start has user data of its own, else the single-instance
 * lock would end the second one.
 */
export async function launch(options: LaunchOptions = {}): Promise<Launched> {
  const { files = [], systemLanguage = "en", switches = [] } = options;
  const temporary = options.userData === undefined ? mkdtempSync(join(tmpdir(), "saddlescope-e2e-")) : null;
  const userData = options.userData ?? temporary!;
  const language = systemLanguage === "en" ? "en_US" : "zh_CN";
  const app = await _electron.launch({
    args: [`--user-data-dir=${userData}`, "--enable-unsafe-swiftshader", ...switches, root, ...files],
    cwd: root,
    env: { ...definedEnvironment(), LAB_TEST: "1", LANG: `${language}.UTF-8`, LANGUAGE: language },
  });
  const page = await app.firstWindow();
  const uncaught: string[] = [];
  page.on("pageerror", (error) => uncaught.push(error.stack ?? error.message));
  const close = async (): Promise<void> => {
    await app.evaluate(({ app: program }) => program.exit(0)).catch(() => undefined);
    await app.close().catch(() => undefined);
    if (temporary !== null) rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
    // Such an error stops the window's updates wherever it strikes; a test that looked elsewhere would miss it.
    expect(uncaught, "errors that nobody caught in the window").toEqual([]);
  };
  return { app, page, userData, close };
}

/** Gives the page the keyboard by a click into its corner: without a window manager nobody else gives it. */
export async function focusPage(page: Page): Promise<void> {
  await page.mouse.click(1, 1);
  await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(true);
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
