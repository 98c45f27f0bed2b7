import type { ElectronApplication } from "playwright/test";

/**
 * Answers the next native boxes of the program instead of the person. Main calls them as methods of `dialog`, so they can
 * be replaced there. A path answers an open or save dialog, null cancels it; a number is the button of a message box.
 */
export interface DialogAnswers {
  readonly open?: string | null;
  readonly save?: string | null;
  readonly message?: number;
}

export async function answerDialogs(app: ElectronApplication, answers: DialogAnswers): Promise<void> {
  await app.evaluate(({ dialog }, { open, save, message }) => {
    const asked = ((globalThis as { asked?: unknown[] }).asked ??= []);
    const last = (args: readonly unknown[]): unknown => args.at(-1);
    if (open !== undefined) {
      dialog.showOpenDialog = (...args: readonly unknown[]) => {
        asked.push(last(args));
        return Promise.resolve({ canceled: open === null, filePaths: open === null ? [] : [open] });
      };
    }
    if (save !== undefined) {
      dialog.showSaveDialog = (...args: readonly unknown[]) => {
        asked.push(last(args));
        return Promise.resolve({ canceled: save === null, filePath: save ?? "" });
      };
    }
    if (message !== undefined) {
      dialog.showMessageBox = (...args: readonly unknown[]) => {
        asked.push(last(args));
        return Promise.resolve({ response: message, checkboxChecked: false });
      };
    }
  }, answers);
}

/** The options of all boxes asked for since answerDialogs(), oldest first. */
export function askedDialogs(app: ElectronApplication): Promise<readonly Record<string, unknown>[]> {
  return app.evaluate(() => (globalThis as { asked?: Record<string, unknown>[] }).asked ?? []);
}
