import { describe, expect, test } from "vitest";
import { drapePath, LIFT } from "../../../src-renderer/charts/surface/drape.ts";
import { heightAt, heightField } from "../../../src-renderer/charts/surface/height-field.ts";
import { surfaceMesh } from "../../../src-renderer/charts/surface/mesh.ts";
import { surfaceOverlayOption } from "../../../src-renderer/charts/surface/overlay.option.ts";
import { DrawingPace, PAUSE } from "../../../src-renderer/charts/surface/pace.ts";
import { isHidden, onSurface, pickSurface } from "../../../src-renderer/charts/surface/place.ts";
import {
  eyeView,
  HEIGHT,
  limitCamera,
  project,
  rayThrough,
  subtract,
  unit,
} from "../../../src-renderer/charts/surface/view.ts";
import { chartTheme } from "../../../src-renderer/charts/themes.ts";
import type { MapGround, SurfaceData } from "../../../src-renderer/charts/types.ts";
import { groundOf, MAP_VIEW, SIZE, TEXT, trace, UNIT } from "./chart-data.ts";
import { elementsOf, wordsOf } from "./picture-text.ts";

const bowl = groundOf((x, y) => x * x + y * y, UNIT, 65);
const INSET = { top: 0, right: 0 };

function fieldOf(ground: MapGround, kind: "linear" | "log" = "linear") {
  const field = heightField(ground, kind);
  if (field === null) throw new Error("The test's ground has finite values.");
  return field;
}

describe("heights", () => {
  test("are 0 at the lowest value and 1 at the highest, linear between", () => {
    const field = fieldOf(bowl);
    expect(heightAt(field, 0, 0)).toBe(0);
    expect(heightAt(field, 1, 1)).toBe(1);
    expect(heightAt(field, 1, 0)).toBeCloseTo(0.5, 12);
    expect(field.cap).toBeNull();
  });

  test("on a logarithmic scale rise fast near the minimum and keep their order", () => {
    const field = fieldOf(bowl, "log");
    expect(heightAt(field, 1, 1)).toBeCloseTo(1, 12);
    expect(heightAt(field, 0.125, 0)).toBeGreaterThan(0.4);
    expect(heightAt(field, 0.25, 0)).toBeGreaterThan(heightAt(field, 0.125, 0));
    expect(field.scale.ticks.map(({ label }) => label)).toEqual(["0.001", "0.01", "0.1", "1"]);
  });

  test("have a place for losses below zero on a logarithmic scale too", () => {
    const field = fieldOf(
      groundOf((x, y) => x * x - y * y, UNIT, 65),
      "log",
    );
    expect(heightAt(field, 0, 1)).toBe(0);
    expect(heightAt(field, 1, 0)).toBeCloseTo(1, 12);
    for (const { value } of field.scale.ticks) expect(value).toBeGreaterThanOrEqual(-1);
  });

  test("of lonely peaks are cut off at a stated value", () => {
    const field = fieldOf(groundOf((x, y) => x * x + y * y + (x === 0 && y === 0 ? 1e9 : 0), UNIT, 65));
    expect(field.cap).toBeLessThan(20);
    expect(heightAt(field, 0, 0)).toBe(1);
    expect(heightAt(field, 1, 0)).toBeGreaterThan(0.02);
  });

  test("are holes where the loss is not finite, and there is no surface where it never is", () => {
    const field = fieldOf(groundOf((x, y) => Math.log(x) + y, UNIT, 65));
    expect(heightAt(field, -0.5, 0)).toBeNaN();
    expect(heightAt(field, 0.5, 0)).toBeGreaterThan(0);
    expect(
      heightField(
        groundOf(() => NaN, UNIT, 5),
        "linear",
      ),
    ).toBeNull();
  });

  test("know their level and how far it is to the next", () => {
    const field = fieldOf(groundOf((x) => x, UNIT, 13, 6));
    // Thresholds are -1, -2/3, ..., 2/3; a step of 1/6 is half a level.
    expect(Array.from(field.levels.slice(0, 5), (level) => Math.round(level * 1000) / 1000)).toEqual([
      0, 0.5, 1, 1.5, 2,
    ]);
    expect(field.levels[12]).toBeLessThan(6);
  });

  test("stay finite where the range of values is wider than a number", () => {
    const field = fieldOf(groundOf((x) => x * 1.7e308, UNIT, 9));
    expect(Array.from(field.heights).every((height) => height >= 0 && height <= 1)).toBe(true);
  });
});

