import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "playwright/test";
import { answerDialogs } from "./support/dialogs.ts";
import { inspectorDigits, showRun, showStep } from "./support/inspector.ts";
import { focusPage, launch, type Launched } from "./support/launch.ts";
import { clickMenu } from "./support/menu.ts";
import { openReady, resizeWindow, settled, windowTitle } from "./support/window.ts";

/*
 * A person writes an optimizer: from a built-in one as a rule, through a slip that is underlined, to a rule that divides by
 * zero and says so, saved and opened again. Each test goes on where the one before stopped.
 */

test.describe.configure({ mode: "serial" });

const MINE = [
  "# momentum, scaled by the largest gradient so far",
  "m = beta*m + (1 - beta)*g",
  "top = max(top, maxnorm(g))",
  "theta = theta - lr*m/(sqrt(top) + eps)",
].join("\n");

let folder: string;
let file: string;
let launched: Launched;
let page: Page;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "saddlescope-rule-"));
  file = join(folder, "rule.saddle");
  launched = await launch({ userData: join(folder, "user-data") });
  ({ page } = launched);
  await resizeWindow(launched, 1440, 900);
  await openReady(page, "rosenbrock-race");
});

test.afterAll(async () => {
  await launched.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** The runner of Adam in the race, and where its rule is edited. */
const RUNNER = "runner-6";
const rule = () => page.getByRole("textbox", { name: "Rule, one assignment a line" });

test("Adam is written as a rule, and goes the same way", async () => {
  await page.getByTestId(`runner-${RUNNER}`).click();
  await showRun(page, "Adam");
  await showStep(page, 100);
  const before = await inspectorDigits(page);
  await page.getByRole("button", { name: "Write as a rule" }).click();
  await settled(page);
  await expect(rule()).toHaveValue(/^m = beta1\*m[^]*theta = theta - lr\*mHat/);
  await showRun(page, "Own rule");
  await showStep(page, 100);
  await expect
    .poll(async () => {
      const now = await inspectorDigits(page);
      return Math.max(...now.numbers.map((digits, index) => difference(digits, before.numbers[index])));
    })
    .toBeLessThan(1e-12);
  await expect(page.getByTestId(`${RUNNER}-rule-typeset`).locator("math")).toHaveCount(5);
});

function difference(digits: string, other: string | undefined): number {
  if (digits === other) return 0;
  return Math.abs(Number(digits) - Number(other)) / Math.max(1, Math.abs(Number(other)));
}

test("a slip is underlined at its line and column, and the last right rule goes on", async () => {
  await rule().fill(MINE.replace("maxnorm(g)", "maxnrom(g)"));
  await expect(page.getByTestId(`${RUNNER}-rule-mark`)).toHaveText("maxnrom");
  await expect(page.getByTestId(`${RUNNER}-rule-error`)).toHaveText(
    "Line 3, column 16: There is no function maxnrom. There are sin exp sqrt max sigmoid .... Did you mean maxnorm?",
  );
  await expect(rule()).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByTestId("inspector-run").locator("option")).toHaveCount(6);
  await expect(page.getByTestId("notice")).toHaveCount(0);
});

test("mended, its states and options are found, with values that the run uses", async () => {
  await rule().fill(MINE);
  await expect(page.getByTestId(`${RUNNER}-rule-error`)).toBeHidden();
  await settled(page);
  await expect(page.getByRole("textbox", { name: "beta", exact: true })).toHaveValue("0.9");
  await expect(page.getByRole("textbox", { name: "eps", exact: true })).toHaveValue("1e-8");
  const top = page.getByRole("textbox", { name: "top before the first step" });
  await expect(top).toHaveValue("0");
  await showStep(page, 0);
  const scale = async () => (await inspectorDigits(page)).numbers.join(" ");
  const before = await scale();
  await top.fill("1e6");
  await settled(page);
  await expect.poll(scale).not.toBe(before);
  expect(await scale()).toContain(String(Math.sqrt(1e6) + 1e-8));
});

test("undo takes back the start value, then the text", async () => {
  const top = page.getByRole("textbox", { name: "top before the first step" });
  // Out of the field, which has an undo of its own.
  await focusPage(page);
  await clickMenu(launched.app, "undo");
  await expect(top).toHaveValue("0");
  await clickMenu(launched.app, "undo");
  await expect(rule()).toHaveValue(/^m = beta1/);
  await clickMenu(launched.app, "redo");
  await clickMenu(launched.app, "redo");
  await expect(top).toHaveValue("1000000");
});

test("a rule that divides by zero says in which line and step", async () => {
  await rule().fill("v = v*g^2\ntheta = theta - lr*g/sqrt(v)");
  await settled(page);
  await expect(page.getByTestId("run-ended")).toContainText(/^Ended at step 1: line 2 of the rule gave .* for x\./);
});

test("what was typed is there when the file is opened again, a wrong rule too", async () => {
  const unfinished = `${MINE}\ntheta = theta - (`;
  await rule().fill(unfinished);
  await answerDialogs(launched.app, { save: file });
  await focusPage(page);
  await clickMenu(launched.app, "save");
  await expect.poll(() => windowTitle(launched.app)).toMatch(/^rule/);
  await launched.close();

  launched = await launch({ userData: join(folder, "user-data"), files: [file] });
  ({ page } = launched);
  await resizeWindow(launched, 1440, 900);
  await page.getByTestId(`runner-${RUNNER}`).click();
  await expect(rule()).toHaveValue(unfinished);
  await rule().fill(MINE);
  await settled(page);
  await expect(page.getByTestId(`${RUNNER}-rule-typeset`).locator("math")).toHaveCount(3);
});
