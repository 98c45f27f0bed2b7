import { type Element, label, type LabelStyle, line } from "../elements.ts";
import { linearTicks } from "../ticks.ts";
import type { ChartText, ChartTheme, SurfaceData } from "../types.ts";
import type { HeightField } from "./height-field.ts";
import { worldX, worldZ } from "./place.ts";
import { type EyeView, FLOOR, HEIGHT, project, type Vector } from "./view.ts";

const TICKS = 5;
const FONT_SIZE = 11;
const NAME_SIZE = 13;
/** How far beyond the edge ticks, their labels and the axis' name are, in widths of the surface. */
const TICK_END = 0.02;
const LABEL_PLACE = 0.06;
const NAME_PLACE = 0.16;
/** Pixels from the height axis to its labels. */
const HEIGHT_LABEL_GAP = 9;

/** Ticks and names along the two lower edges that face the eye, and heights at the left outline. */
export function axisElements(
  data: SurfaceData,
  field: HeightField,
  view: EyeView,
  theme: ChartTheme,
  text: ChartText,
): Element[] {
  const { window } = field.ground;
  const facingX = view.eye[0] >= 0 ? 0.5 : -0.5;
  const facingZ = view.eye[2] >= 0 ? 0.5 : -0.5;
  const alongX = (x: number, beyond: number): Vector => [x, FLOOR, facingZ + Math.sign(facingZ) * beyond];
  const alongZ = (z: number, beyond: number): Vector => [facingX + Math.sign(facingX) * beyond, FLOOR, z];
  const xTicks = linearTicks(...window.x, TICKS).map((tick) => ({ label: tick.label, at: worldX(field, tick.value) }));
  const zTicks = linearTicks(...window.y, TICKS).map((tick) => ({ label: tick.label, at: worldZ(field, tick.value) }));
  return [
    ...edgeElements(xTicks, alongX, data.xName, view, theme),
    ...edgeElements(zTicks, alongZ, data.yName, view, theme),
    ...heightElements(field, facingX, facingZ, view, theme, text),
  ];
}

interface EdgeTick {
  readonly label: string;
  readonly at: number;
}

function edgeElements(
  ticks: readonly EdgeTick[],
  place: (along: number, beyond: number) => Vector,
  name: string,
  view: EyeView,
  theme: ChartTheme,
): Element[] {
  const marks = ticks.flatMap((tick) => [
    lineBetween(view, place(tick.at, 0), place(tick.at, TICK_END), theme.muted),
    labelAt(project(view, place(tick.at, LABEL_PLACE)), tick.label, theme, { fontSize: FONT_SIZE }),
  ]);
  const nameStyle = { fontSize: NAME_SIZE, fontStyle: "italic" } as const;
  return [
    lineBetween(view, place(-0.5, 0), place(0.5, 0), theme.muted),
    ...marks,
    labelAt(project(view, place(0, NAME_PLACE)), name, theme, nameStyle),
  ];
}

/** At the corner on the outline that is further left, whatever way the surface is turned. */
function heightElements(
  { scale }: HeightField,
  facingX: number,
  facingZ: number,
  view: EyeView,
  theme: ChartTheme,
  text: ChartText,
): Element[] {
  const corners: readonly Vector[] = [
    [facingX, 0, -facingZ],
    [-facingX, 0, facingZ],
  ];
  const [first, second] = corners.map((corner) => project(view, corner)[0]);
  const [x, , z] = (first ?? 0) <= (second ?? 0) ? [facingX, 0, -facingZ] : [-facingX, 0, facingZ];
  const at = (height: number): readonly [number, number] => project(view, [x, height * HEIGHT, z]);
  const ticks = scale.ticks.flatMap((tick) => {
    const [px, py] = at(scale.height(tick.value));
    return [
      line(px - 5, py, px, py, { stroke: theme.muted, lineWidth: 1 }),
      labelAt([px - HEIGHT_LABEL_GAP, py], tick.label, theme, { fontSize: FONT_SIZE, align: "right" }),
    ];
  });
  const [topX, topY] = at(1);
  const name = labelAt([topX, topY - 14], text.loss, theme, { fontSize: FONT_SIZE, fill: theme.muted });
  return [lineBetween(view, [x, FLOOR, z], [x, HEIGHT, z], theme.muted), ...ticks, name];
}

function lineBetween(view: EyeView, from: Vector, to: Vector, stroke: string): Element {
  return line(...project(view, from), ...project(view, to), { stroke, lineWidth: 1 });
}

function labelAt(
  [x, y]: readonly [number, number],
  text: string,
  theme: ChartTheme,
  style: Partial<LabelStyle>,
): Element {
  return label({
    text,
    x,
    y,
    fontSize: FONT_SIZE,
    fontFamily: theme.fontFamily,
    fill: theme.text,
    align: "center",
    verticalAlign: "middle",
    ...style,
  });
}
