import type { Instrument } from "../../src-core/project/index.ts";
import type { ExportRequest, Failure, LabApi } from "../../src-core/protocol/index.ts";
import type { ChartTheme, PictureSize } from "../charts/types.ts";
import { chartTheme } from "../charts/themes.ts";
import { suggestedFileName } from "./file-name.ts";
import type { NoticesState } from "./notices-state.svelte.ts";
import type { Pictures } from "./pictures.svelte.ts";
import type { ProjectState } from "./project-state.svelte.ts";
import type { RunsState } from "./runs-state.svelte.ts";
import type { SettingsState } from "./settings-state.svelte.ts";
import type { TraceColumns } from "./traces.ts";

/** What exported files are made of, and who hears how it went. */
export interface ExportSources {
  readonly lab: LabApi;
  readonly notices: NoticesState;
  readonly project: ProjectState;
  readonly settings: SettingsState;
  readonly runs: RunsState;
  readonly pictures: Pictures;
  readonly columns: readonly TraceColumns[];
}

export type ExportFormat = ExportRequest["format"];

export interface ExportChoice {
  readonly instrument: Instrument;
  readonly format: ExportFormat;
  /** Pixels of the image to a pixel of the screen, 1 to 4. */
  readonly scale: number;
  readonly theme: "current" | "print";
}

/** What the surface offers while it is shown: its view drawn afresh. */
export interface SurfacePicture {
  readonly png: (scale: number, theme: ChartTheme) => Promise<Blob>;
}

/** A picture that was never shown is exported in this size. */
const USUAL_SIZE: PictureSize = { width: 720, height: 540 };

/** Turns what an instrument shows into files: the same data and the same functions as on the screen. */
export class Exporter {
  readonly #sources: ExportSources;
  readonly #sizes = new Map<Instrument, PictureSize>();
  #surface: SurfacePicture | null = $state.raw(null);
  #choice: ExportChoice = $state.raw({ instrument: "map", format: "png", scale: 2, theme: "current" });
  #busy: boolean = $state(false);
  #failure: Failure | null = $state.raw(null);

  constructor(sources: ExportSources) {
    this.#sources = sources;
  }

  get choice(): ExportChoice {
    return this.#choice;
  }

