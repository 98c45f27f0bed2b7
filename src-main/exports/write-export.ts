import type { ExportRequest } from "../../src-core/protocol/index.ts";
import { writeAtomically } from "../projects/atomic-write.ts";
import { withFileFailures } from "../projects/file-failure.ts";
import type { FileLayer } from "../projects/file-layer.ts";

/**
 * Writes the bytes of a picture or a table whole or not at all. What it replaces was replaced on purpose and could be
 * made again, so no backup is kept.
 *
 * @throws LabFailure file/no-space, file/no-permission, ...
 */
export async function writeExport(files: FileLayer, path: string, bytes: ExportRequest["bytes"]): Promise<void> {
  await withFileFailures(path, () => writeAtomically(files, path, bytes, { backup: false }));
}
