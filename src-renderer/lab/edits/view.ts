import type {
  CurveQuantity,
  Experiment,
  ExperimentView,
  Figure,
  ParameterDesign,
} from "../../../src-core/project/index.ts";

/* Changes of how an experiment is looked at. */

/** Axes that name a parameter that is gone move to the first ones; a zoomed window is then given up. */
export function repairView(view: ExperimentView, parameters: readonly ParameterDesign[]): ExperimentView {
  const names = parameters.map((parameter) => parameter.name);
  const [x, y] = view.axes;
  const oneDimensional = names.length === 1;
  if (names.includes(x) && names.includes(y) && (x === y) === oneDimensional) return view;
  const first = names.includes(x) ? x : (names[0] ?? x);
  const second = oneDimensional
    ? first
    : (names.find((name) => name !== first && name === y) ?? names.find((name) => name !== first) ?? first);
  return { ...view, axes: [first, second], window: null };
}

/** Indices into theta of the two shown axes; equal for a loss of one parameter. */
export function axisIndices(experiment: Experiment): [number, number] {
  const names = experiment.loss.parameters.map((parameter) => parameter.name);
  const [x, y] = experiment.view.axes;
  return [Math.max(0, names.indexOf(x)), Math.max(0, names.indexOf(y))];
}

/** Chooses the two shown parameters; choosing the other axis' parameter swaps them. */
export function setAxes(view: ExperimentView, x: string, y: string): ExperimentView {
  const [oldX, oldY] = view.axes;
  if (x === oldX && y === oldY) return view;
  const axes: [string, string] = x === y ? [oldY, oldX] : [x, y];
  return { ...view, axes, window: null };
}

/** Shows an instrument beside the others, or takes it away; one always stays. */
export function toggleInstrument(view: ExperimentView, instrument: Figure["instrument"]): ExperimentView {
  const { instruments } = view;
  if (!instruments.includes(instrument)) return { ...view, instruments: [...instruments, instrument] };
  return instruments.length < 2 ? view : { ...view, instruments: instruments.filter((name) => name !== instrument) };
}

export function changeMapView(view: ExperimentView, change: Partial<ExperimentView["map"]>): ExperimentView {
  return { ...view, map: { ...view.map, ...change } };
}

export function changeSurfaceView(view: ExperimentView, change: Partial<ExperimentView["surface"]>): ExperimentView {
  return { ...view, surface: { ...view.surface, ...change } };
}

export function changeCurvesView(view: ExperimentView, change: Partial<ExperimentView["curves"]>): ExperimentView {
  return { ...view, curves: { ...view.curves, ...change } };
}

/** Shows the distance of one runner from another in the curves, on a logarithmic axis. */
export function showDifference(view: ExperimentView, reference: string, runner: string): ExperimentView {
  const { curves, instruments } = view;
  const quantities: readonly CurveQuantity[] = [...new Set([...curves.quantities, "pathDistance" as const])];
  return {
    ...view,
    curves: { ...curves, quantities, logY: true, compared: { reference, runner } },
    instruments: [...new Set([...instruments, "curves" as const])],
  };
}

/** Shows a quantity in the curves, or takes it away; one always stays. */
export function toggleQuantity(view: ExperimentView, quantity: CurveQuantity): ExperimentView {
  const { quantities } = view.curves;
  if (!quantities.includes(quantity)) return changeCurvesView(view, { quantities: [...quantities, quantity] });
  return quantities.length < 2
    ? view
    : changeCurvesView(view, { quantities: quantities.filter((name) => name !== quantity) });
}
