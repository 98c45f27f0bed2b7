import { levelColours } from "./colour-scales.ts";
import { type Element, label, line, rect } from "./elements.ts";
import { textWidth } from "./text-size.ts";
import { shortNumber } from "./ticks.ts";
import type { ChartTheme, MapGround, MapData } from "./types.ts";

const BAR_WIDTH = 14;
const BAR_GAP = 14;
const LABEL_GAP = 7;
const LABEL_SIZE = 11;
const LABEL_SPACING = 26;

/** The room right of the frame that the colour bar takes, its labels included. */
export function colourBarWidth(ground: MapGround | null, title: string): number {
  if (ground === null) return 0;
  const labels = Array.from(ground.contours.thresholds, shortNumber);
  const widest = Math.max(0, ...labels.map((text) => textWidth(text, LABEL_SIZE)));
  return BAR_GAP + Math.max(BAR_WIDTH + LABEL_GAP + widest, textWidth(title, LABEL_SIZE));
}

/**
 * The key of the levels: one field a level, the same height each, with the values at their boundaries. The field at the
 * top has no upper boundary: it is every value above.
 */
export function colourBar(
  place: { readonly x: number; readonly top: number; readonly height: number },
  ground: MapGround,
  scale: MapData["view"]["colourScale"],
  title: string,
  theme: ChartTheme,
): Element[] {
  const { thresholds } = ground.contours;
  const colours = levelColours(scale, thresholds.length);
  const x = place.x + BAR_GAP;
  const step = place.height / Math.max(thresholds.length, 1);
  const bottomOf = (level: number): number => place.top + place.height - level * step;
  const stride = Math.max(1, Math.ceil(LABEL_SPACING / step));
  const text = { fontSize: LABEL_SIZE, fontFamily: theme.fontFamily, fill: theme.text } as const;
  const elements: Element[] = colours.map((fill, level) =>
    rect({ x, y: bottomOf(level + 1), width: BAR_WIDTH, height: step + OVERLAP }, { fill }),
  );
  elements.push(
    rect(
      { x, y: place.top, width: BAR_WIDTH, height: place.height },
      { fill: null, stroke: theme.muted, lineWidth: 1 },
    ),
    label({ ...text, text: title, x, y: place.top - 7, align: "left", verticalAlign: "bottom", fill: theme.muted }),
  );
  for (let level = 0; level < thresholds.length; level += stride) {
    const y = bottomOf(level);
    const end = x + BAR_WIDTH;
    elements.push(
      line(end, y, end + 4, y, { stroke: theme.muted, lineWidth: 1 }),
      label({
        ...text,
        text: shortNumber(thresholds[level] ?? 0),
        x: end + LABEL_GAP,
        y,
        align: "left",
        verticalAlign: "middle",
      }),
    );
  }
  return elements;
}

/** Fields overlap by a hair, so that no seam of the background shows between them. */
const OVERLAP = 0.5;
