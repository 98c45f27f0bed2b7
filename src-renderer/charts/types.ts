import type { ContourSet } from "../../src-core/landscape/index.ts";
import type { Companion } from "../../src-core/optimizers/index.ts";
import type {
  CurveQuantity,
  CurvesView,
  DifferenceQuantity,
  MapView,
  MapWindow,
  ParameterQuantity,
  SurfaceView,
} from "../../src-core/project/index.ts";
import type { StopReason } from "../../src-core/run/index.ts";

/** Colours and letters of a picture; the same for the window, an exported file and the print theme. */
export interface ChartTheme {
  readonly name: "light" | "dark" | "print";
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  /** The casing under paths, marks and letters that lie on the map. */
  readonly halo: string;
  /** Known minima: the yellow crosses of the course, with their outline. */
  readonly minimum: string;
  readonly outline: string;
  readonly arrows: Readonly<Record<MapArrow["kind"], string>>;
  /** Runner colours by index, distinguishable by colour-blind readers on this background and on the map. */
  readonly runners: readonly string[];
  readonly fontFamily: string;
}

/** One recorded run as the charts see it: columns by recorded row, nothing but typed arrays. */
export interface RunTrace {
  readonly id: string;
  /** What the legend says ("Adam", or the person's own name). */
  readonly label: string;
  /** Index into ChartTheme.runners. */
  readonly colour: number;
  readonly steps: Float64Array;
  /** theta on the two shown axes, by recorded row. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly loss: Float64Array;
  readonly gradientNorm: Float64Array;
  readonly learningRate: Float64Array;
  /** Distance to the nearest known minimum; null where none is known. */
  readonly distance: Float64Array | null;
  /** The row shown by the transport (the last row with steps[row] <= the transport's step). */
  readonly row: number;
  readonly stopped: StopReason | null;
  /** The second point that the method keeps, where it is to be drawn too. */
  readonly companion: CompanionTrace | null;
}

