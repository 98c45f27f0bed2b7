import { existsSync, readFileSync, rmSync } from "node:fs";
import { expect, type Page } from "playwright/test";
import { answerDialogs } from "./dialogs.ts";
import type { Launched } from "./launch.ts";

export interface ExportWish {
  readonly instrument: "map" | "surface" | "curves";
  readonly format: "png" | "svg" | "csv" | "npz";
  /** For a PNG: pixels to the pixel of the screen. */
  readonly scale?: 1 | 2 | 3 | 4;
}

/** Exports a picture through the dialog and gives back what was written. */
export async function exportAs({ app, page }: Launched, path: string, wish: ExportWish): Promise<Buffer> {
  rmSync(path, { force: true });
  await answerDialogs(app, { save: path });
  await page.getByTestId(`export-${wish.instrument}`).click();
  await page.getByTestId("export-format").selectOption(wish.format);
  if (wish.scale !== undefined) await page.getByTestId("export-scale").selectOption(String(wish.scale));
  await page.getByTestId("export-save").click();
  await expect(page.getByTestId("export-dialog")).toBeHidden();
  await expect.poll(() => existsSync(path)).toBe(true);
  return readFileSync(path);
}

/** Width and height of a PNG from its first chunk; throws for anything else. */
export function pngSize(bytes: Buffer): { readonly width: number; readonly height: number } {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  if (!bytes.subarray(0, 8).equals(signature) || bytes.toString("latin1", 12, 16) !== "IHDR")
    throw new Error("This is no PNG.");
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** How many different colours a picture has on a coarse raster of it: one that was never painted has one. */
export function coloursOf(page: Page, png: Buffer): Promise<number> {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d")!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const every = 4 * 97;
    const colours = new Set<number>();
    for (let at = 0; at + 2 < data.length; at += every)
      colours.add(data[at] * 65536 + data[at + 1] * 256 + data[at + 2]);
    return colours.size;
  }, png.toString("base64"));
}

/** The rows of a CSV file without quotes in it, the heading first. */
export function csvRows(bytes: Buffer): readonly (readonly string[])[] {
  const text = bytes.toString("utf8");
  return text
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));
}

/** The numbers of an .npy file of float64, little-endian; throws for anything else. */
export function npyNumbers(bytes: Uint8Array): Float64Array {
  const text = Buffer.from(bytes).toString("latin1", 0, 10);
  if (!text.startsWith("\x93NUMPY\x01\x00")) throw new Error("This is no array of NumPy's.");
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint16(8, true);
  const header = Buffer.from(bytes).toString("latin1", 10, 10 + length);
  if (!header.includes("'<f8'")) throw new Error(`Not an array of float64: ${header}`);
  return new Float64Array(bytes.slice(10 + length).buffer);
}
