import type { ProjectContent } from "../../src-core/project/index.ts";
import { LabFailure } from "../failure.ts";
import type { ArchiveRequest, Packed, Unpacked } from "../workers/messages.ts";
import { transferList } from "../workers/transfer-list.ts";
import type { WorkerPool } from "./pool.ts";

/** Project archives, packed and read in a thread of their own, so that neither main nor a drag waits for a save. */
export interface Archivist {
  /** The content's arrays are handed over: the caller must not use them afterwards. */
  pack(content: ProjectContent): Promise<Packed>;
  /** The bytes are handed over. */
  unpack(bytes: Uint8Array): Promise<Unpacked>;
  /** SHA-256 in hexadecimal. The bytes are handed over. */
  checksum(bytes: Uint8Array): Promise<string>;
}

/** @param pool a pool of one worker, apart from that of the window's jobs. */
export function createArchivist(pool: WorkerPool): Archivist {
  let count = 0;
  const ask = <Result>(request: ArchiveRequest): Promise<Result> =>
    new Promise((resolve, reject) => {
      count += 1;
      pool.start({
        id: `archive-${count}`,
        request,
        options: { priority: "interactive", lane: null },
        transfer: transferList(request),
        onprogress: (_events, end) => {
          // The worker's answer to a request is of the kind that messages.ts states for it.
          if (end?.kind === "done") resolve(end.result as Result);
          else if (end?.kind === "failed") reject(new LabFailure(end.error.code, end.error.values));
          else if (end !== null) reject(new LabFailure("job/worker-crashed"));
        },
      });
    });
  return {
    pack: (content) => ask<Packed>({ kind: "pack", content }),
    unpack: (bytes) => ask<Unpacked>({ kind: "unpack", bytes }),
    checksum: (bytes) => ask<string>({ kind: "checksum", bytes }),
  };
}
