import { basename } from "node:path";
import { LabFailure } from "../failure.ts";
import { errorCode } from "./file-layer.ts";

const CODES: Readonly<Record<string, string>> = {
  ENOENT: "file/not-found",
  ENOTDIR: "file/not-found",
  EACCES: "file/no-permission",
  EPERM: "file/no-permission",
  EROFS: "file/no-permission",
  EBUSY: "file/no-permission",
  ENOSPC: "file/no-space",
  EDQUOT: "file/no-space",
  EFBIG: "file/no-space",
  EISDIR: "file/not-a-project",
};

/**
 * What the window is told of an error of the disk: a code and the file's name without its folder. An error that is a
 * LabFailure already stays what it is.
 */
export function fileFailure(error: unknown, path: string): LabFailure {
  if (error instanceof LabFailure) return error;
  const reason = errorCode(error);
  const values = { name: basename(path) };
  const code = CODES[reason];
  return code === undefined ? new LabFailure("file/unknown", { ...values, reason }) : new LabFailure(code, values);
}

/** Runs disk work on one file and turns whatever it throws into a LabFailure. */
export async function withFileFailures<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw fileFailure(error, path);
  }
}
