import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MAX_SPEED, MIN_SPEED, TransportState } from "../../../src-renderer/lab/transport-state.svelte.ts";

describe("TransportState", () => {
  /** Frames that the test lets pass by hand. */
  let frames: ((time: number) => void)[] = [];
  const pass = (time: number) => {
    const due = frames;
    frames = [];
    for (const frame of due) frame(time);
  };

  beforeEach(() => {
    frames = [];
    vi.stubGlobal("requestAnimationFrame", (frame: (time: number) => void) => frames.push(frame));
    vi.stubGlobal("cancelAnimationFrame", () => (frames = []));
    vi.spyOn(performance, "now").mockReturnValue(0);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  function ready(last = 100, speed = 10): TransportState {
    const transport = new TransportState();
    transport.setLast(last);
    transport.speed = speed;
    return transport;
  }

  it("plays at its speed by the clock, whatever the number of frames, and stops at the end", () => {
    const transport = ready();
    transport.play();
    pass(500);
    expect(transport.step).toBe(5);
    for (const time of [550, 600, 650, 1000]) pass(time);
    expect(transport.step).toBe(10);
    pass(60_000);
    expect(transport.step).toBe(100);
    expect(transport.playing).toBe(false);
  });

  it("begins again when it is played at the end", () => {
    const transport = ready();
    transport.show(100);
    transport.toggle();
    expect(transport.step).toBe(0);
    expect(transport.playing).toBe(true);
    transport.toggle();
    expect(transport.playing).toBe(false);
  });

  it("steps within the run and pauses for it", () => {
    const transport = ready(3);
    transport.play();
    transport.stepBy(1);
    expect(transport.playing).toBe(false);
    transport.stepBy(9);
    expect(transport.step).toBe(3);
    transport.stepBy(-9);
    expect(transport.step).toBe(0);
  });

  it("goes back when the run became shorter, and stays when it grew", () => {
    const transport = ready(100);
    transport.show(80);
    transport.setLast(50);
    expect(transport.step).toBe(50);
    transport.setLast(1000);
    expect(transport.step).toBe(50);
  });

  it("keeps its speed in bounds and does not play nothing", () => {
    const transport = ready(0);
    transport.speed = 1e9;
    expect(transport.speed).toBe(MAX_SPEED);
    transport.speed = 0;
    expect(transport.speed).toBe(MIN_SPEED);
    transport.play();
    expect(transport.playing).toBe(false);
  });
});
