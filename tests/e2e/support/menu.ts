import { expect, type ElectronApplication } from "playwright/test";

/** Clicks the menu item of a command ("save-as"), as a person or its accelerator would. A window just opened may lack its menu yet. */
export async function clickMenu(app: ElectronApplication, id: string): Promise<void> {
  const click = () =>
    app.evaluate(({ Menu }, itemId) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(itemId);
      item?.click();
      return item !== undefined && item !== null;
    }, id);
  await expect.poll(click, `the menu has an item "${id}"`).toBe(true);
}

/** The labels of the menu bar. */
export function menuLabels(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label) ?? []);
}
