import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "playwright/test";
import { answerDialogs } from "./support/dialogs.ts";
import { csvRows, exportAs } from "./support/exports.ts";
import { showRun, showStep } from "./support/inspector.ts";
import { focusPage, launch, type Launched } from "./support/launch.ts";
import { clickMenu } from "./support/menu.ts";
import { openReady, resizeWindow, settled, windowTitle } from "./support/window.ts";

/*
 * Two ways to look at what a method's formula decides: the second point that it keeps beside theta. Each test goes on where
 * the one before stopped.
 */

test.describe.configure({ mode: "serial" });

let folder: string;
let file: string;
let launched: Launched;
let page: Page;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "saddlescope-difference-"));
  file = join(folder, "difference.saddle");
  launched = await launch({ userData: join(folder, "user-data") });
  ({ page } = launched);
  await resizeWindow(launched, 1440, 900);
  await openReady(page, "rosenbrock-race");
});

test.afterAll(async () => {
  await launched.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function saveAndReopen(): Promise<void> {
  await answerDialogs(launched.app, { save: file });
  await focusPage(page);
  await clickMenu(launched.app, "save");
  await expect.poll(() => windowTitle(launched.app)).toMatch(/^difference/);
  await expect.poll(() => windowTitle(launched.app)).not.toMatch(/•|\*/);
  await launched.close();
  launched = await launch({ userData: join(folder, "user-data"), files: [file] });
  ({ page } = launched);
  await resizeWindow(launched, 1440, 900);
  await settled(page);
}

/** A row of the inspector's table with all digits, by its heading. */
const cells = (heading: string) =>
  page
    .getByTestId("inspector")
    .getByRole("row", { name: new RegExp(`^${heading}( |$)`) })
    .locator("td");

async function digits(heading: string): Promise<readonly number[]> {
  return cells(heading).evaluateAll((found) => found.map((cell) => Number(cell.getAttribute("title"))));
}

test.describe("Nesterov's textbook variable", () => {
  const RUNNER = "runner-3";
  const shown = () => page.getByTestId(`${RUNNER}-companion`);

  test("is offered where a method has a second point, and is the gradient step from the look-ahead", async () => {
    await page.getByTestId("runner-runner-2").click();
    await expect(page.getByTestId("runner-2-lr")).toBeVisible();
    await expect(page.getByTestId("runner-2-companion")).toBeHidden();
    await page.getByTestId(`runner-${RUNNER}`).click();
    await showRun(page, "Nesterov");
    await showStep(page, 40);
    const [theta, gradient] = [await digits("θ"), await digits("g")];
    await expect(cells("textbook")).toHaveCount(0);
    await shown().check();
    await settled(page);
    await showStep(page, 41);
    await expect(cells("textbook")).toHaveCount(2);
    const textbook = await digits("textbook");
    for (const [index, value] of textbook.entries())
      expect(value).toBeCloseTo(theta[index] - 0.001 * gradient[index], 12);
  });

  test("is one step of undo", async () => {
    await focusPage(page);
    await clickMenu(launched.app, "undo");
    await expect(shown()).not.toBeChecked();
    await expect(cells("textbook")).toHaveCount(0);
    await clickMenu(launched.app, "redo");
    await expect(cells("textbook")).toHaveCount(2);
  });

  test("is named and dashed in an exported picture, and has its columns in the table", async () => {
    const svg = (await exportAs(launched, join(folder, "map.svg"), { instrument: "map", format: "svg" })).toString();
    expect(svg).toContain("Nesterov: look-ahead point");
    expect(svg).toContain("Nesterov: textbook variable");
    expect(svg).toContain('stroke-dasharray="6,4"');
    const [heading, ...rows] = csvRows(
      await exportAs(launched, join(folder, "map.csv"), { instrument: "map", format: "csv" }),
    );
    expect(heading).toEqual(["run", "step", "x", "y", "loss", "companion:x", "companion:y"]);
    const textbook = await digits("textbook");
    const row = rows.find(([run, step]) => run === "Nesterov" && step === "41");
    expect(row?.slice(-2).map(Number)).toEqual(textbook);
    expect(rows.find(([run]) => run === "Momentum")?.slice(-2)).toEqual(["NaN", "NaN"]);
  });

  test("is there when the file is opened again, without a new run", async () => {
    const before = await digits("textbook");
    await saveAndReopen();
    await page.getByTestId(`runner-${RUNNER}`).click();
    await expect(shown()).toBeChecked();
    await showStep(page, 41);
    expect(await digits("textbook")).toEqual(before);
  });
});
