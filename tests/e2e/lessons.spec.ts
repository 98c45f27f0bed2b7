import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "playwright/test";
import { answerDialogs } from "./support/dialogs.ts";
import { runNames } from "./support/inspector.ts";
import { focusPage, launch, type Launched } from "./support/launch.ts";
import { clickMenu } from "./support/menu.ts";
import { quit, resizeWindow, settled, windowTitle } from "./support/window.ts";

/*
 * One lesson, from the shelf to an experiment of one's own, and where it is found again after the program was closed.
 */

test.describe.configure({ mode: "serial" });

let folder: string;
let file: string;
let launched: Launched;
let page: Page;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "saddlescope-lessons-"));
  file = join(folder, "course.saddle");
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

const reader = () => page.getByRole("region", { name: "Lesson", exact: true });
const heading = () => reader().getByRole("heading", { level: 3 });
const task = () => page.getByTestId("lesson-task");

test("a lesson is opened from the shelf: its reader stands beside its stage", async () => {
  await page.getByTestId("empty-project").click();
  await expect(page.getByTestId("welcome")).toBeHidden();
  await expect(page.getByTestId("reader")).toHaveCount(0);
  await page.getByTestId("lesson-shelf").getByText("Momentum", { exact: true }).click();
  await page.getByRole("button", { name: "Momentum crosses a hump, 0 of 5 steps done" }).click();
  await expect(heading()).toHaveText("Gradient descent stops at the first minimum");
  await expect(reader().locator(".katex").first()).toBeVisible();
  await settled(page);
  expect(await runNames(page)).toEqual(["λ = 0"]);
  await expect(page.getByTestId("step-field")).toHaveValue("100");
  // Reading asks for nothing to be saved.
  expect(await windowTitle(launched.app)).not.toMatch(/^• /);
});

test("the next step sets the stage anew", async () => {
  await page.getByTestId("next-step").click();
  await expect(heading()).toHaveText("A step that remembers");
  await settled(page);
  expect(await runNames(page)).toEqual(["λ = 0", "λ = 0.8"]);
  await expect(page.getByTestId("step-field")).toHaveValue("4");
  await expect(reader().getByRole("status").filter({ hasText: "Step 2 of 5" })).toHaveCount(1);
  await expect(page.getByTestId("lesson-momentum-over-the-hump")).toHaveAccessibleName(/1 of 5 steps done/);
});

test("the task is noticed when it is done, and not before", async () => {
  await expect(task()).toContainText("Raise the momentum");
  await expect(page.getByTestId("task-done")).toBeEmpty();
  await page.getByTestId("runner-runner-2").click();
  const momentum = page.getByTestId("runner-2-momentum");
  await momentum.fill("0.82");
  await momentum.press("Enter");
  await settled(page);
  await expect(page.getByTestId("task-done")).toBeEmpty();
  await momentum.fill("0.9");
  await momentum.press("Enter");
  await expect(page.getByTestId("task-done")).toContainText("It rests at");
  await expect(page.getByTestId("lesson-step-2")).toHaveAccessibleName("Step 2 of 5: A step that remembers (done)");
  // It stays done, whatever comes after.
  await clickMenu(launched.app, "undo");
  await expect(momentum).toHaveValue("0.82");
  await expect(page.getByTestId("task-done")).toContainText("It rests at");
});

test("by keys: on, back, and through all of it", async () => {
  const text = page.getByTestId("lesson-text");
  await text.click();
  // With what the task has to say the text is longer than its place: first to its end, then on.
  await page.keyboard.press("PageDown");
  await expect
    .poll(() => text.evaluate((node) => node.scrollTop + node.clientHeight >= node.scrollHeight - 1))
    .toBe(true);
  await expect(heading()).toHaveText("A step that remembers");
  await page.keyboard.press("PageDown");
  await expect(heading()).toHaveText("Over the top");
  await page.keyboard.press("PageUp");
  await expect(heading()).toHaveText("A step that remembers");
  // Where something is typed the keys are the field's.
  await page.getByTestId("notes").focus();
  await page.keyboard.press("PageDown");
  await expect(heading()).toHaveText("A step that remembers");
  await page.getByTestId("lesson-step-3").focus();
  await page.keyboard.press("Enter");
  await expect(heading()).toHaveText("Over the top");
  await settled(page);
});

test("for a class: reader and stage only, and back by Escape", async () => {
  await clickMenu(launched.app, "present");
  for (const region of ["navigator", "inspector", "runners-card"])
    await expect(page.getByTestId(region)).toHaveCount(0);
  await expect(reader()).toBeVisible();
  await expect(page.getByTestId("stage")).toBeVisible();
  await focusPage(page);
  await page.keyboard.press("PageDown");
  await expect(heading()).toHaveText("How much is enough?");
  await expect(reader().getByRole("table")).toContainText("0.005");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("navigator")).toBeVisible();
  await expect(page.getByTestId("inspector")).toBeVisible();
});

test("both languages, without losing the place", async () => {
  await clickMenu(launched.app, "language-zh-CN");
  await expect(page.getByTestId("reader").getByRole("heading", { level: 3 })).toHaveText("要多大才够？");
  await clickMenu(launched.app, "language-en");
  await expect(heading()).toHaveText("How much is enough?");
});

test("the reader is closed and opened again", async () => {
  await page.getByTestId("hide-reader").click();
  await expect(page.getByTestId("reader")).toHaveCount(0);
  await expect(page.getByTestId("inspector")).toBeVisible();
  await page.getByTestId("show-reader").click();
  await expect(heading()).toHaveText("How much is enough?");
});

test("saved and opened again, the lesson is where it was, and what is done stays marked", async () => {
  await answerDialogs(launched.app, { save: file });
  await clickMenu(launched.app, "save");
  await expect.poll(() => windowTitle(launched.app)).toBe("course.saddle — Saddlescope");
  await quit(launched);
  await start([file]);
  await settled(page);
  await expect(heading()).toHaveText("How much is enough?");
  await expect(page.getByTestId("lesson-step-2")).toHaveAccessibleName(/\(done\)$/);
  await page.getByTestId("runner-runner-2").click();
  await expect(page.getByTestId("runner-2-momentum")).toHaveValue("0.82");
});

test("opened as an experiment of one's own; the lesson stays, and undo takes the copy away", async () => {
  await page.getByTestId("next-step").click();
  await page.getByRole("button", { name: "Open as my experiment" }).click();
  await settled(page);
  await expect(page.getByTestId("reader")).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "Title of the experiment" })).toHaveValue(
    "Momentum crosses a hump (mine)",
  );
  expect(await runNames(page)).toEqual(["λ = 0.95, η = 0.02"]);
  await page.getByTestId("lesson-momentum-over-the-hump").click();
  await expect(heading()).toHaveText("Too much of it");
  await clickMenu(launched.app, "undo");
  await expect(page.getByTestId("open-experiment-2")).toHaveCount(0);
  await expect(heading()).toHaveText("Too much of it");
  await page.getByTestId("next-lesson").click();
  await expect(reader().getByRole("heading", { level: 2 })).toHaveText("The narrow valley");
  await settled(page);
  // The file's project got a second experiment; the first lesson is still in it.
  await expect(page.getByTestId("open-experiment-1")).toHaveText("Momentum crosses a hump");
});
