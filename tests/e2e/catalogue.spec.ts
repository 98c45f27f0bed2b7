import { expect, test, type Page } from "playwright/test";
import { OPTIMIZER_PRESETS, OPTIMIZERS } from "../../src-core/optimizers/index.ts";
import { SCHEDULES } from "../../src-core/schedules/index.ts";
import { launch, type Launched } from "./support/launch.ts";
import { clickMenu } from "./support/menu.ts";
import { openReady, resizeWindow, settled } from "./support/window.ts";

/* Someone remembers a paper, finds its method, looks at how it runs, and takes it into the experiment. */

test.describe.configure({ mode: "serial" });

let launched: Launched;
let page: Page;

test.beforeAll(async () => {
  launched = await launch();
  ({ page } = launched);
  await resizeWindow(launched, 1440, 900);
  await openReady(page, "rosenbrock-race");
});

test.afterAll(() => launched.close());

const rows = () => page.locator("[data-testid^=method-entry-]");
const search = () => page.getByTestId("catalogue-search");

test("the card's button opens all methods, and what is typed at once searches", async () => {
  await page.getByTestId("open-catalogue").click();
  await expect(search()).toBeFocused();
  await expect(rows()).toHaveCount(OPTIMIZERS.length);
  await page.keyboard.type("kingma");
  await expect(page.getByTestId("method-entry-adam")).toBeVisible();
  await expect(page.getByTestId("method-entry-sgd")).toHaveCount(0);
  await expect(page.getByTestId("catalogue-status")).toHaveText(new RegExp(` of ${OPTIMIZERS.length}$`));
});

test("a method shows its equation, its options and the path that a worker computed", async () => {
  const adam = page.getByTestId("method-entry-adam");
  await expect(adam.locator(".katex").first()).toBeVisible();
  await expect(adam.getByRole("img", { name: /^Path of Adam on Himmelblau: ended at step 200, loss / })).toBeVisible();
  await adam.locator("summary").click();
  await expect(adam.getByRole("row", { name: /^betas/ })).toContainText("(0.9, 0.999)");
  await expect(adam.getByRole("definition").filter({ hasText: "ε hat" })).toBeVisible();
});

test("one that the surface lacks something for says so instead", async () => {
  await search().fill("muon");
  await expect(page.getByTestId("method-entry-muon").locator(".forms")).toContainText("matrices");
  await expect(page.getByTestId("catalogue-add-muon")).toBeDisabled();
  await search().fill("no such method");
  await expect(rows()).toHaveCount(0);
});

test("every other preset runs to an end", async () => {
  await search().fill("");
  for (const row of await rows().all()) await row.scrollIntoViewIfNeeded();
  const pictures = page.getByTestId("catalogue").locator("[data-race]");
  await expect(pictures).toHaveCount(OPTIMIZER_PRESETS.length);
  await expect(page.getByTestId("catalogue").locator("[data-race=computing]")).toHaveCount(0);
});

test("the schedules are on the second tab, by keys", async () => {
  await page.getByTestId("catalogue-tab-methods").focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByTestId("catalogue-tab-schedules")).toBeFocused();
  await expect(page.locator("[data-testid^=schedule-entry-]")).toHaveCount(SCHEDULES.length);
  const cosine = page.getByTestId("schedule-entry-cosine");
  await cosine.scrollIntoViewIfNeeded();
  await expect(cosine.getByRole("img")).toBeVisible();
  await page.keyboard.press("ArrowLeft");
});

test("a method is taken into the experiment, and Escape leads back to it", async () => {
  await page.getByTestId("catalogue-add-nesterov").click();
  await expect(page.getByTestId("catalogue-status")).toHaveText("Nesterov is now among the optimizers.");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("catalogue")).toBeHidden();
  await expect(page.getByTestId("open-catalogue")).toBeFocused();
  await expect(page.getByTestId("runner-runner-7")).toContainText("Nesterov (2)");
  await settled(page);
});

test("the menu opens it too, where it was left", async () => {
  await clickMenu(launched.app, "catalogue");
  await expect(page.getByTestId("catalogue")).toBeVisible();
  await expect(page.getByTestId("catalogue-tab-methods")).toHaveAttribute("aria-selected", "true");
});

test("whose formula it is can be changed, says what that means, and is undone at once", async () => {
  await page.keyboard.press("Escape");
  await page.getByTestId("runner-runner-7").click();
  const convention = page.getByTestId("convention-runner-7");
  await expect(convention).toHaveAccessibleDescription(/outside the memory/);
  await convention.selectOption("paper");
  await expect(convention).toHaveAccessibleDescription(/θ \+ μv/);
  await expect(page.getByTestId("runner-7-dampening")).toHaveCount(0);
  await convention.selectOption("leedl");
  await expect(page.getByTestId("runner-7-nesterov")).toHaveCount(0);
  await clickMenu(launched.app, "undo");
  await expect(convention).toHaveValue("paper");
  await clickMenu(launched.app, "undo");
  await expect(convention).toHaveValue("pytorch");
  await settled(page);
});
