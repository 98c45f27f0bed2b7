import type { Failure, JobEvent, JobRequest } from "../../src-core/protocol/index.ts";
import type { ProjectContent, ReadResult } from "../../src-core/project/index.ts";

/** All that a worker can be asked for: the window's jobs, and the archive work that main must not do itself. */
export type WorkRequest = JobRequest | ArchiveRequest;

/** Packing and reading `.saddle` files, and telling two versions of a file apart. */
export type ArchiveRequest =
  | { readonly kind: "pack"; readonly content: ProjectContent }
  | { readonly kind: "unpack"; readonly bytes: Uint8Array }
  | { readonly kind: "checksum"; readonly bytes: Uint8Array };

/** The result of "pack". `checksum` is the SHA-256 of the bytes, in hexadecimal. */
export interface Packed {
  readonly bytes: Uint8Array;
  readonly checksum: string;
}

/** The result of "unpack": what the file holds, or why it cannot be read, and the SHA-256 of its bytes. */
export interface Unpacked {
  readonly read: ReadResult;
  readonly checksum: string;
}

/** Main to worker. A ticket is unique among the jobs of a worker; ids are the window's and may repeat after a reload. */
export interface StartMessage {
  readonly ticket: number;
  readonly id: string;
  readonly slot: Slot;
  readonly request: WorkRequest;
}

/** Worker to main. The last message of a ticket has `end`; the events before the end travel with it. */
export interface ProgressMessage {
  readonly ticket: number;
  readonly events: readonly JobEvent[];
  readonly end: TaskEnd | null;
}

export type TaskEnd =
  | { readonly kind: "done"; readonly result: unknown }
  | { readonly kind: "failed"; readonly error: Failure }
  | { readonly kind: "cancelled" };

/**
 * A worker holds at most one job of each priority. The background job stands still while an interactive one runs, so a
 * single worker is enough for a drag to stay live during a long run.
 */
export type Slot = 0 | 1;
export const INTERACTIVE_SLOT = 0;
export const BACKGROUND_SLOT = 1;

/** What a worker is given at birth: memory shared with main, an Int32Array indexed by SHARED. */
export interface WorkerBirth {
  readonly shared: SharedArrayBuffer;
}

/**
 * The four shared numbers: a counter that the worker raises while it lives, the ticket it is working on (0: none), and
 * for each slot the last ticket that was cancelled. Tickets grow, so the flags never need to be cleared.
 */
export const SHARED = { heartbeat: 0, active: 1, cancelled: [2, 3] } as const;
export const SHARED_BYTES = 4 * Int32Array.BYTES_PER_ELEMENT;
