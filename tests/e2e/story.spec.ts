import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { expect, test, type Locator, type Page } from "playwright/test";
import { answerDialogs } from "./support/dialogs.ts";
import { coloursOf, csvRows, exportAs, npyNumbers, pngSize } from "./support/exports.ts";
import { exactLoss, inspectorDigits, type InspectorDigits, runNames, showRun, showStep } from "./support/inspector.ts";
import { launch, type Launched } from "./support/launch.ts";
import { clickMenu, menuLabels } from "./support/menu.ts";
import { middleOf, picture, quit, resizeWindow, settled, windowTitle } from "./support/window.ts";

/*
 * The first whole walk through the lab, as a person takes it: one window after the other on the same user data, each test
 * going on where the one before stopped.
 */

test.describe.configure({ mode: "serial" });

const LOSS = "x^4 + y^2*(1 + sin(3*x)^2) + 0.1*(x - 1)^2";
const NOTES = "笔记: the start sits on the wall; Adam turns first.\nSecond line.";
const INSPECTED_STEPS = [0, 1, 7, 250, 4000];

let folder: string;
let file: string;
let launched: Launched;
let page: Page;
/** What was on the screen when the file was saved. */
let left: Awaited<ReturnType<typeof everything>>;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "saddlescope-story-"));
  file = join(folder, "我的 race.saddle");
  await start();
});

test.afterAll(async () => {
  await launched.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function start(files: readonly string[] = []): Promise<void> {
  launched = await launch({ userData: join(folder, "user-data"), files });
  ({ page } = launched);
  await resizeWindow(launched, 1440, 900);
}

test("the first start shows the welcome, and behind it a window that is not empty", async () => {
  const welcome = page.getByRole("dialog", { name: "Welcome to Saddlescope" });
  await expect(welcome).toBeVisible();
  await expect(welcome.getByRole("listitem")).toHaveCount(4);
  await expect(page.getByTestId("inspector-step")).toBeVisible();
  await welcome.getByRole("button", { name: /Rosenbrock race/ }).click();
  await expect(welcome).toBeHidden();
  await settled(page);
  expect(await runNames(page)).toHaveLength(6);
  await expect(page.getByRole("group", { name: "Map of the loss over x and y" })).toBeVisible();
  await expect.poll(() => windowTitle(launched.app)).toBe("Untitled project — Saddlescope");
});

test("a typed loss with an error is underlined at its column, with a sentence; mended, it runs", async () => {
  const formula = page.getByRole("textbox", { name: "Formula of the loss" });
  await formula.fill("x^4 + foo(y)^2");
  const mark = page.getByTestId("formula-mark");
  await expect(mark).toHaveText("foo");
  await expect(page.getByRole("alert")).toContainText("Column 7: There is no function foo.");
  await expect(formula).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByTestId("stage").getByRole("status").first()).toContainText("shows the last one that was");
  expect(await underlineOffset(page)).toBeCloseTo(await columnOffset(page, 6), 0);

  const before = await exactLoss(page);
  await formula.fill(LOSS);
  await expect(page.getByTestId("formula-error")).toBeHidden();
  await expect(formula).toHaveAttribute("aria-invalid", "false");
  await settled(page);
  await expect.poll(() => exactLoss(page)).not.toBe(before);
  // At (-1.2, 1), the race's start.
  const expected = 1.2 ** 4 + (1 + Math.sin(-3.6) ** 2) + 0.1 * 2.2 ** 2;
  expect(Number(await exactLoss(page))).toBeCloseTo(expected, 12);
  await expect(page.getByTestId("typeset").locator("math").first()).toContainText("sin");
});

test("two runners are added, in colours of their own, and run at once", async () => {
  const add = page.getByRole("combobox", { name: "Add an optimizer" });
  await add.selectOption({ label: "AdamW" });
  await add.selectOption({ label: "AMSGrad" });
  await settled(page);
  await expect
    .poll(() => runNames(page))
    .toEqual(["Gradient descent", "Momentum", "Nesterov", "AdaGrad", "RMSprop", "Adam", "AdamW", "AMSGrad"]);
  const dots = page.getByTestId("runners-card").locator("li .name > span:first-child");
  const colours = await dots.evaluateAll((all) => all.map((dot) => getComputedStyle(dot).backgroundColor));
  expect(new Set(colours).size).toBe(8);
  await expect(page.getByTestId("notice")).toHaveCount(0);
});

test("the start is dragged on the map, and every path follows", async () => {
  // Early enough that the runs have not met in the minimum.
  await showStep(page, 30);
  await showRun(page, "Adam");
  const lossBefore = await exactLoss(page);
  const undone = page.getByTestId("start-1-x");
  await expect(undone).toHaveValue("-1.2");

  const handle = page.getByRole("button", { name: /^Start 1:/ });
  const from = await middleOf(handle);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 10, { steps: 4 });
  await page.mouse.move(from.x + 90, from.y + 36, { steps: 4 });
  await page.mouse.up();

  const to = await middleOf(handle);
  expect(to.x - from.x).toBeCloseTo(90, -0.5);
  expect(to.y - from.y).toBeCloseTo(36, -0.5);
  await expect(undone).not.toHaveValue("-1.2");
  await settled(page);
  await expect.poll(() => exactLoss(page)).not.toBe(lossBefore);
  await showStep(page, 0);
  const row = page
    .getByTestId("inspector")
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: "θ", exact: true }) });
  const theta = await row.getByRole("cell").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("title")));
  expect(theta).toEqual([await undone.inputValue(), await page.getByTestId("start-1-y").inputValue()]);
});

