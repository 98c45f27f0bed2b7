import { untrack } from "svelte";
import { lessonById, lessonExperiment, WELCOME_LESSONS } from "../../src-core/lessons/index.ts";
import {
  type Figure,
  newProject,
  type Project,
  type ProjectContent,
  type Experiment,
} from "../../src-core/project/index.ts";
import type { Bootstrap, LabApi, Language } from "../../src-core/protocol/index.ts";
import { differencesOf } from "../charts/difference-trace.ts";
import { factorsOf } from "../charts/factors-trace.ts";
import type { DifferencesData, FactorsTrace, MapArrow, RunTrace } from "../charts/types.ts";
import { CatalogueState } from "./catalogue-state.svelte.ts";
import { DocumentState } from "./document-state.svelte.ts";
import { addExperiment } from "./edits/project.ts";
import { repairView } from "./edits/view.ts";
import { Exporter } from "./exporter.svelte.ts";
import { GroundState, shownWindow } from "./ground-state.svelte.ts";
import { whenIdle } from "./idle.ts";
import { JobClient } from "./job-client.ts";
import { lessonsInLanguage } from "./lesson-language.ts";
import { LessonState } from "./lesson-state.svelte.ts";
import { LossState } from "./loss-state.svelte.ts";
import { NoticesState } from "./notices-state.svelte.ts";
import { Pictures } from "./pictures.svelte.ts";
import { ProjectState } from "./project-state.svelte.ts";
import { runnerNames } from "./runner-names.ts";
import { type RunResult, runKey, RunsState } from "./runs-state.svelte.ts";
import { SettingsState } from "./settings-state.svelte.ts";
import { Thumbnails } from "./thumbnails.svelte.ts";
import { arrowsAt, traceAt, traceColumns, type TraceColumns } from "./traces.ts";
import { TransportState } from "./transport-state.svelte.ts";

/** Dialogs of which at most one is open. */
export type OpenDialog = "welcome" | "about" | "shortcuts" | "export" | "catalogue" | null;

const DRAFT_DELAY = 1000;

/** Everything that one window holds, made once in main.ts and given down by context. */
export class Workspace {
  readonly lab: LabApi;
  readonly bootstrap: Bootstrap;
  readonly settings: SettingsState;
  readonly notices = new NoticesState();
  readonly project: ProjectState;
  readonly loss: LossState;
  readonly runs: RunsState;
  readonly ground: GroundState;
  readonly transport = new TransportState();
  readonly document: DocumentState;
  readonly pictures: Pictures;
  readonly exporter: Exporter;
  readonly thumbnails: Thumbnails;
  readonly catalogue: CatalogueState;
  readonly lesson: LessonState;
  #presenting: boolean = $state(false);
  #dialog: OpenDialog = $state(null);
  #recoveryPostponed: boolean = $state(false);

  constructor(lab: LabApi, bootstrap: Bootstrap) {
    this.lab = lab;
    this.bootstrap = bootstrap;
    this.settings = new SettingsState(lab, bootstrap);
    const client = new JobClient(lab);
    this.runs = new RunsState(client);
    this.ground = new GroundState(client);
    this.project = new ProjectState(welcomeProject(this.settings.language));
    this.loss = new LossState(this.project);
    this.pictures = new Pictures(this);
    this.exporter = new Exporter(this);
    this.thumbnails = new Thumbnails(client);
    this.catalogue = new CatalogueState(client, () => this.settings.words);
    this.lesson = new LessonState(this);
    this.document = new DocumentState(
      lab,
      {
        content: () => this.content(),
        isDirty: () => this.project.dirty,
        show: (content, saved) => this.#show(content, saved),
        markSaved: (project) => this.project.markSaved(project),
        untitled: () => this.settings.words.document.untitled,
        newProject,
      },
      this.notices,
    );
    this.transport.speed = this.project.experiment.view.transport.speed;
    this.#connect();
    this.document.begin(bootstrap.recent, bootstrap.drafts);
    if (bootstrap.requestedFileId !== null) void this.document.openRequested(bootstrap.requestedFileId);
    else if (bootstrap.firstStart) this.#dialog = "welcome";
  }

  get dialog(): OpenDialog {
    return this.#dialog;
  }

  openDialog(dialog: OpenDialog): void {
    this.#dialog = dialog;
  }

  /** Work that a crash left behind waits for an answer. */
  get recovering(): boolean {
    return this.document.drafts.length > 0 && !this.#recoveryPostponed;
  }

