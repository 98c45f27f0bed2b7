import type { Failure } from "../src-core/protocol/index.ts";

/** An error that is already what the window is told: a code and its values. Never holds a path. */
export class LabFailure extends Error {
  override readonly name = "LabFailure";
  readonly failure: Failure;

  constructor(code: string, values: Failure["values"] = {}) {
    super(code);
    this.failure = { code, values };
  }
}
