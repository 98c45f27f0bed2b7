import { expect, type ElectronApplication, type Locator, type Page } from "playwright/test";
import type { Launched } from "./launch.ts";

/** The title of the program's window, with its dirty mark. */
export async function windowTitle(app: ElectronApplication): Promise<string> {
  const read = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? "");
  // Now and then the answer is collected as garbage before Playwright has it; reading again does no harm.
  return read().catch((error: unknown) => {
    if (error instanceof Error && error.message.includes("garbage collected")) return read();
    throw error;
  });
}

/** Closes the window as a person does, with all the questions that this brings, and waits until the process has ended. */
export async function quit({ app }: Launched): Promise<void> {
  const ended = app.waitForEvent("close");
  await requestClose(app);
  await ended;
}

/** Asks the window to close; it may stay. */
export async function requestClose(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

/** Gives the window's inside this size; without a window manager nobody else sets it. */
export async function resizeWindow({ app, page }: Launched, width: number, height: number): Promise<void> {
  const size = { width, height };
  await app.evaluate(
    ({ BrowserWindow }, content) => BrowserWindow.getAllWindows()[0]?.setContentSize(content.width, content.height),
    size,
  );
  await expect.poll(() => page.evaluate(() => ({ width: innerWidth, height: innerHeight }))).toEqual(size);
}

/** Opens one of the welcome's experiments and waits until its runs have ended and its picture is drawn. */
export async function openReady(page: Page, id: string): Promise<void> {
  await page.getByTestId(`ready-${id}`).click();
  await expect(page.getByTestId("welcome")).toBeHidden();
  await settled(page);
}

/** Nothing is being computed or waits to be, and what was computed is drawn. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByTestId("inspector-step")).toBeVisible();
  await expect(page.getByTestId("progress")).toBeHidden();
  await expect(page.getByTestId("out-of-date")).toBeHidden();
  await expect(page.locator("[data-layer=ground]").first()).toHaveAttribute("data-drawn", /\d/);
}

/** The picture of an instrument as the keyboard reaches it. */
export function picture(page: Page, instrument: "map" | "surface" | "curves"): Locator {
  return page.getByTestId(`instrument-${instrument}`).locator("[role=group][tabindex='0']");
}

/** The middle of an element, in pixels of the page. */
export async function middleOf(element: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await element.boundingBox();
  if (box === null) throw new Error("The element is not shown.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