  /** Why the last export did not succeed. */
  get failure(): Failure | null {
    return this.#failure;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** The surface is drawn by the graphics card, so it has no vector picture and exists only while it is shown. */
  get formats(): readonly ExportFormat[] {
    const { instrument } = this.#choice;
    if (instrument === "surface") return ["png", "csv"];
    return instrument === "map" ? ["png", "svg", "csv", "npz"] : ["png", "svg", "csv"];
  }

  get needsSurface(): boolean {
    return this.#choice.instrument === "surface" && this.#choice.format === "png" && this.#surface === null;
  }

  choose(change: Partial<ExportChoice>): void {
    const choice = { ...this.#choice, ...change };
    this.#choice = choice;
    this.#failure = null;
    const [first = "png"] = this.formats;
    if (!this.formats.includes(choice.format)) this.#choice = { ...choice, format: first };
  }

  /** An instrument is shown in this size; it is exported as it is seen. */
  noteSize(instrument: Instrument, size: PictureSize): void {
    this.#sizes.set(instrument, size);
  }

  noteSurface(surface: SurfacePicture | null): void {
    this.#surface = surface;
  }

  /** Puts an instrument's picture on the clipboard, at twice the screen's size. */
  async copy(instrument: Instrument): Promise<void> {
    await this.#working(async () => {
      const { copyPicture } = await import("../charts/picture.ts");
      await copyPicture(await this.#png(instrument, 2, this.#themeOf("current")));
      this.#sources.notices.show({ copied: "picture" });
      return true;
    });
  }

  /** Writes the chosen file where the person says; true when it is written. */
  async save(): Promise<boolean> {
    return this.#working(async () => {
      const { instrument, format } = this.#choice;
      const { lab, notices, project, settings } = this.#sources;
      const title = project.experiment.title || settings.words.document.untitled;
      const suggestedName = `${suggestedFileName(title)} – ${settings.words.stage.instruments[instrument]}.${format}`;
      const outcome = await lab.exportFile({ suggestedName, format, bytes: await this.#bytes() });
      if (!outcome.ok) this.#fail(outcome.error);
      else if (outcome.value !== null) notices.show({ saved: outcome.value.name });
      return outcome.ok && outcome.value !== null;
    });
  }

  /** A picture of the choice for the dialog, as an address of the page; null where there is none. */
  async preview(): Promise<string | null> {
    const { instrument, format, theme } = this.#choice;
    if (format === "csv" || format === "npz" || this.needsSurface) return null;
    return URL.createObjectURL(await this.#png(instrument, 1, this.#themeOf(theme)));
  }

  async #bytes(): Promise<Uint8Array> {
    const { instrument, format, scale, theme } = this.#choice;
    switch (format) {
      case "png": {
        const blob = await this.#png(instrument, scale, this.#themeOf(theme));
        return new Uint8Array(await blob.arrayBuffer());
      }
      case "svg": {
        const { renderSvg } = await import("../charts/render-svg.ts");
        const size = this.#sizeOf(instrument);
        return new TextEncoder().encode(renderSvg(await this.#option(instrument, this.#themeOf(theme), size), size));
      }
      case "csv":
        return this.#csv(instrument);
      case "npz":
        return this.#npz();
    }
  }

  async #png(instrument: Instrument, scale: number, theme: ChartTheme): Promise<Blob> {
    if (instrument === "surface") {
      if (this.#surface === null) throw new Error("The surface is not shown.");
      return this.#surface.png(scale, theme);
    }
    const { renderPng } = await import("../charts/picture.ts");
    const size = this.#sizeOf(instrument);
    return renderPng(await this.#option(instrument, theme, size), size, scale);
  }

  async #option(instrument: Instrument, theme: ChartTheme, size: PictureSize) {
    const { pictures } = this.#sources;
    const options = await import("../charts/options.ts");
    if (instrument === "curves") return options.curvesOption(pictures.curves, theme, pictures.text, size);
    const { line } = pictures;
    return pictures.isLine && line !== null
      ? options.lineOption(line, theme, pictures.text, size)
      : options.mapOption(pictures.map, theme, pictures.text, size);
  }

  async #csv(instrument: Instrument): Promise<Uint8Array> {
    const { pictures } = this.#sources;
    const { curvesColumns, lineColumns, mapColumns } = await import("../charts/options.ts");
    const { writeCsv } = await import("../../src-core/export/index.ts");
    if (instrument === "curves") return writeCsv(curvesColumns(pictures.curves));
    const { line } = pictures;
    return writeCsv(pictures.isLine && line !== null ? lineColumns(line) : mapColumns(pictures.map));
  }

  async #npz(): Promise<Uint8Array> {
    const { framesNpz } = await import("../../src-core/export/index.ts");
    const { runs, columns } = this.#sources;
    return framesNpz(
      runs.results.map(({ key, frames }) => ({ name: columns.find(({ id }) => id === key)?.label ?? key, frames })),
    );
  }

  #themeOf(theme: ExportChoice["theme"]): ChartTheme {
    return theme === "print" ? chartTheme("print") : this.#sources.pictures.theme;
  }

  #sizeOf(instrument: Instrument): PictureSize {
    return this.#sizes.get(instrument) ?? USUAL_SIZE;
  }

  /** Nothing fails in silence: a picture that the machine cannot make (larger than its largest canvas, say) is said. */
  async #working(work: () => Promise<boolean>): Promise<boolean> {
    this.#busy = true;
    this.#failure = null;
    try {
      return await work();
    } catch {
      this.#fail({ code: "export/failed", values: {} });
      return false;
    } finally {
      this.#busy = false;
    }
  }

  #fail(failure: Failure): void {
    this.#failure = failure;
    this.#sources.notices.show({ failure });
  }
}