describe("the mesh", () => {
  test("has two triangles a cell, all facing up", () => {
    const mesh = surfaceMesh(fieldOf(bowl));
    expect(mesh.triangles.length).toBe(64 * 64 * 2 * 3);
    const corner = (index: number) => Array.from(mesh.positions.slice(3 * index, 3 * index + 3));
    for (let triangle = 0; triangle < 30; triangle += 1) {
      const [a, b, c] = [0, 1, 2].map((side) => corner(mesh.triangles[3 * triangle + side]));
      const upwards = (b[2] - a[2]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[2] - a[2]);
      expect(upwards).toBeGreaterThan(0);
    }
  });

  test("has normals of length 1 at right angles to the surface", () => {
    const mesh = surfaceMesh(fieldOf(groundOf((x, y) => x + 2 * y, UNIT, 9)));
    // The height is (x + 2 y + 3) / 6 of HEIGHT over data of width 2, so its slopes in the world are HEIGHT / 3 and 2 HEIGHT / 3.
    const [dx, dy] = [HEIGHT / 3, (2 * HEIGHT) / 3];
    const length = Math.hypot(dx, 1, dy);
    for (let vertex = 0; vertex < 81; vertex += 1) {
      expect(mesh.normals[3 * vertex]).toBeCloseTo(-dx / length, 5);
      expect(mesh.normals[3 * vertex + 1]).toBeCloseTo(1 / length, 5);
      expect(mesh.normals[3 * vertex + 2]).toBeCloseTo(dy / length, 5);
    }
  });

  test("leaves out triangles at holes", () => {
    const holed = fieldOf(groundOf((x) => (x < 0 ? NaN : x), UNIT, 9));
    const { triangles } = surfaceMesh(holed);
    expect(triangles.length).toBe(4 * 8 * 2 * 3);
    expect(Array.from(triangles).every((vertex) => vertex % 9 >= 4)).toBe(true);
  });
});

describe("the eye", () => {
  const view = eyeView({ azimuth: 0.7, elevation: 0.5, distance: 2 }, SIZE, INSET);

  test("sees through a pixel the direction to what is drawn there", () => {
    for (const point of [
      [0.3, 0.2, -0.4],
      [-0.5, 0, 0.5],
    ] as const) {
      const ray = rayThrough(view, ...project(view, point));
      const direct = unit(subtract(point, view.eye));
      for (const side of [0, 1, 2] as const) expect(ray[side]).toBeCloseTo(direct[side], 12);
    }
  });

  test("has x to the right and y away from it at azimuth 0", () => {
    const front = eyeView({ azimuth: 0, elevation: 0.5, distance: 2 }, SIZE, INSET);
    expect(project(front, [0.5, 0, 0])[0]).toBeGreaterThan(project(front, [-0.5, 0, 0])[0]);
    expect(project(front, [0, 0, -0.5])[1]).toBeLessThan(project(front, [0, 0, 0.5])[1]);
    expect(project(front, [0, 0.5, 0])[1]).toBeLessThan(project(front, [0, 0, 0])[1]);
  });

  test("shows the whole floor from where an experiment begins, in wide and in narrow pictures", () => {
    for (const size of [SIZE, { width: 1200, height: 500 }, { width: 400, height: 700 }]) {
      const home = eyeView({ azimuth: 0.8, elevation: 0.6, distance: 2 }, size, INSET);
      for (const [x, y, z] of [-0.5, 0.5].flatMap((x) =>
        [-0.5, 0.5].flatMap((z) => [0, HEIGHT].map((y) => [x, y, z] as const)),
      )) {
        const [px, py] = project(home, [x, y, z]);
        expect(px).toBeGreaterThan(0);
        expect(px).toBeLessThan(size.width);
        expect(py).toBeGreaterThan(0);
        expect(py).toBeLessThan(size.height);
      }
    }
  });

  test("keeps its limits", () => {
    expect(limitCamera({ azimuth: 7, elevation: 9, distance: 0 })).toEqual({
      azimuth: 7 - 2 * Math.PI,
      elevation: Math.PI / 2 - 0.01,
      distance: 1.1,
    });
  });
});

