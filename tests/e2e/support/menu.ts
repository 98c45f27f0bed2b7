import type { ElectronApplication } from "playwright/test";

/** Clicks the menu item of a command ("save-as"), as a person or its accelerator would. */
export async function clickMenu(app: ElectronApplication, id: string): Promise<void> {
  await app.evaluate(({ Menu }, itemId) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(itemId);
    if (item === undefined || item === null) throw new Error(`no menu item ${itemId}`);
    item.click();
  }, id);
}

/** The labels of the menu bar. */
export function menuLabels(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label) ?? []);
}
