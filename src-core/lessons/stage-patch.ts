import type { CurvesView, ExperimentView, MapView, MapWindow, SurfaceView } from "../project/index.ts";

/** What a lesson, or one of its steps, shows otherwise than a new experiment would. */
export interface StagePatch {
  readonly instruments?: ExperimentView["instruments"];
  readonly window?: MapWindow;
  readonly map?: Partial<MapView>;
  readonly surface?: Partial<SurfaceView>;
  readonly curves?: Partial<CurvesView>;
  /** The step that the transport shows, and steps per second while playing. */
  readonly step?: number;
  readonly speed?: number;
  /** The runner whose numbers the inspector shows, and from which start (left out: the first). */
  readonly selected?: string;
  readonly selectedStart?: string;
  /** The runners that are not muted. Left out: those that the lesson's design does not mute. */
  readonly runners?: readonly string[];
}
