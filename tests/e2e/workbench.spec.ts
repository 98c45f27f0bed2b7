import { expect, test, type Page } from "playwright/test";
import { launch, type Launched } from "./support/launch.ts";
import { clickMenu } from "./support/menu.ts";
import { middleOf, openReady, resizeWindow, settled } from "./support/window.ts";

/* A schedule is built on its workbench: pieces, joints, points, code. Each test goes on where the one before stopped. */

test.describe.configure({ mode: "serial" });

let launched: Launched;
let page: Page;

test.beforeAll(async () => {
  launched = await launch();
  ({ page } = launched);
  await resizeWindow(launched, 1440, 900);
  await openReady(page, "rosenbrock-race");
  await page.getByTestId("runner-runner-2").click();
});

test.afterAll(async () => {
  await launched.close();
});

/** The numbers under the cursor, as they are shown. */
function reading(): Promise<readonly string[]> {
  return page.getByTestId("bench-reading").locator("dd").allInnerTexts();
}

test("the workbench opens, and its cursor reads a step by keys", async () => {
  await page.getByTestId("runner-2-workbench").click();
  await expect(page.getByRole("dialog", { name: /^Schedule workbench/ })).toBeVisible();
  const cursor = page.getByRole("slider", { name: "Step that is read" });
  await cursor.focus();
  await page.keyboard.press("Home");
  for (let step = 0; step < 3; step++) await page.keyboard.press("Shift+ArrowRight");
  await expect(cursor).toHaveAttribute("aria-valuenow", "3");
  const [step, rate, momentum, length] = await reading();
  expect([step, momentum]).toEqual(["3", "not scheduled"]);
  expect(Number(length)).toBeCloseTo(3 * Number(rate), 12);
});

test("a plain schedule becomes a sequence, whose joint is dragged in one step of undo and moved by keys", async () => {
  await page.getByTestId("bench-sequence").click();
  const joint = page.getByTestId("bench-joint-0");
  const middle = await joint.getAttribute("aria-label");
  const from = await middleOf(joint);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y, { steps: 3 });
  await page.mouse.move(from.x + 120, from.y, { steps: 3 });
  await page.mouse.up();
  expect((await middleOf(joint)).x - from.x).toBeCloseTo(120, -0.5);
  const dragged = await joint.getAttribute("aria-label");
  expect(dragged).not.toBe(middle);
  await clickMenu(launched.app, "undo");
  await expect(joint).toHaveAttribute("aria-label", middle!);
  await clickMenu(launched.app, "redo");
  await expect(joint).toHaveAttribute("aria-label", dragged!);
  await joint.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(joint).not.toHaveAttribute("aria-label", dragged!);
});

test("pieces are chosen, changed, moved, added and removed", async () => {
  await page.getByTestId("bench-piece-1").click();
  await page.getByTestId("bench-piece").selectOption("points");
  await expect(page.getByTestId("bench-piece-1")).toContainText("Drawn curve");
  await page.getByTestId("bench-earlier").click();
  await expect(page.getByTestId("bench-piece-0")).toContainText("Drawn curve");
  await page.getByTestId("bench-add").click();
  await expect(page.getByTestId("bench-piece-2")).toHaveAttribute("aria-pressed", "true");
  await page.getByTestId("bench-remove").click();
  await expect(page.getByTestId("bench-piece-2")).toBeHidden();
  await page.getByTestId("bench-remove").click();
  await expect(page.getByTestId("bench-schedule")).toHaveValue("points");
});

test("points are drawn: added by a double click, dragged, and removed by Delete", async () => {
  const points = page.getByTestId(/^bench-point-\d+$/);
  await expect(points).toHaveCount(3);
  const plot = (await page.getByTestId("bench-cursor").boundingBox())!;
  await page.mouse.dblclick(plot.x + plot.width * 0.6, plot.y + plot.height * 0.25);
  await expect(points).toHaveCount(4);
  const added = page.getByTestId("bench-point-2");
  const from = await middleOf(added);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 80, { steps: 5 });
  await page.mouse.up();
  const to = await middleOf(added);
  expect(to.x - from.x).toBeCloseTo(40, -0.5);
  await added.focus();
  await page.keyboard.press("Delete");
  await expect(points).toHaveCount(3);
  await expect(added).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(page.getByTestId("bench-point-1")).toBeFocused();
  await expect(points).toHaveCount(2);
});

test("a level is dragged up and down on the plot, and moved by keys", async () => {
  await page.getByTestId("bench-schedule").selectOption("wsd");
  const level = page.getByTestId("bench-level-1");
  const value = page.getByTestId("bench-schedule-final_factor");
  await expect(value).toHaveValue("0.1");
  const from = await middleOf(level);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 30, from.y - 40, { steps: 4 });
  await page.mouse.up();
  const to = await middleOf(level);
  expect(to.y - from.y).toBeCloseTo(-40, -0.5);
  expect(to.x).toBeCloseTo(from.x, 6);
  const dragged = Number(await value.inputValue());
  expect(dragged).toBeGreaterThan(0.2);
  await level.focus();
  await page.keyboard.press("ArrowDown");
  await expect.poll(async () => Number(await value.inputValue())).toBeLessThan(dragged);
});

test("PyTorch code is taken over and given back; what is wrong in it is said with its place", async () => {
  const code = page.getByRole("textbox", { name: "PyTorch code" });
  await code.fill("scheduler = StepLR(optimizer, step_size=-30)");
  await page.getByTestId("bench-import").click();
  await expect(page.getByRole("alert")).toContainText(/Line 1, column \d+: step_size -30 is not allowed/);
  await code.fill(
    "warm = LinearLR(optimizer, start_factor=0.1, total_iters=50)\n" +
      "rest = CosineAnnealingLR(optimizer, T_max=400)\n" +
      "scheduler = SequentialLR(optimizer, [warm, rest], milestones=[50])",
  );
  await page.getByTestId("bench-import").click();
  await expect(page.getByTestId("bench-piece-1")).toContainText("Cosine annealing");
  await page.getByTestId("bench-copy").click();
  await expect(page.getByTestId("schedule-workbench").getByRole("status")).toHaveText("Copied.");
  const copied = await launched.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain("SequentialLR(optimizer, schedulers=[scheduler_1, scheduler_2], milestones=[50])");
});

test("momentum follows a schedule of its own, and parameters have rates of their own", async () => {
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("schedule-workbench")).toBeHidden();
  await page.getByTestId("runner-2-momentum-schedule-on").check();
  await page.getByTestId("runner-2-rate-factors").check();
  await page.getByTestId("runner-2-rate-factor-1").fill("0.5");
  await settled(page);
  await expect(page.getByTestId("notice")).toHaveCount(0);
  await page.getByTestId("runner-2-workbench").click();
  await page.getByTestId("bench-cursor").focus();
  await page.keyboard.press("Home");
  // torch's LinearLR begins at a third of what it shapes.
  await expect.poll(async () => Number((await reading())[2])).toBeCloseTo(0.9 / 3, 4);
});
