import { readProject, writeProject } from "../../src-core/project/index.ts";
import { checksumOf } from "./checksum.ts";
import type { ArchiveRequest, Packed, Unpacked } from "./messages.ts";
import type { Task } from "./task.ts";

/** Packs or reads a project. One piece of work that cannot be interrupted, so it has threads of its own. */
// eslint-disable-next-line require-yield -- a task by its type; there is nothing to interrupt it for
export function* archiveTask(request: ArchiveRequest): Task {
  switch (request.kind) {
    case "pack":
      return pack(request.content);
    case "unpack":
      return { read: readProject(request.bytes), checksum: checksumOf(request.bytes) } satisfies Unpacked;
    case "checksum":
      return checksumOf(request.bytes);
  }
}

function pack(content: Parameters<typeof writeProject>[0]): Packed {
  const bytes = writeProject(content);
  return { bytes, checksum: checksumOf(bytes) };
}
