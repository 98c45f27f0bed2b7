import { describe, expect, it } from "vitest";
import { newProject } from "../../../src-core/project/index.ts";
import { setExpression } from "../../../src-renderer/lab/edits/loss.ts";
import { ProjectState } from "../../../src-renderer/lab/project-state.svelte.ts";

const type = (state: ProjectState, text: string, key: string | null = null) =>
  state.editExperiment((experiment) => setExpression(experiment, text), key);

describe("ProjectState", () => {
  it("undoes and redoes edits, and a new edit ends what could be redone", () => {
    const state = new ProjectState(newProject());
    const first = state.experiment.loss.expression;
    type(state, "a^2");
    type(state, "b^2");
    state.undo();
    expect(state.experiment.loss.expression).toBe("a^2");
    state.undo();
    expect(state.experiment.loss.expression).toBe(first);
    expect(state.canUndo).toBe(false);
    state.redo();
    expect(state.experiment.loss.expression).toBe("a^2");
    type(state, "c^2");
    expect(state.canRedo).toBe(false);
  });

  it("makes one step of one drag", () => {
    const state = new ProjectState(newProject());
    const first = state.project;
    for (const text of ["a", "a^2", "a^2 + b"]) type(state, text, "typing");
    state.endCoalescing();
    type(state, "a^2 + b^2", "typing");
    state.undo();
    expect(state.experiment.loss.expression).toBe("a^2 + b");
    state.undo();
    expect(state.project).toEqual(first);
  });

  it("is dirty exactly while the design differs from what was saved", () => {
    const state = new ProjectState(newProject());
    expect(state.dirty).toBe(false);
    type(state, "a^2");
    expect(state.dirty).toBe(true);
    state.undo();
    expect(state.dirty).toBe(false);
    state.redo();
    state.markSaved(state.project);
    expect(state.dirty).toBe(false);
    state.undo();
    expect(state.dirty).toBe(true);
  });

  it("neither undoes nor asks for looks", () => {
    const state = new ProjectState(newProject());
    state.look((view) => ({ ...view, window: { x: [0, 1], y: [0, 1] } }));
    expect(state.dirty).toBe(false);
    expect(state.canUndo).toBe(false);
    type(state, "x^2 + y^4");
    state.look((view) => ({ ...view, window: { x: [0, 2], y: [0, 2] } }));
    state.undo();
    expect(state.experiment.view.window).toEqual({ x: [0, 2], y: [0, 2] });
  });

  it("does not count an edit that changes nothing", () => {
    const state = new ProjectState(newProject());
    state.editExperiment((experiment) => experiment);
    expect(state.canUndo).toBe(false);
  });

  it("starts anew with another project; a recovered one is unsaved", () => {
    const state = new ProjectState(newProject());
    type(state, "a^2");
    state.replace(newProject(), false);
    expect(state.canUndo).toBe(false);
    expect(state.dirty).toBe(true);
  });
});
