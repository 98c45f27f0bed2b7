import type { LabApi } from "../../src-core/protocol/index.ts";

declare global {
  interface Window {
    /** Put there by the preload script; see LabApi. */
    readonly lab: LabApi;
  }
}

/** The only place that names window.lab. */
export const lab: LabApi = window.lab;
