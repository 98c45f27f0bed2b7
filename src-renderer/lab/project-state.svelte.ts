import type { Experiment, ExperimentView, Project, Runner } from "../../src-core/project/index.ts";
import { experimentById, keepViews, replaceExperiment } from "./edits/project.ts";

/** Undo goes back at most this far; a project without its runs is some kilobytes. */
const HISTORY_LIMIT = 500;

/** The open project: an immutable value, replaced by every edit, with undo and redo. */
export class ProjectState {
  #project: Project = $state.raw() as Project;
  #past: readonly Project[] = $state.raw([]);
  #future: readonly Project[] = $state.raw([]);
  #saved: Project | null = $state.raw(null);
  #coalesce: string | null = null;

  constructor(project: Project) {
    this.#project = project;
    this.#saved = project;
  }

  get project(): Project {
    return this.#project;
  }

  readonly experiment: Experiment = $derived.by(() => experimentById(this.#project, this.#project.activeExperimentId));

  readonly dirty: boolean = $derived(this.#saved === null || !sameDesign(this.#saved, this.#project));

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /**
   * An undoable change. Consecutive edits with the same `coalesce` key (one drag, one slider movement) make one step of
   * undo; endCoalescing() closes it.
   */
  edit(change: (project: Project) => Project, coalesce: string | null = null): void {
    const next = change(this.#project);
    if (next === this.#project) return;
    const continues = coalesce !== null && coalesce === this.#coalesce;
    if (!continues) this.#past = [...this.#past.slice(-HISTORY_LIMIT + 1), this.#project];
    this.#future = [];
    this.#coalesce = coalesce;
    this.#project = next;
  }

  editExperiment(change: (experiment: Experiment) => Experiment, coalesce: string | null = null): void {
    this.edit((project) => {
      const before = experimentById(project, project.activeExperimentId);
      const after = change(before);
      return after === before ? project : replaceExperiment(project, after);
    }, coalesce);
  }

  endCoalescing(): void {
    this.#coalesce = null;
  }

  /** A change of how things are looked at: kept in the file, but neither undone nor a reason to ask before closing. */
  look(change: (view: ExperimentView) => ExperimentView): void {
    const { experiment } = this;
    const view = change(experiment.view);
    if (view !== experiment.view) this.#project = replaceExperiment(this.#project, { ...experiment, view });
  }

  /**
   * What a step of a lesson sets: how its experiment is looked at, and which of its runners are muted. Like a look it is
   * neither undone nor a reason to ask before closing; so every remembered value of the project gets the runners too.
   */
  setStage(
    view: (view: ExperimentView) => ExperimentView,
    runners: (runners: readonly Runner[]) => readonly Runner[],
  ): void {
    const { id } = this.experiment;
    // The same list in two values of the project stays the same list: that is how a change since saving is seen.
    const known = new Map<readonly Runner[], readonly Runner[]>();
    const staged = (list: readonly Runner[]) => {
      const result = known.get(list) ?? runners(list);
      known.set(list, result);
      return result;
    };
    const inProject = (project: Project): Project => ({
      ...project,
      experiments: project.experiments.map((experiment) =>
        experiment.id === id ? { ...experiment, runners: staged(experiment.runners) } : experiment,
      ),
    });
    this.#past = this.#past.map(inProject);
    this.#future = this.#future.map(inProject);
    this.#saved = this.#saved === null ? null : inProject(this.#saved);
    this.#project = inProject(this.#project);
    this.#coalesce = null;
    this.look(view);
  }

  /** Shows another experiment: like a look, not undone. */
  activate(experimentId: string): void {
    this.#project = { ...this.#project, activeExperimentId: experimentId };
    this.#coalesce = null;
  }

  undo(): void {
    const previous = this.#past.at(-1);
    if (previous === undefined) return;
    this.#future = [...this.#future, this.#project];
    this.#past = this.#past.slice(0, -1);
    this.#project = keepViews(previous, this.#project);
    this.#coalesce = null;
  }

  redo(): void {
    const next = this.#future.at(-1);
    if (next === undefined) return;
    this.#past = [...this.#past, this.#project];
    this.#future = this.#future.slice(0, -1);
    this.#project = keepViews(next, this.#project);
    this.#coalesce = null;
  }

  /** Another project takes the place of this one; undo starts anew. `saved` says whether it is what is on disk. */
  replace(project: Project, saved: boolean): void {
    this.#project = project;
    this.#saved = saved ? project : null;
    this.#past = [];
    this.#future = [];
    this.#coalesce = null;
  }

  /** The given value of the project has reached the disk. */
  markSaved(project: Project): void {
    this.#saved = project;
  }
}

/** Whether two projects differ in nothing but how they are looked at. */
function sameDesign(a: Project, b: Project): boolean {
  if (a === b) return true;
  if (a.title !== b.title || a.notes !== b.notes || a.figures !== b.figures) return false;
  if (a.experiments.length !== b.experiments.length) return false;
  return a.experiments.every((experiment, index) => {
    const other = b.experiments[index];
    if (experiment === other) return true;
    if (other === undefined) return false;
    const keys = Object.keys(experiment) as (keyof Experiment)[];
    return keys.every((key) => key === "view" || experiment[key] === other[key]);
  });
}
