import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DataTexture,
  DoubleSide,
  GLSL3,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  PerspectiveCamera,
  Scene,
  ShaderMaterial,
  Vector3,
  WebGLRenderer,
} from "three";
import { LineMaterial } from "three/examples/jsm/lines/LineMaterial.js";
import { LineSegments2 } from "three/examples/jsm/lines/LineSegments2.js";
import { LineSegmentsGeometry } from "three/examples/jsm/lines/LineSegmentsGeometry.js";
import type { Rgb } from "../colour-scales.ts";
import type { ChartTheme, PictureSize } from "../types.ts";
import type { DrapedPath } from "./drape.ts";
import type { SurfaceMesh } from "./mesh.ts";
import { FRAGMENT_SHADER, VERTEX_SHADER } from "./shaders.ts";
import { type EyeView, FLOOR } from "./view.ts";

/** One run's path and how far it is at the shown step. */
export interface ScenePath {
  readonly path: DrapedPath;
  readonly colour: string;
  /** That of a companion. */
  readonly dashed: boolean;
}

interface DrawnPath {
  readonly path: DrapedPath;
  readonly geometry: LineSegmentsGeometry;
  readonly whole: readonly LineSegments2[];
  readonly past: readonly LineSegments2[];
  readonly pastGeometry: LineSegmentsGeometry;
}

const PATH_WIDTH = 2.6;
const CASING_WIDTH = 5.4;
const FUTURE_OPACITY = 0.6;
/** In widths of the surface. */
const DASH = 0.018;
const GAP = 0.012;
/** Above and to the left of the viewer. */
const LAMP: readonly [number, number, number] = [-0.6, 1.4, 0.4];
const GRID_LINES = 4;

/** The drawn surface: holds what lives on the graphics card, draws when asked, and gives everything back on dispose. */
export class SurfaceScene {
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera();
  readonly #floor: LineSegments<BufferGeometry, LineBasicMaterial>;
  #surface: Mesh<BufferGeometry, ShaderMaterial> | null = null;
  #paths: DrawnPath[] = [];

  /** @param context a WebGL 2 context of that very canvas. */
  constructor(canvas: HTMLCanvasElement, context: WebGL2RenderingContext) {
    this.#renderer = new WebGLRenderer({ canvas, context, antialias: true });
    this.#camera.near = 0.05;
    this.#camera.far = 20;
    this.#floor = new LineSegments(floorGeometry(), new LineBasicMaterial());
    this.#scene.add(this.#floor);
  }

  setTheme(theme: ChartTheme): void {
    this.#scene.background = new Color(theme.background);
    this.#floor.material.color.set(theme.line);
  }

