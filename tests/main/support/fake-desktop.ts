import type { Desktop } from "../../../src-main/handlers/index.ts";

/** What a person would click, and a record of what was shown. */
export interface FakeDesktop extends Desktop {
  answers: {
    open: string | null;
    place: string | null;
    replace: boolean;
    save: "save" | "discard" | "cancel";
  };
  readonly log: (readonly unknown[])[];
}

export function fakeDesktop(): FakeDesktop {
  const log: (readonly unknown[])[] = [];
  const note = <Value>(value: Value, ...entry: readonly unknown[]): Value => {
    log.push(entry);
    return value;
  };
  const desktop: FakeDesktop = {
    answers: { open: null, place: null, replace: true, save: "cancel" },
    log,
    chooseProjectToOpen: async () => note(desktop.answers.open, "open"),
    chooseProjectPlace: async (name) => note(desktop.answers.place, "place", name),
    chooseExportPlace: async (name, format) => note(desktop.answers.place, "export place", name, format),
    confirmReplace: async (name) => note(desktop.answers.replace, "replace", name),
    askToSave: async (title) => note(desktop.answers.save, "ask", title),
    showDocument: (state) => note(undefined, "document", state),
    showSettings: (settings) => note(undefined, "settings", settings),
    showRecent: (recent) =>
      note(
        undefined,
        "recent",
        recent.map(({ name }) => name),
      ),
    confirmClose: (close) => note(undefined, "close", close),
  };
  return desktop;
}
