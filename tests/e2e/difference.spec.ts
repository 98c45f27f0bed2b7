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
 * What a formula decides: the second point that a method keeps beside theta, and how far another convention leads away. Each
 * test goes on where the one before stopped.
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

test.describe("A difference run", () => {
  const ADAGRAD = "runner-4";
  const TWIN = "runner-7";
  const lr = (runner: string) => page.getByTestId(`${runner}-lr`);

  /** The exported curves of the two runs: [run, step, distance] by rows. */
  async function distances(): Promise<readonly (readonly string[])[]> {
    const rows = csvRows(await exportAs(launched, join(folder, "curves.csv"), { instrument: "curves", format: "csv" }));
    const column = rows[0].indexOf("path_distance:AdaGrad");
    expect(column, rows[0].join()).toBeGreaterThan(1);
    return rows.slice(1).map((row) => [row[0], row[1], row[column]]);
  }

  test("is one click beside the convention: a runner under the other formula, and the distance in the curves", async () => {
    await page.getByTestId(`runner-${ADAGRAD}`).click();
    await page.getByTestId(`${ADAGRAD}-difference-leedl`).click();
    await settled(page);
    await expect(page.getByTestId(`runner-${TWIN}`)).toContainText("AdaGrad (Course book)");
    const rows = await distances();
    const compared = rows.filter(([run]) => run === "AdaGrad (Course book)");
    expect(compared[0]).toEqual(["AdaGrad (Course book)", "0", "0"]);
    expect(compared).toHaveLength(4001);
    expect(new Set(rows.filter(([run]) => run === "Adam").map(([, , distance]) => distance))).toEqual(new Set(["NaN"]));
    // The distance is that of the two thetas that the inspector shows.
    const places: (readonly number[])[] = [];
    for (const run of ["AdaGrad", "AdaGrad (Course book)"]) {
      await showRun(page, run);
      await showStep(page, 20);
      places.push(await digits("θ"));
    }
    const [a, b] = places;
    expect(Number(compared[20][2])).toBeCloseTo(Math.hypot(a[0] - b[0], a[1] - b[1]), 12);
  });

  test("follows what is changed in the first", async () => {
    await lr(ADAGRAD).fill("0.25");
    await settled(page);
    await page.getByTestId(`runner-${TWIN}`).click();
    await expect(lr(TWIN)).toHaveValue("0.25");
    await expect(page.getByTestId(`${TWIN}-coupled`)).toContainText("Coupled to AdaGrad");
  });

  test("under the same convention agrees to the last bit, and that is said", async () => {
    await page.getByTestId(`convention-${TWIN}`).selectOption("pytorch");
    await settled(page);
    const svg = async () =>
      (await exportAs(launched, join(folder, "curves.svg"), { instrument: "curves", format: "svg" })).toString();
    await expect.poll(svg).toContain("the two paths agree to the last bit");
    expect((await distances()).find(([run, step]) => run === "AdaGrad (PyTorch)" && step === "4000")?.[2]).toBe("0");
    await focusPage(page);
    await clickMenu(launched.app, "undo");
    await expect(page.getByTestId(`convention-${TWIN}`)).toHaveValue("leedl");
    await expect.poll(svg).not.toContain("agree to the last bit");
  });

  test("any two runners can be compared", async () => {
    await page.getByTestId("options-curves").click();
    await expect(page.getByTestId("compared-reference")).toHaveValue(ADAGRAD);
    await expect(page.getByTestId("compared-runner")).toHaveValue(TWIN);
    await page.getByTestId("compared-runner").selectOption({ label: "Adam" });
    await expect
      .poll(async () => (await distances()).find(([run, step]) => run === "Adam" && step === "4000")?.[2])
      .toMatch(/^0\.\d+|\d(\.\d+)?e-\d+$/);
    await page.getByTestId("compared-runner").selectOption(TWIN);
    await page.getByTestId("options-curves").click();
  });

  test("is there when the file is opened again, still coupled", async () => {
    const before = await distances();
    await saveAndReopen();
    expect(await distances()).toEqual(before);
    await page.getByTestId(`runner-${ADAGRAD}`).click();
    await lr(ADAGRAD).fill("0.125");
    await page.getByTestId(`runner-${TWIN}`).click();
    await expect(lr(TWIN)).toHaveValue("0.125");
  });

  test("let go, it stays as it is; undone, it is gone", async () => {
    await page.getByTestId(`${TWIN}-uncouple`).click();
    await expect(page.getByTestId(`${TWIN}-coupled`)).toBeHidden();
    await page.getByTestId(`runner-${ADAGRAD}`).click();
    await lr(ADAGRAD).fill("0.5");
    await page.getByTestId(`runner-${TWIN}`).click();
    await expect(lr(TWIN)).toHaveValue("0.125");
    await page.getByTestId("runner-runner-5").click();
    await page.getByTestId("runner-5-difference-leedl").click();
    await expect(page.getByTestId("runner-runner-8")).toContainText("RMSprop (Course book)");
    await focusPage(page);
    await clickMenu(launched.app, "undo");
    await expect(page.getByTestId("runner-runner-8")).toBeHidden();
    await clickMenu(launched.app, "redo");
    await expect(page.getByTestId("runner-runner-8")).toBeVisible();
  });
});
