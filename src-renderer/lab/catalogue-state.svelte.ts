import type { Words } from "../text/index.ts";
import { answers, type MethodSection, methodSections, type ScheduleRow, scheduleRows } from "./catalogue-rows.ts";
import type { JobClient } from "./job-client.ts";
import { MethodRace } from "./method-race.svelte.ts";

export const CATALOGUE_TABS = ["methods", "schedules"] as const;
export type CatalogueTab = (typeof CATALOGUE_TABS)[number];

/** The catalogue of methods and schedules: which of the two is shown, and what is searched for. */
export class CatalogueState {
  readonly race: MethodRace;
  readonly #words: () => Words;
  tab: CatalogueTab = $state("methods");
  query: string = $state("");

  constructor(client: JobClient, words: () => Words) {
    this.race = new MethodRace(client);
    this.#words = words;
  }

  readonly #allMethods = $derived.by(() => methodSections(this.#words()));
  readonly #allSchedules = $derived.by(() => scheduleRows(this.#words()));

  /** The families that hold what is searched for. */
  readonly methods: readonly MethodSection[] = $derived.by(() =>
    this.#allMethods
      .map((section) => ({ ...section, rows: section.rows.filter((row) => answers(row, this.query)) }))
      .filter(({ rows }) => rows.length > 0),
  );

  readonly schedules: readonly ScheduleRow[] = $derived.by(() =>
    this.#allSchedules.filter((row) => answers(row, this.query)),
  );

  /** How many rows of the shown tab are found, of how many. */
  readonly found: { readonly count: number; readonly of: number } = $derived.by(() =>
    this.tab === "methods"
      ? { count: rowCount(this.methods), of: rowCount(this.#allMethods) }
      : { count: this.schedules.length, of: this.#allSchedules.length },
  );
}

function rowCount(sections: readonly MethodSection[]): number {
  return sections.reduce((count, { rows }) => count + rows.length, 0);
}
