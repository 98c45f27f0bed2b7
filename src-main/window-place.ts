import { join } from "node:path";
import type { FileLayer } from "./projects/file-layer.ts";
import { readJsonFile, writeJsonFile } from "./projects/json-file.ts";

/** A rectangle on the desktop, in the system's points. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window stood; `bounds` is its place when it is not maximised. */
export interface WindowPlace {
  readonly bounds: Rectangle;
  readonly maximised: boolean;
}

export const MIN_WIDTH = 1024;
export const MIN_HEIGHT = 680;
const DEFAULT_WIDTH = 1440;
const DEFAULT_HEIGHT = 900;
/** Of the title bar, so that a person can take hold of it. */
const GRIP = 100;

/**
 * The place to open at: the last one where it can still be seen and held on one of the work areas (screens without their
 * bars; the first is the main one), else the middle of the main one. Never larger than the screen it is on.
 */
export function placeOnScreens(last: WindowPlace | null, screens: readonly Rectangle[]): WindowPlace {
  const [main] = screens;
  const screen = last === null ? undefined : screens.find((candidate) => isHeldBy(last.bounds, candidate));
  if (last === null || screen === undefined) {
    const maximised = last?.maximised ?? false;
    return { bounds: main === undefined ? { x: 0, y: 0, ...DEFAULT_SIZE } : centred(main), maximised };
  }
  const width = clamp(last.bounds.width, MIN_WIDTH, Math.max(MIN_WIDTH, screen.width));
  const height = clamp(last.bounds.height, MIN_HEIGHT, Math.max(MIN_HEIGHT, screen.height));
  return { bounds: { x: last.bounds.x, y: last.bounds.y, width, height }, maximised: last.maximised };
}

const DEFAULT_SIZE = { width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT };

/** Whether enough of the upper edge lies on the screen. */
function isHeldBy(bounds: Rectangle, screen: Rectangle): boolean {
  const visible = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
  return visible >= GRIP && bounds.y >= screen.y && bounds.y <= screen.y + screen.height - GRIP;
}

function centred(screen: Rectangle): Rectangle {
  const width = clamp(DEFAULT_WIDTH, MIN_WIDTH, Math.max(MIN_WIDTH, screen.width));
  const height = clamp(DEFAULT_HEIGHT, MIN_HEIGHT, Math.max(MIN_HEIGHT, screen.height));
  const x = screen.x + Math.max(0, Math.round((screen.width - width) / 2));
  const y = screen.y + Math.max(0, Math.round((screen.height - height) / 2));
  return { x, y, width, height };
}

function clamp(value: number, from: number, to: number): number {
  return Math.min(to, Math.max(from, value));
}

/** Keeps the place over restarts; a damaged file counts as none. */
export class WindowPlaceStore {
  readonly #files: FileLayer;
  readonly #path: string;

  constructor(files: FileLayer, userData: string) {
    this.#files = files;
    this.#path = join(userData, "window.json");
  }

  load(): Promise<WindowPlace | null> {
    return readJsonFile(this.#files, this.#path, checkPlace);
  }

  /** A place that cannot be kept is not worth a word. */
  async save(place: WindowPlace): Promise<void> {
    await writeJsonFile(this.#files, this.#path, place).catch(() => undefined);
  }
}

function checkPlace(value: unknown): WindowPlace {
  if (typeof value !== "object" || value === null || !("bounds" in value) || !("maximised" in value)) {
    throw new TypeError("not a place");
  }
  const { bounds, maximised } = value;
  if (typeof bounds !== "object" || bounds === null || typeof maximised !== "boolean")
    throw new TypeError("not a place");
  const { x, y, width, height } = bounds as Partial<Record<keyof Rectangle, unknown>>;
  return { bounds: { x: whole(x), y: whole(y), width: whole(width), height: whole(height) }, maximised };
}

/** Far more than any desktop; larger numbers make the window system fail. */
const MAX_COORDINATE = 100_000;

function whole(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || Math.abs(value) > MAX_COORDINATE) {
    throw new TypeError("not a coordinate");
  }
  return value;
}
