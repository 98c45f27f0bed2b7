import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A fresh folder, removed when the tests of the file are over. Its path has no links in it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "saddlescope-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