describe("picking", () => {
  const field = fieldOf(bowl);
  const view = eyeView({ azimuth: 0.7, elevation: 0.6, distance: 2 }, SIZE, INSET);

  test("finds the point that is drawn under the pointer", () => {
    for (const [x, y] of [
      [0, 0],
      [-0.3, 0.4],
      [0.6, 0.5],
    ] as const) {
      const point = onSurface(field, x, y, 0);
      if (point === null) throw new Error("The point lies on the surface.");
      if (isHidden(field, point, view.eye)) continue;
      const picked = pickSurface(field, view.eye, rayThrough(view, ...project(view, point)));
      // A grid of 65 points makes the surface flat between points that are 0.03 apart.
      expect(picked?.x).toBeCloseTo(x, 2);
      expect(picked?.y).toBeCloseTo(y, 2);
    }
    expect.assertions(6);
  });

  test("beside the surface and in its holes finds nothing", () => {
    expect(pickSurface(field, view.eye, rayThrough(view, 2, 2))).toBeNull();
    const holed = fieldOf(groundOf((x, y) => (x * x + y * y < 0.5 ? NaN : 1 + x), UNIT, 65));
    const [px, py] = project(view, [0, 0.25 * HEIGHT, 0]);
    const down = eyeView({ azimuth: 0, elevation: Math.PI / 2, distance: 2 }, SIZE, INSET);
    expect(pickSurface(holed, down.eye, rayThrough(down, SIZE.width / 2, SIZE.height / 2))).toBeNull();
    expect([px, py].every(Number.isFinite)).toBe(true);
  });

  test("knows what lies behind a hill", () => {
    const hill = fieldOf(groundOf((x, y) => Math.exp(-20 * (x * x + y * y)), UNIT, 65));
    const low = eyeView({ azimuth: 0, elevation: 0.1, distance: 2 }, SIZE, INSET);
    const behind = onSurface(hill, 0, 0.4, LIFT);
    const before = onSurface(hill, 0, -0.6, LIFT);
    if (behind === null || before === null) throw new Error("Both points lie on the surface.");
    expect(isHidden(hill, behind, low.eye)).toBe(true);
    expect(isHidden(hill, before, low.eye)).toBe(false);
  });
});

describe("a path on the surface", () => {
  const field = fieldOf(bowl);

  test("follows it between two steps that are far apart", () => {
    const { segments, upToRow } = drapePath(
      trace([
        [-1, 0],
        [1, 0],
      ]),
      field,
    );
    expect(Array.from(upToRow)).toEqual([0, segments.length / 6]);
    expect(segments.length / 6).toBe(128);
    for (let index = 0; index < segments.length; index += 3) {
      const [x, y, z] = segments.slice(index, index + 3);
      expect(y).toBeCloseTo(heightAt(field, 2 * x, 0) * HEIGHT + LIFT, 5);
      expect(z).toBeCloseTo(0, 6);
    }
  });

  test("ends at the window's edge, with the row that left", () => {
    const { segments, exits, upToRow } = drapePath(
      trace([
        [0, 0],
        [0.5, 0],
        [9, 0],
        [10, 0],
      ]),
      field,
    );
    expect(exits.map(({ row, x }) => [row, x])).toEqual([[2, 1]]);
    expect(segments.at(-3)).toBeCloseTo(0.5, 6);
    expect(upToRow[3]).toBe(upToRow[2]);
  });

  test("of many long steps is laid more coarsely, not without end", () => {
    const wild = trace(
      Array.from({ length: 20_000 }, (_, index) => [index % 2 === 0 ? -0.9 : 0.9, Math.sin(index)] as const),
    );
    expect(drapePath(wild, field).segments.length / 6).toBeLessThan(45_000);
  });
});

test("letters and marks lie over the surface: ticks of three axes, a cut that is said, an exit that is named", () => {
  const peaked = groundOf((x, y) => x * x + y * y + (x === 0 && y === 0 ? 1e9 : 0), UNIT, 65);
  const run = trace(
    [
      [0.5, 0.5],
      [3, 3],
    ],
    { label: "Adam" },
  );
  const view = { height: "linear", azimuth: 0.8, elevation: 0.6, distance: 2, showContours: true } as const;
  const data: SurfaceData = {
    xName: "w1",
    yName: "w2",
    window: UNIT,
    ground: peaked,
    runs: [run],
    starts: [{ id: "s", x: 0.5, y: 0.5 }],
    minima: [],
    map: MAP_VIEW,
    view,
  };
  const field = fieldOf(peaked);
  const option = surfaceOverlayOption(
    data,
    field,
    [drapePath(run, field)],
    eyeView(view, SIZE, INSET),
    chartTheme("dark"),
    TEXT,
    SIZE,
  );
  const words = wordsOf(option);
  for (const expected of ["w1", "w2", "loss", "Adam", "leaves at 1", `cut off above ${field.cap}`])
    expect(words).toContain(expected);
  expect(elementsOf(option, "marks").some((element) => element.type === "polygon")).toBe(true);
});

describe("the pace of drawing", () => {
  function paced(cost: number) {
    let now = 0;
    const pace = new DrawingPace(() => now);
    const draw = () => {
      pace.measure(() => (now += cost));
    };
    return { pace, draw, wait: (time: number) => (now += time) };
  }

  test("stays fine where drawing is quick", () => {
    const { pace, draw } = paced(10);
    for (let index = 0; index < 20; index += 1) draw();
    expect(pace.isCoarse).toBe(false);
  });

  test("turns coarse while slow drawings follow one another, and fine after a pause", () => {
    const { pace, draw, wait } = paced(90);
    draw();
    expect(pace.isCoarse).toBe(false);
    for (let index = 0; index < 5; index += 1) draw();
    expect(pace.isCoarse).toBe(true);
    wait(PAUSE);
    expect(pace.isCoarse).toBe(false);
  });
});
