import type { CurvesView, Experiment, SurfaceView } from "../../src-core/project/index.ts";
import type {
  ChartText,
  ChartTheme,
  CurvesData,
  DifferencesData,
  FactorsTrace,
  LineData,
  MapArrow,
  MapData,
  MapStart,
  RunTrace,
  SurfaceData,
} from "../charts/types.ts";
import { chartTheme } from "../charts/themes.ts";
import { chartText } from "./chart-text.ts";
import { axisIndices } from "./edits/view.ts";
import { type GroundState, shownWindow } from "./ground-state.svelte.ts";
import type { SettingsState } from "./settings-state.svelte.ts";
import { shownMinima, traceAt, type TraceColumns } from "./traces.ts";
import type { TransportState } from "./transport-state.svelte.ts";

/** What pictures are made of. */
export interface PictureSources {
  /** The experiment as pictures show it. */
  readonly drawn: Experiment;
  /** The experiment as it is. */
  readonly project: { readonly experiment: Experiment };
  readonly ground: GroundState;
  readonly transport: TransportState;
  readonly settings: SettingsState;
  readonly columns: readonly TraceColumns[];
  readonly factors: FactorsTrace | null;
  readonly differences: DifferencesData | null;
  readonly traces: readonly RunTrace[];
  readonly arrows: readonly MapArrow[];
}

/** What each instrument draws: the same data for the window and for an exported picture. */
export class Pictures {
  readonly #sources: PictureSources;

  constructor(sources: PictureSources) {
    this.#sources = sources;
  }

  readonly theme: ChartTheme = $derived.by(() => chartTheme(this.#sources.settings.theme));

  readonly text: ChartText = $derived.by(() => chartText(this.#sources.settings.words.charts));

  /** A loss of one parameter has a line plot where others have a map, and no surface. */
  readonly isLine: boolean = $derived.by(() => this.#sources.drawn.loss.parameters.length === 1);

  readonly #starts = $derived.by(() => startsOnPlane(this.#sources.drawn));

  /** Where starts can be taken hold of: where they are, also while pictures show where they were. */
  readonly handles: readonly MapStart[] = $derived.by(() => {
    const starts = startsOnPlane(this.#sources.project.experiment);
    return this.line === null ? starts : starts.map((start) => ({ ...start, y: this.#onCurve(start.x) }));
  });

  #onCurve(x: number): number {
    const { line } = this.#sources.ground;
    return line === null ? 0 : curveAt(line.window.x, line.values, x);
  }

  readonly #minima = $derived.by(() => {
    const { drawn: experiment } = this.#sources;
    return experiment.view.map.showMinima ? shownMinima(experiment) : [];
  });

  readonly map: MapData = $derived.by(() => {
    const { drawn, ground, traces, arrows } = this.#sources;
    const { view } = drawn;
    return {
      xName: view.axes[0],
      yName: view.axes[1],
      window: shownWindow(drawn),
      ground: ground.map,
      runs: traces,
      starts: this.#starts,
      minima: this.#minima,
      arrows,
      view: view.map,
    };
  });

  readonly line: LineData | null = $derived.by(() => {
    const { drawn, ground, traces, arrows } = this.#sources;
    if (ground.line === null) return null;
    const { window, xValues, values } = ground.line;
    const { view } = drawn;
    const x = view.window?.x ?? window.x;
    return {
      xName: view.axes[0],
      window: { x, y: window.y },
      xValues,
      values,
      runs: traces,
      starts: this.#starts.map((start) => ({ ...start, y: this.#onCurve(start.x) })),
      minima: this.#minima.map(([at]) => [at, this.#onCurve(at)] as const),
      arrows,
      view: view.map,
    };
  });

  /** The surface without the playback's position and the camera. */
  readonly surfaceScene: SurfaceScene = $derived.by(() => {
    const { drawn, ground, columns } = this.#sources;
    return {
      xName: drawn.view.axes[0],
      yName: drawn.view.axes[1],
      window: shownWindow(drawn),
      ground: ground.map,
      columns,
      starts: this.#starts,
      minima: this.#minima,
      map: drawn.view.map,
    };
  });

  readonly curves: CurvesData = $derived.by(() => {
    const { drawn, columns, transport } = this.#sources;
    return curvesData(columns, this.#sources, drawn.view.curves, transport.step);
  });
}

function startsOnPlane(experiment: Experiment): readonly MapStart[] {
  const [x, y] = axisIndices(experiment);
  return experiment.starts.map(({ id, at }) => ({ id, x: at[x] ?? 0, y: at[y] ?? 0 }));
}

/** What the surface shows, whatever the step and from wherever it is seen. */
export type SurfaceScene = Omit<SurfaceData, "runs" | "view"> & { readonly columns: readonly TraceColumns[] };

/** What the surface draws at a step. */
export function surfaceData({ columns, ...scene }: SurfaceScene, view: SurfaceView, step: number): SurfaceData {
  return { ...scene, runs: columns.map((column) => traceAt(column, step)), view };
}

/** What the curves draw at a step. */
export function curvesData(
  columns: readonly TraceColumns[],
  { factors, differences }: Pick<CurvesData, "factors" | "differences">,
  view: CurvesView,
  step: number,
): CurvesData {
  return { runs: columns.map((column) => traceAt(column, step)), factors, differences, view, range: null, step };
}

/** The height of a curve of evenly spaced values between two of them; at its ends beyond them. */
export function curveAt([from, to]: readonly [number, number], values: Float64Array, x: number): number {
  const last = values.length - 1;
  const position = Math.min(last, Math.max(0, ((x - from) / (to - from)) * last));
  const index = Math.min(Math.floor(position), last - 1);
  const left = values[index] ?? Number.NaN;
  const right = values[index + 1] ?? left;
  return left + (position - index) * (right - left);
}
