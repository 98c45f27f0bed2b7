import {
  type Convention,
  type OptimizerFamily,
  type OptimizerPreset,
  OPTIMIZERS,
  type OptionDescription,
} from "../../src-core/optimizers/index.ts";
import { scheduleConventions, type ScheduleEntry, SCHEDULES } from "../../src-core/schedules/index.ts";
import type { ConventionNotes, Words } from "../text/index.ts";
import { type OptionFacts, optionFacts } from "./option-facts.ts";
import { sourceYear } from "./source-year.ts";

/** What the catalogue says of a method or of a schedule, in a person's language. */
export interface CatalogueRow {
  readonly name: string;
  readonly title: string;
  /** The equation of each convention, the default one first; conventions that share one stand together. */
  readonly equations: readonly Equation[];
  /** What is particular to each convention; none where there is one only. */
  readonly notes: readonly ConventionNote[];
  readonly options: readonly OptionFacts[];
  readonly source: string;
  readonly year: number | null;
  /** All that a search looks through. */
  readonly searched: string;
}

export interface Equation {
  readonly conventions: readonly Convention[];
  readonly tex: string;
}

export interface ConventionNote {
  readonly convention: Convention;
  readonly text: string;
}

export interface MethodRow extends CatalogueRow {
  /** What can be added as a runner: the forms in which people know the method, the plain one first. */
  readonly forms: readonly MethodForm[];
}

export interface MethodForm extends OptimizerPreset {
  readonly name: string;
}

export interface MethodSection {
  readonly family: OptimizerFamily;
  readonly title: string;
  readonly rows: readonly MethodRow[];
}

export interface ScheduleRow extends CatalogueRow {
  readonly entry: ScheduleEntry;
}

/** All methods by family, families in the order of the catalogue. */
export function methodSections(words: Words): readonly MethodSection[] {
  const families = [...new Set(OPTIMIZERS.map(({ family }) => family))];
  return families.map((family) => {
    const title = words.families[family];
    const rows = OPTIMIZERS.filter((entry) => entry.family === family).map((entry): MethodRow => {
      const forms = entry.presets
        .toReversed()
        .map((preset) => ({ ...preset, name: words.presets[preset.id] ?? preset.id }));
      const names = forms.map(({ name }) => name);
      const notes = notesOf(words.methodConventions[entry.name], entry.conventions);
      return { ...rowOf(entry, entry.conventions, names.join(" · "), [...names, title]), notes, forms };
    });
    return { family, title, rows };
  });
}

export function scheduleRows(words: Words): readonly ScheduleRow[] {
  return SCHEDULES.map((entry) => {
    const title = words.schedules[entry.name] ?? entry.title;
    const conventions = scheduleConventions(entry.name);
    const notes = notesOf(words.scheduleConventions[entry.name], conventions);
    return { ...rowOf(entry, conventions, title, [title]), notes, entry };
  });
}

/** Whether a row holds every word of a query somewhere; upper and lower case and accents are the same. */
export function answers({ searched }: CatalogueRow, query: string): boolean {
  return plain(query)
    .split(/\s+/)
    .every((word) => searched.includes(word));
}

interface Entry {
  readonly name: string;
  /** In English. */
  readonly title: string;
  readonly tex: string;
  readonly texOf?: Readonly<Partial<Record<Convention, string>>>;
  readonly options: readonly OptionDescription[];
  readonly source: string;
}

function rowOf(
  entry: Entry,
  conventions: readonly Convention[],
  title: string,
  searched: readonly string[],
): Omit<CatalogueRow, "notes"> {
  const { name, options, source } = entry;
  return {
    name,
    title,
    equations: equationsOf(entry, conventions),
    options: options.map(optionFacts),
    source,
    year: sourceYear(source),
    searched: plain([name, entry.title, source, ...searched, ...options.map((option) => option.name)].join(" ")),
  };
}

function notesOf(
  texts: ConventionNotes[string] | undefined,
  conventions: readonly Convention[],
): readonly ConventionNote[] {
  return conventions.flatMap((convention) => {
    const text = texts?.[convention];
    return text === undefined ? [] : [{ convention, text }];
  });
}

function equationsOf({ tex, texOf }: Entry, conventions: readonly Convention[]): readonly Equation[] {
  const equations = new Map<string, Convention[]>();
  for (const convention of conventions) {
    const own = texOf?.[convention] ?? tex;
    equations.set(own, [...(equations.get(own) ?? []), convention]);
  }
  return Array.from(equations, ([own, sharing]) => ({ conventions: sharing, tex: own }));
}

function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .trim();
}
