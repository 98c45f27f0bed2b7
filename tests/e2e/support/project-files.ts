import { readFileSync, writeFileSync } from "node:fs";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { Page } from "playwright/test";

/** Rewrites a `.saddle` file with one of its entries changed, as another program would write it. */
export function rewriteEntry(
  path: string,
  name: string,
  change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
): void {
  const entries = unzipSync(new Uint8Array(readFileSync(path)));
  if (entries[name] === undefined) throw new Error(`no entry ${name} among ${Object.keys(entries).join(", ")}`);
  entries[name] = change(entries[name]);
  writeFileSync(path, zipSync(entries, { level: 0 }));
}

/** The same with a change of its project.json. */
export function rewriteDocument(
  path: string,
  change: (document: Record<string, unknown>) => Record<string, unknown>,
): void {
  rewriteEntry(path, "project.json", (bytes) =>
    strToU8(JSON.stringify(change(JSON.parse(strFromU8(bytes)) as Record<string, unknown>))),
  );
}

export function projectDocument(path: string): Record<string, unknown> {
  const entries = unzipSync(new Uint8Array(readFileSync(path)), { filter: ({ name }) => name === "project.json" });
  return JSON.parse(strFromU8(entries["project.json"])) as Record<string, unknown>;
}

/** Lets a file fall on the middle of the window, as from a file manager. */
export async function dropFile(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  const drag = { x: width / 2, y: height / 2, data: { items: [], files: [path], dragOperationsMask: 1 } };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, ...drag });
  await session.detach();
}
