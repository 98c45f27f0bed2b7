import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright";
import { writeProject, type ProjectContent } from "../../../src-core/project/index.ts";
import { applicationScripts, root, runtimeScripts } from "../surroundings.ts";

export interface OpenLab {
  readonly app: ElectronApplication;
  readonly page: Page;
}

/** Opens a project in the real lab, built from the present sources, and closes it when the work is done. */
export async function withLab<Result>(
  content: ProjectContent,
  switches: readonly string[],
  work: (lab: OpenLab) => Promise<Result>,
): Promise<Result> {
  const runtime = await runtimeScripts();
  const electron = await runtime.ensureRuntime();
  await (await applicationScripts()).buildApplication();
  const folder = mkdtempSync(join(tmpdir(), "bench-window-"));
  try {
    const file = join(folder, "bench.saddle");
    writeFileSync(file, writeProject(content));
    const app = await _electron.launch({
      executablePath: electron.executable,
      args: [
        ...runtime.launchArguments(electron),
        `--user-data-dir=${join(folder, "profile")}`,
        ...switches,
        root,
        file,
      ],
      cwd: root,
      env: definedOnly({
        ...runtime.launchEnvironment(electron),
        LAB_TEST: "1",
        LANG: "en_US.UTF-8",
        LANGUAGE: "en_US",
      }),
    });
    try {
      const page = await app.firstWindow();
      await page
        .locator("[data-testid=instrument-map] [data-layer=overlay][data-drawn]")
        .waitFor({ state: "attached" });
      return await work({ app, page });
    } finally {
      // Not by closing the window, which would ask whether to save.
      await app.evaluate(({ app: program }) => program.exit(0)).catch(() => undefined);
      await app.close().catch(() => undefined);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
