import { checkConfirmation, checkDocumentState, checkSettings, checkTitle } from "../../src-core/protocol/index.ts";
import { withFileFailures } from "../projects/file-failure.ts";
import { call, type Calls } from "./call.ts";
import type { Services } from "./services.ts";

type WindowCalls = Pick<Calls, "ready" | "askToSave" | "saveSettings" | "setDocumentState" | "confirmClose">;

export function windowHandlers(services: Services): WindowCalls {
  const { desktop, settings, drafts, recent, facts, jobs, greet } = services;
  return {
    ready: call([], async () => {
      // A page that begins anew has forgotten what it asked for before.
      jobs.reset();
      const leftovers = await drafts.leftovers();
      return { ...facts, settings: settings.current, drafts: leftovers, recent: recent.list(), ...greet() };
    }),
    askToSave: call([checkTitle], (title) => desktop.askToSave(title)),
    saveSettings: call([checkSettings], async (value) => {
      desktop.showSettings(value);
      await withFileFailures("settings.json", () => settings.save(value));
      return null;
    }),
    setDocumentState: call([checkDocumentState], (state) => {
      desktop.showDocument(state);
      return null;
    }),
    confirmClose: call([checkConfirmation], (close) => {
      desktop.confirmClose(close);
      return null;
    }),
  };
}
