import type { Row } from "./row.ts";

const HEADINGS = ["", "name", "ours", "spread", "peer", "spread", "ratio", "goal", "against"] as const;
/** The name, the goal and the peer's name read from the left; numbers stand under each other. */
const LEFT = new Set<number>([0, 1, 7, 8]);

/** The rows for people: one line each, columns aligned, a mark in front. */
export function table(rows: readonly Row[]): string {
  const cells = [HEADINGS, ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => (LEFT.has(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** "12 of 14 goals met, 1 unknown." */
export function summary(rows: readonly Row[]): string {
  const known = rows.filter(({ meets }) => meets !== null);
  const met = known.filter(({ meets }) => meets).length;
  const unknown = rows.length - known.length;
  return `${met} of ${known.length} goals met${unknown === 0 ? "" : `, ${unknown} unknown for want of the peer`}.`;
}

function cellsOf(row: Row): readonly string[] {
  const { name, ours, peer, peerName, unit, ratio, goal, meets, spread } = row;
  const range = (ends: readonly [number, number] | null) => (ends === null ? "" : ends.map(digits).join("–"));
  return [
    meets === null ? "?" : meets ? "✓" : "✗",
    name,
    `${digits(ours)} ${unit}`,
    range(spread.ours),
    peer === null ? "–" : `${digits(peer)} ${unit}`,
    range(spread.peer),
    ratio === null ? "–" : digits(ratio),
    goal,
    peerName ?? "",
  ];
}

/** Three significant digits, without exponents: 0.0123, 4.56, 789, 12300. */
export function digits(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const magnitude = Math.abs(Number(value.toPrecision(3)));
  const places = Math.max(0, 2 - Math.floor(Math.log10(magnitude)));
  return value.toFixed(Math.min(places, 9));
}