  /** Asks again at the next start. */
  recoverLater(): void {
    this.#recoveryPostponed = true;
  }

  /** Only the lesson and its stage are shown, on the whole screen. */
  get presenting(): boolean {
    return this.#presenting;
  }

  present(presenting: boolean): void {
    this.#presenting = presenting;
  }

  /** The shown experiment belongs to a lesson, and its reader is open. */
  readonly reading: boolean = $derived.by(
    () => this.lesson.lesson !== undefined && (this.#presenting || !this.settings.choice.layout.reader.collapsed),
  );

  /** The experiment as pictures show it; see RunsState.drawn. */
  readonly drawn: Experiment = $derived.by(() => this.runs.drawn ?? this.project.experiment);

  /** What charts draw, without the playback's position. */
  readonly columns: readonly TraceColumns[] = $derived.by(() =>
    traceColumns(this.drawn, this.runs.results, (runnerId) => this.runnerName(runnerId)),
  );

  readonly traces: readonly RunTrace[] = $derived.by(() =>
    this.columns.map((columns) => traceAt(columns, this.transport.step)),
  );

  /** The run whose numbers the inspector shows: the chosen one, else the first. */
  readonly selected: RunResult | null = $derived.by(() => {
    const { id, view } = this.drawn;
    const chosen = view.transport.selected;
    const key = chosen === null ? null : runKey(id, chosen.runnerId, chosen.startId);
    return this.runs.results.find((result) => result.key === key) ?? this.runs.results[0] ?? null;
  });

  readonly selectedTrace: RunTrace | null = $derived.by(
    () => this.traces.find((trace) => trace.id === this.selected?.key) ?? null,
  );

  /** The factors of the selected run's steps, without the playback's position; null while no curve shows them. */
  readonly factors: FactorsTrace | null = $derived.by(() => {
    const { selected } = this;
    const trace = this.columns.find(({ id }) => id === selected?.key);
    return selected === null || trace === undefined ? null : factorsOf(trace, selected, this.drawn);
  });

  /** How far the compared runs are from each other; null while no curve shows it. */
  readonly differences: DifferencesData | null = $derived.by(() => {
    const runs = this.columns.flatMap((trace) => {
      const result = this.runs.results.find(({ key }) => key === trace.id);
      return result === undefined ? [] : [{ ...result, trace }];
    });
    return differencesOf(runs, this.drawn, (runnerId) => this.runnerName(runnerId));
  });

  readonly arrows: readonly MapArrow[] = $derived.by(() => {
    const { drawn } = this;
    if (this.selected === null || this.selectedTrace === null || !drawn.view.map.showArrows) return [];
    return arrowsAt(this.selected, this.selectedTrace.row, drawn, shownWindow(drawn));
  });

  /** The picture has nothing to show: said instead of an empty frame. */
  readonly nothingFinite: boolean = $derived.by(() => {
    const values = this.ground.map?.values ?? this.ground.line?.values;
    return values !== undefined && !values.some(Number.isFinite);
  });

  /** What a runner is called. */
  runnerName(runnerId: string): string {
    const runners = this.drawn.runners.some(({ id }) => id === runnerId)
      ? this.drawn.runners
      : this.project.experiment.runners;
    return runnerNames(runners, this.settings.words).get(runnerId) ?? runnerId;
  }

  /** Shows the numbers of a run in the inspector. */
  select(runnerId: string, startId: string): void {
    this.project.look((view) => ({ ...view, transport: { ...view.transport, selected: { runnerId, startId } } }));
  }

  /**
   * Opens a lesson with its reader: where the project has its experiment already, that one as it was left; else a fresh one
   * is added to the project, or begins a new project where nothing was done yet.
   */
  async openLesson(id: string): Promise<void> {
    const lesson = lessonById(id);
    if (lesson === undefined) return;
    const open = this.project.project.experiments.find(({ lessonId }) => lessonId === id);
    if (open !== undefined) this.activate(open.id);
    else {
      const experiment = lessonExperiment(lesson, this.settings.language, this.lesson.firstOpen(lesson));
      if (this.project.dirty || this.document.name !== null) this.#add(experiment);
      else if (!(await this.document.startNew(newProject(experiment)))) return;
    }
    this.settings.setLayout({ reader: { ...this.settings.choice.layout.reader, collapsed: false } });
    this.#dialog = null;
  }

  /** Copies the lesson's experiment, as it is now, into an experiment of the person's own, and shows it. */
  copyLesson(): void {
    this.rememberTransport();
    const { experiment } = this.project;
    const title = this.settings.words.lessons.copyTitle(experiment.title);
    this.#add({ ...experiment, title, lessonId: null, view: { ...experiment.view, lessonStep: 0 } });
  }

  #add(experiment: Experiment): void {
    this.rememberTransport();
    this.project.edit((project) => addExperiment(project, experiment));
    this.#restoreTransport();
  }

