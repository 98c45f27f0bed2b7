import { type Element, label, rect, type RectShape } from "./elements.ts";
import type { Frame } from "./frame.ts";
import { textWidth } from "./text-size.ts";
import type { ChartTheme } from "./types.ts";

/** A short text beside a point of a picture. */
export interface Chip {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly colour: string;
}

const FONT_SIZE = 11;
const HEIGHT = 18;
const PADDING = 6;
const DISTANCE = 16;
/** Half the side of the square around a chip's point that no chip may cover. */
const MARK = 11;

/**
 * Places chips inside the frame, each near its point and none over another: right of the point, else left of it, then
 * further and further below and above; a long one at last pushed sideways into the frame. One that finds no room is left
 * out; its mark stays.
 */
export function chipElements(chips: readonly Chip[], frame: Frame, theme: ChartTheme): Element[] {
  // The marks themselves stay uncovered.
  const taken = chips.map(({ x, y }) => ({ x: x - MARK, y: y - MARK, width: 2 * MARK, height: 2 * MARK }));
  return chips.flatMap((chip) => {
    const place = candidates(chip, frame).find(
      (candidate) => fits(candidate, frame) && !taken.some((other) => overlap(candidate, other)),
    );
    if (place === undefined) return [];
    taken.push(place);
    return [
      rect({ ...place, r: 4 }, { fill: theme.background, stroke: chip.colour, lineWidth: 1.2, opacity: 0.92 }),
      label({
        text: chip.text,
        x: place.x + place.width / 2,
        y: place.y + HEIGHT / 2,
        fontSize: FONT_SIZE,
        fontFamily: theme.fontFamily,
        fill: theme.text,
        align: "center",
        verticalAlign: "middle",
      }),
    ];
  });
}

function candidates(chip: Chip, frame: Frame): RectShape[] {
  const width = textWidth(chip.text, FONT_SIZE) + 2 * PADDING;
  const at = (x: number, y: number): RectShape => ({ x, y, width, height: HEIGHT });
  const rowY = (row: number): number => chip.y - HEIGHT / 2 + row * (HEIGHT + 3);
  const beside = ROWS.flatMap((row) => [
    at(chip.x + DISTANCE, rowY(row)),
    at(chip.x - DISTANCE - width, rowY(row)),
    at(chip.x - width / 2, rowY(row) + (row < 0 ? -1 : 1) * (DISTANCE + HEIGHT / 2)),
  ]);
  const inside = Math.max(frame.left, Math.min(chip.x - width / 2, frame.left + frame.width - width));
  return [...beside, ...ROWS.map((row) => at(inside, rowY(row)))];
}

/** Lines of text below (and above) the point, nearest first. */
const ROWS = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5];

function fits(place: RectShape, frame: Frame): boolean {
  return (
    place.x >= frame.left &&
    place.y >= frame.top &&
    place.x + place.width <= frame.left + frame.width &&
    place.y + place.height <= frame.top + frame.height
  );
}

function overlap(first: RectShape, second: RectShape): boolean {
  return (
    first.x < second.x + second.width &&
    second.x < first.x + first.width &&
    first.y < second.y + second.height &&
    second.y < first.y + first.height
  );
}
