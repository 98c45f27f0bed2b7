import { graphic } from "echarts/core";
import type { DotsShape, PiecesShape } from "./elements.ts";

/** The part of a drawing context that a shape needs; ECharts hands in one for the canvas and one for SVG. */
interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  closePath(): void;
}

/** Teaches ECharts our two shapes, so that a path of thousands of points is one element instead of thousands. */
export function registerShapes(): void {
  graphic.registerShape(
    "pieces",
    graphic.extendShape({
      type: "pieces",
      shape: { points: [], starts: [], closed: false } satisfies PiecesShape,
      buildPath: (pen: Pen, shape: PiecesShape) => {
        drawPieces(pen, shape);
      },
    }),
  );
  graphic.registerShape(
    "dots",
    graphic.extendShape({
      type: "dots",
      shape: { points: [], radius: 0 } satisfies DotsShape,
      buildPath: (pen: Pen, shape: DotsShape) => {
        drawDots(pen, shape);
      },
    }),
  );
}

function drawPieces(pen: Pen, { points, starts, closed }: PiecesShape): void {
  for (let piece = 0; piece + 1 < starts.length; piece += 1) {
    const first = starts[piece] ?? 0;
    const end = starts[piece + 1] ?? first;
    for (let point = first; point < end; point += 1) {
      const x = points[2 * point] ?? 0;
      const y = points[2 * point + 1] ?? 0;
      if (point === first) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    if (closed && end > first) pen.closePath();
  }
}

function drawDots(pen: Pen, { points, radius }: DotsShape): void {
  for (let index = 0; index + 1 < points.length; index += 2) {
    const x = points[index] ?? 0;
    const y = points[index + 1] ?? 0;
    pen.moveTo(x + radius, y);
    pen.arc(x, y, radius, 0, 2 * Math.PI);
  }
}