/** A method's second point on the two shown axes, by the recorded rows of its run. */
export interface CompanionTrace {
  readonly name: Companion["name"];
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The colours under the paths: values on a grid and their contours, as a worker computed them. */
export interface MapGround {
  /** The rectangle that the grid covers (perhaps larger than the visible window). */
  readonly window: MapWindow;
  readonly nx: number;
  readonly ny: number;
  readonly values: Float64Array;
  readonly contours: ContourSet;
}

/** An arrow from a point, in data coordinates. */
export interface MapArrow {
  readonly kind: "gradient" | "direction" | "movement";
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

export interface MapStart {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Everything the map draws. Pure data in, picture out. */
export interface MapData {
  readonly xName: string;
  readonly yName: string;
  readonly window: MapWindow;
  readonly ground: MapGround | null;
  readonly runs: readonly RunTrace[];
  readonly starts: readonly MapStart[];
  readonly minima: readonly (readonly [number, number])[];
  readonly arrows: readonly MapArrow[];
  readonly view: MapView;
}

/** A loss of one parameter: the curve and the runs as dots on it. */
export interface LineData {
  readonly xName: string;
  readonly window: MapWindow;
  readonly xValues: Float64Array;
  readonly values: Float64Array;
  readonly runs: readonly RunTrace[];
  readonly starts: readonly MapStart[];
  readonly minima: readonly (readonly [number, number])[];
  readonly arrows: readonly MapArrow[];
  readonly view: MapView;
}

/** The heights over a map and what lies on them. */
export interface SurfaceData {
  readonly xName: string;
  readonly yName: string;
  readonly window: MapWindow;
  readonly ground: MapGround | null;
  readonly runs: readonly RunTrace[];
  readonly starts: readonly MapStart[];
  readonly minima: readonly (readonly [number, number])[];
  readonly map: MapView;
  readonly view: SurfaceView;
}

/** The factors of one run's steps, parameter by parameter. */
export interface FactorsTrace {
  /** The id of its RunTrace, whose label and colour it bears. */
  readonly runId: string;
  readonly label: string;
  readonly colour: number;
  /** Those from which a step was taken. */
  readonly steps: Float64Array;
  /** As many as can be told apart by their dashes. */
  readonly parameters: readonly ParameterFactors[];
  /** How many parameters are left out. */
  readonly hidden: number;
}

export interface ParameterFactors extends Readonly<Record<ParameterQuantity, Float64Array>> {
  readonly name: string;
}

/** How far runs are from those of one runner. */
export interface DifferencesData {
  /** What that runner is called. */
  readonly reference: string;
  readonly traces: readonly DifferenceTrace[];
}

export interface DifferenceTrace extends Readonly<Record<DifferenceQuantity, Float64Array>> {
  /** The id of the compared run's RunTrace, whose label and colour it bears. */
  readonly runId: string;
  readonly label: string;
  readonly colour: number;
  /** Those that both have recorded. */
  readonly steps: Float64Array;
}

/** One panel for each of view.quantities, over the same steps. */
export interface CurvesData {
  readonly runs: readonly RunTrace[];
  /** What the quantities of parameters show: those of the selected run; null where no such quantity or no run is shown. */
  readonly factors: FactorsTrace | null;
  /** What the quantities of differences show; null where no such quantity is shown. */
  readonly differences: DifferencesData | null;
  readonly view: CurvesView;
  /** The steps shown, from and to; null: all. */
  readonly range: readonly [number, number] | null;
  /** The transport's step, drawn as a cursor line. */
  readonly step: number;
}

/** Words that a chart writes, in the person's language. */
export interface ChartText {
  readonly step: string;
  readonly quantity: Readonly<Record<CurveQuantity, string>>;
  /** "|m|": what a logarithmic axis shows of the direction. */
  readonly directionSize: string;
  /** A panel's title: "Distance to Adam" for the quantity and the run compared with; the loss's by its size on a log axis. */
  readonly differenceTo: Readonly<Record<DifferenceQuantity | "lossDifferenceSize", (reference: string) => string>>;
  /** What is said of paths that agree to the last bit: wholly, some of several, at the start, up to a step, at so many. */
  readonly agreement: {
    readonly whole: string;
    readonly wholeOf: (labels: readonly string[]) => string;
    readonly start: string;
    readonly upTo: (step: number) => string;
    readonly at: (count: number) => string;
    /** Said where no two runs are there to be compared. */
    readonly nothing: string;
  };
  /** "3 more parameters are not drawn" */
  readonly hiddenParameters: (count: number) => string;
  readonly loss: string;
  readonly start: string;
  readonly minimum: string;
  /** What the two points of a run are where both are drawn, "Nesterov: look-ahead point" for one. */
  readonly points: Readonly<
    Record<Companion["name"], Readonly<Record<"theta" | "companion", (run: string) => string>>>
  >;
  /** "leaves the window at step {step}" with the step filled in. */
  readonly leavesWindow: (step: number) => string;
  readonly stopped: (stopped: StopReason) => string;
  readonly arrow: Readonly<Record<MapArrow["kind"], string>>;
  /** "gradient norm is Infinity at step 12": a curve ends because its value is not a number that can be drawn. */
  readonly nonFinite: (quantity: CurveQuantity, value: number, step: number) => string;
  /** "3 values of 0 or below have no place on a logarithmic axis": said under a logarithmic chart that leaves values out. */
  readonly leftOut: (count: number) => string;
  /** "cut off above 1200": the surface is flat there. */
  readonly cutOff: (value: number) => string;
  /** Said instead of the surface where the machine has no WebGL. */
  readonly noSurface: string;
  /** Names of the pictures for screen readers. */
  readonly mapName: (xName: string, yName: string) => string;
  readonly surfaceName: (xName: string, yName: string) => string;
  readonly lineName: (xName: string) => string;
  readonly curvesName: string;
  /** The keys that a focused picture understands, for screen readers. */
  readonly mapKeys: string;
  readonly surfaceKeys: string;
  readonly curvesKeys: string;
  /** A number with sensible digits. */
  readonly number: (value: number) => string;
}

/** Width and height of a picture in CSS pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Whether a gesture still goes on: while it does, only what is cheap follows it. */
export type GesturePhase = "move" | "end";

/** What a shown surface offers for export: the drawing buffer is its own. */
export interface SurfacePicture {
  /** The present view as PNG at 1 to 4 pixels to the CSS pixel, in the colours of a theme. */
  readonly png: (scale: number, theme: ChartTheme) => Promise<Blob>;
}
