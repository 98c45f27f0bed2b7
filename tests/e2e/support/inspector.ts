import { expect, type Page } from "playwright/test";

/** What the inspector shows of one step, with all digits. */
export interface InspectorDigits {
  readonly run: string;
  readonly step: string;
  readonly loss: string;
  /** Everything else that has digits, in reading order. */
  readonly numbers: readonly string[];
}

export async function inspectorDigits(page: Page): Promise<InspectorDigits> {
  const inspector = page.getByTestId("inspector");
  return {
    run: await page.getByTestId("inspector-run").locator("option:checked").innerText(),
    step: await page.getByTestId("inspector-step").innerText(),
    loss: await exactLoss(page),
    numbers: await inspector
      .locator("dd[title], td[title]")
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute("title") ?? "")),
  };
}

/** The loss at the shown step with all its digits. */
export async function exactLoss(page: Page): Promise<string> {
  return (await page.getByTestId("inspector-loss").getAttribute("title")) ?? "";
}

/** Shows a step by typing its number. */
export async function showStep(page: Page, step: number): Promise<void> {
  const field = page.getByTestId("step-field");
  await field.fill(String(step));
  await field.press("Enter");
  await expect(field).toHaveValue(String(step));
}

/** Shows the numbers of the run with this name. */
export async function showRun(page: Page, name: string): Promise<void> {
  await page.getByTestId("inspector-run").selectOption({ label: name });
  await expect(page.getByTestId("inspector-run").locator("option:checked")).toHaveText(name);
}

/** The names of all runs that can be inspected. */
export function runNames(page: Page): Promise<readonly string[]> {
  return page.getByTestId("inspector-run").locator("option").allInnerTexts();
}
