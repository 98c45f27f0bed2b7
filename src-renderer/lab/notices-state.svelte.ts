import type { Failure } from "../../src-core/protocol/index.ts";

/** A short message at the edge of the window: something was done, or could not be. */
export interface Notice {
  readonly id: number;
  readonly kind: "done" | "problem";
  readonly content:
    { readonly failure: Failure } | { readonly saved: string } | { readonly copied: "picture" | "numbers" };
}

const SHOWN_MILLISECONDS = 6000;

export class NoticesState {
  #notices: readonly Notice[] = $state.raw([]);
  #count = 0;

  get all(): readonly Notice[] {
    return this.#notices;
  }

  /** Problems stay until they are closed; the rest goes by itself. */
  show(content: Notice["content"]): void {
    this.#count += 1;
    const notice: Notice = { id: this.#count, kind: "failure" in content ? "problem" : "done", content };
    this.#notices = [...this.#notices, notice];
    if (notice.kind === "done") setTimeout(() => this.close(notice.id), SHOWN_MILLISECONDS);
  }

  close(id: number): void {
    this.#notices = this.#notices.filter((notice) => notice.id !== id);
  }
}