  setSurface(mesh: SurfaceMesh | null): void {
    this.#dropSurface();
    if (mesh === null) return;
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(mesh.positions, 3));
    geometry.setAttribute("normal", new BufferAttribute(mesh.normals, 3));
    geometry.setAttribute("level", new BufferAttribute(mesh.levels, 1));
    geometry.setIndex(new BufferAttribute(mesh.triangles, 1));
    const material = new ShaderMaterial({
      glslVersion: GLSL3,
      vertexShader: VERTEX_SHADER,
      fragmentShader: FRAGMENT_SHADER,
      side: DoubleSide,
      // Away from the eye by a hair, so that the paths on it win.
      polygonOffset: true,
      polygonOffsetFactor: 1,
      polygonOffsetUnits: 2,
      uniforms: {
        colours: { value: colourTexture([[128, 128, 128]]) },
        levelCount: { value: 1 },
        showContours: { value: true },
        lamp: { value: new Vector3(...LAMP) },
      },
    });
    this.#surface = new Mesh(geometry, material);
    this.#scene.add(this.#surface);
  }

  /** One colour a level; without contour lines the colours flow into one another. */
  setColours(colours: readonly Rgb[], showContours: boolean): void {
    const uniforms = this.#surface?.material.uniforms;
    if (uniforms === undefined) return;
    (uniforms["colours"]?.value as DataTexture | undefined)?.dispose();
    uniforms["colours"] = { value: colourTexture(colours) };
    uniforms["levelCount"] = { value: colours.length };
    uniforms["showContours"] = { value: showContours };
  }

  setPaths(paths: readonly ScenePath[], theme: ChartTheme): void {
    this.#dropPaths();
    this.#paths = paths
      .filter(({ path }) => path.segments.length > 0)
      .map((path, order) => drawnPath(path, theme, order));
    for (const { whole, past } of this.#paths) this.#scene.add(...whole, ...past);
  }

  /** How far each path has come: a row for every path that was set. */
  showRows(rowOf: (path: DrapedPath) => number): void {
    for (const { path, past, pastGeometry } of this.#paths) {
      const count = path.upToRow[Math.min(rowOf(path), path.upToRow.length - 1)] ?? 0;
      pastGeometry.instanceCount = count;
      for (const line of past) line.visible = count > 0;
    }
  }

  draw(view: EyeView, size: PictureSize, pixelRatio: number): void {
    this.#look(view, size);
    this.#renderer.setPixelRatio(pixelRatio);
    this.#renderer.setSize(size.width, size.height, false);
    this.#renderer.render(this.#scene, this.#camera);
  }

  /** The view drawn at another scale, as a picture of its own. The next draw() puts the canvas back. */
  snapshot(view: EyeView, size: PictureSize, scale: number): HTMLCanvasElement {
    this.draw(view, size, scale);
    const picture = document.createElement("canvas");
    picture.width = Math.round(size.width * scale);
    picture.height = Math.round(size.height * scale);
    picture.getContext("2d")?.drawImage(this.#renderer.domElement, 0, 0, picture.width, picture.height);
    return picture;
  }

  dispose(): void {
    this.#dropSurface();
    this.#dropPaths();
    this.#floor.geometry.dispose();
    this.#floor.material.dispose();
    this.#renderer.dispose();
    // Contexts are few; one that is only unreachable would be kept until the next collection.
    this.#renderer.forceContextLoss();
  }

  #look(view: EyeView, { width, height }: PictureSize): void {
    const camera = this.#camera;
    camera.fov = (360 / Math.PI) * Math.atan(height / 2 / view.focal);
    camera.aspect = width / height;
    camera.position.set(...view.eye);
    camera.up.set(...view.up);
    camera.lookAt(...view.target);
    // The middle of the view lies where the letters over it have theirs.
    camera.setViewOffset(width, height, width / 2 - view.centre[0], height / 2 - view.centre[1], width, height);
  }

  #dropSurface(): void {
    if (this.#surface === null) return;
    this.#scene.remove(this.#surface);
    this.#surface.geometry.dispose();
    (this.#surface.material.uniforms["colours"]?.value as DataTexture | undefined)?.dispose();
    this.#surface.material.dispose();
    this.#surface = null;
  }

  #dropPaths(): void {
    for (const { geometry, pastGeometry, whole, past } of this.#paths) {
      for (const line of [...whole, ...past]) {
        this.#scene.remove(line);
        line.material.dispose();
      }
      geometry.dispose();
      pastGeometry.dispose();
    }
    this.#paths = [];
  }
}

function colourTexture(colours: readonly Rgb[]): DataTexture {
  const bytes = new Uint8Array(colours.flatMap(([red, green, blue]) => [red, green, blue, 255]));
  const texture = new DataTexture(bytes, colours.length, 1);
  texture.needsUpdate = true;
  return texture;
}

/** The whole path faint, and over it the part up to the shown step, which grows by its instance count alone. */
function drawnPath({ path, colour, dashed }: ScenePath, theme: ChartTheme, order: number): DrawnPath {
  const geometry = new LineSegmentsGeometry().setPositions(path.segments);
  const pastGeometry = new LineSegmentsGeometry().setPositions(path.segments);
  const line = (
    shape: LineSegmentsGeometry,
    stroke: string,
    linewidth: number,
    opacity: number,
    level: number,
    dash = dashed,
  ): LineSegments2 => {
    const material = new LineMaterial({
      color: new Color(stroke),
      linewidth,
      opacity,
      transparent: true,
      depthWrite: false,
      dashed: dash,
      dashSize: DASH,
      gapSize: GAP,
    });
    const drawn = new LineSegments2(shape, material);
    if (dash) drawn.computeLineDistances();
    drawn.renderOrder = 4 * order + level;
    // The bounding sphere is that of the whole path; the surface is always in sight.
    drawn.frustumCulled = false;
    return drawn;
  };
  return {
    path,
    geometry,
    pastGeometry,
    whole: [line(geometry, colour, PATH_WIDTH, FUTURE_OPACITY, 1)],
    past: [line(pastGeometry, theme.halo, CASING_WIDTH, 1, 2, false), line(pastGeometry, colour, PATH_WIDTH, 1, 3)],
  };
}

/** A grid on the floor. */
function floorGeometry(): BufferGeometry {
  const points: number[] = [];
  for (let index = 0; index <= GRID_LINES; index += 1) {
    const at = index / GRID_LINES - 0.5;
    points.push(at, FLOOR, -0.5, at, FLOOR, 0.5, -0.5, FLOOR, at, 0.5, FLOOR, at);
  }
  return new BufferGeometry().setAttribute("position", new BufferAttribute(Float32Array.from(points), 3));
}