test("it plays, pauses, scrubs back, and steps forward and back", async () => {
  const step = page.getByTestId("step-field");
  const shown = async (): Promise<number> => Number(await step.inputValue());
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect.poll(shown).toBeGreaterThan(20);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  const paused = await shown();
  expect(paused).toBeGreaterThan(20);
  const lossPaused = await exactLoss(page);

  const scrubber = page.getByRole("slider", { name: "Step" });
  await scrubber.fill("7");
  await expect(step).toHaveValue("7");
  await expect.poll(() => exactLoss(page)).not.toBe(lossPaused);
  const lossAtSeven = await exactLoss(page);
  await page.getByRole("button", { name: "One step forward" }).click();
  await expect(step).toHaveValue("8");
  await page.getByRole("button", { name: "One step back" }).click();
  await page.getByRole("button", { name: "One step back" }).click();
  await expect(step).toHaveValue("6");
  await page.getByRole("button", { name: "One step forward" }).click();
  // Playback only chooses what is shown.
  expect(await exactLoss(page)).toBe(lossAtSeven);
  await showStep(page, paused);
  expect(await exactLoss(page)).toBe(lossPaused);
});

test("language and theme are switched in the menu, at once and everywhere", async () => {
  const { app } = launched;
  await clickMenu(app, "language-zh-CN");
  await expect(page.getByRole("heading", { name: "损失" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "优化器" })).toBeVisible();
  await expect(page.getByRole("button", { name: "播放", exact: true })).toBeVisible();
  await expect(page.getByRole("group", { name: "损失关于 x 和 y 的等高线图" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect.poll(() => menuLabels(app)).toContain("文件(&F)");
  await expect.poll(() => windowTitle(app)).toContain("鞍点实验室");

  await clickMenu(app, "theme-dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("dark");
  await expect.poll(() => app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true);
});

test("views and notes are chosen, and the project is saved through a dialog", async () => {
  await page.getByTestId("notes").fill(NOTES);
  await page.getByTestId("project-title").fill("第三章 race");
  await page.getByTestId("options-map").click();
  await page.getByTestId("levels").selectOption("linear");
  await page.getByTestId("level-count").fill("17");
  await page.getByTestId("colours").selectOption("magma");
  await page.getByTestId("show-arrows").setChecked(true);
  await page.getByTestId("options-map").click();
  const map = picture(page, "map");
  await map.focus();
  await page.keyboard.press("+");
  await page.keyboard.press("ArrowRight");
  await page.getByTestId("keep-map").click();
  await showRun(page, "AdamW");
  await showStep(page, 250);
  await expect.poll(() => windowTitle(launched.app)).toMatch(/^• /);

  await answerDialogs(launched.app, { save: file });
  await clickMenu(launched.app, "save");
  await expect(page.getByTestId("notice")).toContainText("已保存 我的 race.saddle");
  await expect.poll(() => windowTitle(launched.app)).toBe("我的 race.saddle — 鞍点实验室");
  left = await everything(page);
  expect(left.digits.flatMap(({ numbers }) => numbers)).not.toContain("NaN");
});

test("started again with the file, everything is there and nothing is computed again", async () => {
  await quit(launched);
  await start([file]);
  await expect.poll(() => windowTitle(launched.app)).toBe("我的 race.saddle — 鞍点实验室");
  await expect(page.getByTestId("welcome")).toBeHidden();
  await settled(page);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByTestId("notes")).toHaveValue(NOTES);
  expect(await everything(page)).toEqual(left);
  await expect.poll(() => windowTitle(launched.app)).toBe("我的 race.saddle — 鞍点实验室");
});

test("PNG in the size of the screen and three times it", async () => {
  const size = await picture(page, "map").evaluate((node) => ({ width: node.clientWidth, height: node.clientHeight }));
  const single = await exportAs(launched, join(folder, "map.png"), { instrument: "map", format: "png", scale: 1 });
  const triple = await exportAs(launched, join(folder, "map-3.png"), { instrument: "map", format: "png", scale: 3 });
  expect(pngSize(single)).toEqual(size);
  expect(pngSize(triple)).toEqual({ width: 3 * size.width, height: 3 * size.height });
  expect(await coloursOf(page, triple)).toBeGreaterThan(100);
});

test("SVG is text and paths, not an embedded picture", async () => {
  for (const instrument of ["map", "curves"] as const) {
    const svg = (await exportAs(launched, join(folder, `${instrument}.svg`), { instrument, format: "svg" })).toString(
      "utf8",
    );
    const found = await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
      const count = (name: string): number => parsed.getElementsByTagName(name).length;
      const words = [...parsed.getElementsByTagName("text")].map((node) => node.textContent ?? "");
      return { root: parsed.documentElement.nodeName, paths: count("path"), images: count("image"), words };
    }, svg);
    expect(found.root, instrument).toBe("svg");
    expect(found.images, instrument).toBe(0);
    expect(found.paths, instrument).toBeGreaterThan(8);
    expect(found.words, instrument).toEqual(expect.arrayContaining(["梯度下降", "AdamW"]));
    expect(found.words.join(" "), instrument).toContain("损失 L");
    expect(svg, instrument).not.toMatch(/<image|data:image|NaN|undefined/);
  }
});

test("CSV has a heading, every recorded step of every run, and the inspector's digits", async () => {
  const [heading, ...rows] = csvRows(
    await exportAs(launched, join(folder, "map.csv"), { instrument: "map", format: "csv" }),
  );
  expect(heading).toEqual(["run", "step", "x", "y", "loss"]);
  expect(rows).toHaveLength(8 * 4001);
  for (const { run, step, loss, numbers } of left.digits) {
    const row = rows.find((candidate) => candidate[0] === run && candidate[1] === step.replaceAll("\u2009", ""));
    expect(row?.[4], `${run} at step ${step}`).toBe(loss);
    expect(numbers, `${run} at step ${step}`).toEqual(expect.arrayContaining([row?.[2], row?.[3]]));
  }
  const curves = csvRows(await exportAs(launched, join(folder, "curves.csv"), { instrument: "curves", format: "csv" }));
  expect(curves[0]).toEqual(["run", "step", "loss", "distance"]);
  expect(curves.slice(1).map((row) => row[2])).toEqual(rows.map((row) => row[4]));
});

test("NPZ is a zip of NumPy's arrays, with the same digits", async () => {
  const bytes = await exportAs(launched, join(folder, "paths.npz"), { instrument: "map", format: "npz" });
  const entries = unzipSync(new Uint8Array(bytes));
  expect(Object.keys(entries).every((name) => name.endsWith(".npy"))).toBe(true);
  const theta = npyNumbers(entries["AdamW/theta.npy"]);
  expect(theta).toHaveLength(2 * 4001);
  const losses = npyNumbers(entries["AdamW/loss.npy"]);
  for (const { run, step, loss } of left.digits.filter((entry) => entry.run === "AdamW")) {
    expect(String(losses[Number(step.replaceAll("\u2009", ""))]), `${run} at step ${step}`).toBe(loss);
  }
});

/** Every setting on the screen, and the digits of two runs at several steps; leaves what is shown as it was. */
async function everything(page: Page) {
  const shownStep = Number(await page.getByTestId("step-field").inputValue());
  const { run: shownRun } = await inspectorDigits(page);
  const runners: unknown[] = [];
  for (const name of await page.getByTestId("runners-card").locator("li button[aria-expanded]").all()) {
    if ((await name.getAttribute("aria-expanded")) === "false") await name.click();
    runners.push(await fieldsIn(page.getByTestId("runners-card")));
    await name.click();
  }
  const fields = await fieldsIn(page.locator("main"));
  await page.getByTestId("options-map").click();
  const view = await fieldsIn(page.getByTestId("instrument-map"));
  const isZoomed = await page.getByTestId("whole-range").isEnabled();
  await page.getByTestId("options-map").click();
  const digits: InspectorDigits[] = [];
  for (const run of ["Adam", "AdamW"]) {
    await showRun(page, run);
    for (const step of INSPECTED_STEPS) {
      await showStep(page, step);
      digits.push(await inspectorDigits(page));
    }
  }
  await showRun(page, shownRun);
  await showStep(page, shownStep);
  return {
    fields,
    runners,
    view,
    isZoomed,
    digits,
    runs: await runNames(page),
    // Which chapters of the shelf stand open is no part of a project.
    navigator: await page.getByTestId("navigator").locator("> :not([data-testid=lesson-shelf])").allInnerTexts(),
    instruments: await page.getByTestId("stage").locator("button[aria-pressed=true]").allInnerTexts(),
    speed: await page.getByTestId("speed").inputValue(),
  };
}

/** The label and the value of every field. */
function fieldsIn(part: Locator): Promise<(string | boolean | undefined)[][]> {
  return part
    .locator("input:not([type=range]), select, textarea")
    .evaluateAll((all) =>
      (all as HTMLInputElement[]).map((field) => [
        field.labels?.[0]?.firstElementChild?.textContent ??
          field.labels?.[0]?.textContent ??
          field.ariaLabel ??
          field.dataset["testid"],
        field.type === "checkbox" ? field.checked : field.value,
      ]),
    );
}

/** Where the underlined part begins, in pixels of the page. */
function underlineOffset(page: Page): Promise<number> {
  return page.getByTestId("formula-mark").evaluate((mark) => mark.getBoundingClientRect().left);
}

/** Where a column of the formula's first line begins, measured with the field's own letters. */
function columnOffset(page: Page, column: number): Promise<number> {
  return page.getByTestId("formula").evaluate((field, count) => {
    const style = getComputedStyle(field);
    const context = document.createElement("canvas").getContext("2d")!;
    context.font = `${style.fontSize} ${style.fontFamily}`;
    const inside =
      field.getBoundingClientRect().left + parseFloat(style.borderLeftWidth) + parseFloat(style.paddingLeft);
    return inside + context.measureText((field as HTMLTextAreaElement).value.slice(0, count)).width;
  }, column);
}
