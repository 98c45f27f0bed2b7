import { flushSync } from "svelte";
import { expect, it } from "vitest";
import { newProject } from "../../../src-core/project/index.ts";
import { ProjectState } from "../../../src-renderer/lab/project-state.svelte.ts";
import { StartDrag } from "../../../src-renderer/lab/start-drag.svelte.ts";
import { Busy, effectRoot } from "./busy.svelte.ts";

function open() {
  const project = new ProjectState(newProject());
  const runs = new Busy();
  let drag: StartDrag | null = null;
  const end = effectRoot(() => {
    drag = new StartDrag(project, runs);
  });
  flushSync();
  if (drag === null) throw new Error("the drag is made at once");
  const at = () => project.experiment.starts[0]?.at;
  return { project, runs, drag: drag as StartDrag, at, end };
}

it("goes where the hand goes, one step of undo in all", () => {
  const { project, drag, at, end } = open();
  const before = at();
  drag.move("start-1", 0.1, 0.2, "move");
  drag.move("start-1", 0.3, 0.4, "move");
  drag.move("start-1", 0.5, 0.6, "end");
  expect(at()).toEqual([0.5, 0.6]);
  project.undo();
  expect(at()).toEqual(before);
  end();
});

it("waits for the runs that are on their way, and then takes the newest place", () => {
  const { runs, drag, at, end } = open();
  drag.move("start-1", 0.1, 0.1, "move");
  runs.isCatchingUp = true;
  flushSync();
  drag.move("start-1", 0.2, 0.2, "move");
  drag.move("start-1", 0.3, 0.3, "move");
  expect(at()).toEqual([0.1, 0.1]);
  runs.settle();
  expect(at()).toEqual([0.3, 0.3]);
  // The runs of the new place are asked for at once, before anything is drawn.
  expect(runs.followed.at(-1)?.starts[0]?.at).toEqual([0.3, 0.3]);
  end();
  runs.settle();
  expect(runs.followed).toHaveLength(2);
});

it("ends where the hand lets go, whatever is on its way", () => {
  const { runs, drag, at, end } = open();
  runs.isCatchingUp = true;
  flushSync();
  drag.move("start-1", 0.2, 0.2, "move");
  drag.move("start-1", 0.4, 0.4, "end");
  expect(at()).toEqual([0.4, 0.4]);
  runs.settle();
  expect(at()).toEqual([0.4, 0.4]);
  end();
});
