import { expect, test, type Page } from "playwright/test";
import { exactLoss, showRun, showStep } from "./support/inspector.ts";
import { focusPage, launch, type Launched } from "./support/launch.ts";
import { clickMenu } from "./support/menu.ts";
import { openReady, resizeWindow, settled } from "./support/window.ts";

/* Methods that hold another one, and methods that know the curvature. Each test goes on where the one before stopped. */

test.describe.configure({ mode: "serial" });

let launched: Launched;
let page: Page;

test.beforeAll(async () => {
  launched = await launch();
  ({ page } = launched);
  await resizeWindow(launched, 1440, 900);
  // x^2 - y^2 with a start on the x axis and one 0.0001 beside it; the third of its runners is Adam.
  await openReady(page, "saddle");
  await page.getByTestId("runner-runner-3").click();
});

test.afterAll(() => launched.close());

/** The runner's name as its card shows it. */
const title = () => page.getByTestId("runner-runner-3");
const method = () => page.locator("select[data-testid=method-runner-3]");

test("Lookahead comes around the Adam that was there, whose rate is changed inside and taken back", async () => {
  await method().selectOption("lookahead");
  await expect(title()).toContainText("Lookahead · Adam");
  const rate = page.getByTestId("runner-3-base-lr");
  await expect(rate).toHaveValue("0.02");
  await settled(page);
  await showRun(page, "Lookahead · Adam · 2");
  await showStep(page, 30);
  const before = await exactLoss(page);

  await rate.fill("0.05");
  await rate.press("Enter");
  await settled(page);
  await expect.poll(() => exactLoss(page)).not.toBe(before);
  await expect(title()).toContainText("0.05");

  // Out of the field, which has an undo of its own.
  await focusPage(page);
  await clickMenu(launched.app, "undo");
  await expect(rate).toHaveValue("0.02");
  await settled(page);
  await expect.poll(() => exactLoss(page)).toBe(before);
});

test("the method inside is chosen too, and a third around both is the last", async () => {
  const inside = page.locator("select[data-testid=method-runner-3-base]");
  await inside.selectOption("sam");
  await expect(title()).toContainText("Lookahead · SAM · Adam");
  const innermost = page.locator("select[data-testid=method-runner-3-base-base]");
  await expect(innermost).toHaveValue("adam");
  await expect(innermost.locator("option[value=lookahead]")).toHaveCount(0);
  await expect(page.getByTestId("runner-3-base-base-lr")).toHaveValue("0.02");
  await settled(page);
});

test("Newton goes to the saddle in one step, saddle-free Newton away from it", async () => {
  await method().selectOption("newton");
  await settled(page);
  await showRun(page, "Newton · 2");
  await showStep(page, 0);
  expect(await thetas()).toEqual([-0.9, 1e-4]);
  for (const step of [1, 50]) {
    await showStep(page, step);
    expect(await thetas()).toEqual([0, 0]);
  }
  await method().selectOption("saddle-free-newton");
  await settled(page);
  await showRun(page, "Saddle-free Newton · 2");
  await showStep(page, 10);
  // The distance to the axis doubles with every step.
  const [x, y] = await thetas();
  expect(x).toBeCloseTo(0, 12);
  expect(y).toBeCloseTo(0.1024, 12);
});

test("Newton lands on the minimum of a quadratic in one step", async () => {
  await page.getByTestId("formula").fill("x^2 + x*y + 3*y^2 - 7*x + 2*y");
  await method().selectOption("newton");
  await settled(page);
  await showRun(page, "Newton · 1");
  await showStep(page, 1);
  // Where 2 x + y = 7 and x + 6 y = -2.
  const [x, y] = await thetas();
  expect(x).toBeCloseTo(4, 12);
  expect(y).toBeCloseTo(-1, 12);
});

/** The position at the shown step, all its digits. */
async function thetas(): Promise<readonly number[]> {
  const cells = page.getByTestId("inspector").getByRole("row", { name: /^θ/ }).locator("td");
  return cells.evaluateAll((nodes) => nodes.map((node) => Number(node.getAttribute("title"))));
}
