import type { Calls } from "./call.ts";
import { draftHandlers } from "./draft-handlers.ts";
import { fileHandlers } from "./file-handlers.ts";
import { jobHandlers } from "./job-handlers.ts";
import type { Services } from "./services.ts";
import { windowHandlers } from "./window-handlers.ts";

export type { Call, Calls } from "./call.ts";
export type { Desktop } from "./desktop.ts";
export type { Services } from "./services.ts";

/** Every request of the window, checked and answered. */
export function createCalls(services: Services): Calls {
  return {
    ...windowHandlers(services),
    ...jobHandlers(services),
    ...fileHandlers(services),
    ...draftHandlers(services),
  };
}