  /** Shows another experiment of the project. */
  activate(experimentId: string): void {
    this.rememberTransport();
    this.project.activate(experimentId);
    this.#restoreTransport();
  }

  /** Shows a kept figure: its experiment, looked at as it was then. */
  showFigure(figure: Figure): void {
    this.activate(figure.experimentId);
    const { parameters } = this.project.experiment.loss;
    this.project.look(() => ({ ...repairView(figure.view, parameters), instruments: [figure.instrument] }));
    this.#restoreTransport();
  }

  /** Everything that a file keeps, with the transport as it stands. */
  content(): ProjectContent {
    this.rememberTransport();
    return { project: this.project.project, runs: this.runs.recorded() };
  }

  #show(content: ProjectContent, saved: boolean): void {
    this.project.replace(content.project, saved);
    this.runs.restore(content.runs);
    this.#dialog = null;
    this.#restoreTransport();
  }

  /** Writes the playback's position into the view, before the view is kept. */
  rememberTransport(): void {
    const { step, speed } = this.transport;
    this.project.look((view) =>
      view.transport.step === step && view.transport.speed === speed
        ? view
        : { ...view, transport: { ...view.transport, step, speed } },
    );
  }

  #restoreTransport(): void {
    const { step, speed } = this.project.experiment.view.transport;
    this.transport.restore(step, speed);
  }

  /** A lesson's experiment that nobody has touched yet follows the window's language. */
  #speak(language: Language): void {
    if (this.project.dirty || this.document.name !== null) return;
    const { project } = this.project;
    const translated = lessonsInLanguage(project, language);
    if (translated !== project) this.project.replace(translated, true);
  }

  /** The few places where state reaches the world outside: workers, drafts, the window's title. */
  #connect(): void {
    const follow = (experiment: Experiment) => {
      this.runs.follow(experiment);
      this.ground.follow(experiment);
    };
    // The first time at once: effects wait until the panels are made.
    follow(this.project.experiment);
    $effect.root(() => {
      $effect(() => {
        const { experiment } = this.project;
        untrack(() => follow(experiment));
      });
      $effect(() => {
        const { experiments } = this.project.project;
        untrack(() => this.runs.prune(experiments));
      });
      $effect(() => {
        const ended = this.runs.results.filter(({ stopped }) => stopped !== null);
        const last = this.runs.results.reduce(
          (most, { frames }) => Math.max(most, frames.steps[frames.count - 1] ?? 0),
          0,
        );
        if (ended.length > 0 || last > 0) untrack(() => this.transport.setLast(last));
      });
      $effect(() => {
        const { project, dirty } = this.project;
        if (!dirty) return undefined;
        const timer = setTimeout(() => this.document.keepDraft(project), DRAFT_DELAY);
        return () => clearTimeout(timer);
      });
      $effect(() => {
        const title = this.document.name ?? (this.project.project.title || this.settings.words.document.untitled);
        void this.lab.setDocumentState({
          title,
          dirty: this.project.dirty,
          language: this.settings.language,
          presenting: this.#presenting,
        });
      });
      $effect(() => {
        // The picture behind the welcome comes first; the small ones on its cards can wait for it.
        const isReady = this.#dialog === "welcome" && (this.ground.map ?? this.ground.line) !== null;
        if (isReady) void whenIdle().then(() => this.thumbnails.compute());
      });
      $effect(() => {
        const { language } = this.settings;
        untrack(() => this.#speak(language));
      });
      $effect(() => {
        // Nobody reads behind the welcome.
        if (this.reading && this.#dialog === null) this.lesson.notice();
      });
      $effect(() => {
        document.documentElement.lang = this.settings.language;
        document.documentElement.dataset["theme"] = this.settings.theme;
      });
    });
  }
}

/** The window is never empty: the first lesson's experiment is open behind the welcome. */
function welcomeProject(language: Language): Project {
  return newProject(lessonExperiment(WELCOME_LESSONS[0], language));
}
