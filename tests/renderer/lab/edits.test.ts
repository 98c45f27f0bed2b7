import { describe, expect, it } from "vitest";
import { TEST_FUNCTIONS, testFunction } from "../../../src-core/objective/index.ts";
import { checkProject, createExperiment, newProject } from "../../../src-core/project/index.ts";
import {
  applyTestFunction,
  makeConstant,
  makeParameter,
  setConstant,
  setExpression,
  setParameter,
} from "../../../src-renderer/lab/edits/loss.ts";
import {
  addExperiment,
  experimentById,
  keepFigure,
  keepViews,
  removeExperiment,
  replaceExperiment,
} from "../../../src-renderer/lab/edits/project.ts";
import {
  addRunner,
  changeRunner,
  duplicateRunner,
  removeRunner,
  reorderRunner,
  RUNNER_COLOURS,
} from "../../../src-renderer/lab/edits/runners.ts";
import { addStart, dragStart, MAX_STARTS, removeStart } from "../../../src-renderer/lab/edits/starts.ts";
import { axisIndices, setAxes, toggleInstrument, toggleQuantity } from "../../../src-renderer/lab/edits/view.ts";

const toy = () =>
  createExperiment({
    loss: {
      expression: "(1 - w1*w2)^2",
      testFunctionId: null,
      parameters: [
        { name: "w1", from: -3, to: 3, held: 0 },
        { name: "w2", from: -1, to: 1, held: 0 },
      ],
      constants: [],
    },
    starts: [[0.5, -0.5]],
    runners: [{ optimizer: { name: "sgd", lr: 0.1 } }],
  });

describe("typing a formula", () => {
  it("changes nothing but the text while it is wrong", () => {
    const before = toy();
    const after = setExpression(before, "(1 - w1*w2");
    expect(after).toEqual({ ...before, loss: { ...before.loss, expression: "(1 - w1*w2" } });
  });

  it("keeps the ranges and values of names that stay, in the order of theta", () => {
    const after = setExpression(toy(), "a*w2^2 + w1");
    expect(after.loss.parameters.map(({ name, from }) => [name, from])).toEqual([
      ["a", -2],
      ["w1", -3],
      ["w2", -1],
    ]);
    expect(after.starts[0]?.at).toEqual([1, 0.5, -0.5]);
    expect(after.view.axes).toEqual(["w1", "w2"]);
  });

  it("takes rates of single parameters along with their names", () => {
    const [runner] = toy().runners;
    const before = changeRunner(toy(), runner?.id ?? "", { rateFactors: [0.5, 2] });
    expect(setExpression(before, "a*w2^2 + u").runners[0]?.rateFactors).toEqual([1, 1, 2]);
    const [shelf] = TEST_FUNCTIONS;
    if (shelf) expect(applyTestFunction(before, shelf).runners[0]?.rateFactors).toBeNull();
    expect(() => checkProject(newProject(setExpression(before, "w2^2")))).not.toThrow();
  });

  it("moves axes off parameters that are gone", () => {
    const view = { ...toy().view, window: { x: [0, 1], y: [0, 1] } } as const;
    const after = setExpression({ ...toy(), view }, "w1^2");
    expect(after.view.axes).toEqual(["w1", "w1"]);
    expect(after.view.window).toBeNull();
    expect(setExpression(after, "w1^2 + u^2").view.axes).toEqual(["w1", "u"]);
  });

  it("gives a project that can be saved, whatever was typed on the way", () => {
    let project = newProject(toy());
    for (const text of ["", "x", "x +", "x + y*z", "sin(", "p^2 + q^4"]) {
      project = replaceExperiment(project, setExpression(experimentById(project, project.activeExperimentId), text));
      expect(checkProject(project)).toEqual(project);
    }
  });
});

describe("constants", () => {
  it("are made of a parameter and back, keeping its value", () => {
    const made = makeConstant(toy(), "w2");
    expect(made.loss.constants).toEqual([{ name: "w2", value: -0.5, from: -1, to: 1 }]);
    expect(made.loss.parameters.map(({ name }) => name)).toEqual(["w1"]);
    expect(made.starts[0]?.at).toEqual([0.5]);
    const back = makeParameter(setConstant(made, "w2", { value: 0.25 }), "w2");
    expect(back.loss.constants).toEqual([]);
    expect(back.loss.parameters[1]).toMatchObject({ name: "w2", from: -1, to: 1 });
    expect(back.starts[0]?.at).toEqual([0.5, 0.25]);
  });

  it("leave at least one parameter", () => {
    const one = makeConstant(toy(), "w2");
    expect(makeConstant(one, "w1")).toBe(one);
  });
});

describe("the shelf", () => {
  it("gives projects that can be saved, for every function", () => {
    for (const fn of TEST_FUNCTIONS) {
      const project = newProject(applyTestFunction(toy(), fn));
      expect(checkProject(project)).toEqual(project);
    }
  });

  it("brings ranges, start and levels", () => {
    const rosenbrock = testFunction("rosenbrock");
    if (rosenbrock === undefined) throw new Error("Rosenbrock is on the shelf");
    const after = applyTestFunction(toy(), rosenbrock);
    expect(after.starts).toEqual([{ id: "start-1", at: rosenbrock.start }]);
    expect(after.view.map.levels).toBe(rosenbrock.levels);
    expect(after.loss.testFunctionId).toBe("rosenbrock");
    expect(setExpression(after, `${rosenbrock.expression} + 1`).loss.testFunctionId).toBeNull();
  });
});

describe("starts", () => {
  it("are dragged on the shown axes only", () => {
    const three = setExpression(toy(), "w1^2 + w2^2 + u^2");
    const shown = { ...three, view: setAxes(three.view, "w2", "u") };
    const [x, y] = axisIndices(shown);
    const moved = dragStart(shown, "start-1", 7, 8);
    expect(moved.starts[0]?.at[x]).toBe(7);
    expect(moved.starts[0]?.at[y]).toBe(8);
    expect(moved.starts[0]?.at.filter((value, index) => value !== three.starts[0]?.at[index])).toHaveLength(2);
  });

  it("are never none and never too many", () => {
    let experiment = toy();
    expect(removeStart(experiment, "start-1")).toBe(experiment);
    for (let count = 0; count < MAX_STARTS + 3; count += 1) experiment = addStart(experiment, [0, 0]);
    expect(experiment.starts).toHaveLength(MAX_STARTS);
    expect(new Set(experiment.starts.map(({ id }) => id)).size).toBe(MAX_STARTS);
    expect(removeStart(experiment, "start-1").starts).toHaveLength(MAX_STARTS - 1);
  });
});

describe("runners", () => {
  it("take the least used colour", () => {
    let experiment = toy();
    for (let count = 1; count < RUNNER_COLOURS; count += 1)
      experiment = addRunner(experiment, { name: "adam", lr: 0.01 });
    expect(new Set(experiment.runners.map(({ colour }) => colour)).size).toBe(RUNNER_COLOURS);
  });

  it("are duplicated below the original, moved and removed", () => {
    const two = addRunner(toy(), { name: "adam", lr: 0.01 });
    const three = duplicateRunner(two, "runner-1");
    expect(three.runners.map(({ optimizer }) => optimizer.name)).toEqual(["sgd", "sgd", "adam"]);
    expect(new Set(three.runners.map(({ id }) => id)).size).toBe(3);
    expect(reorderRunner(three, "runner-2", -1).runners.map(({ optimizer }) => optimizer.name)).toEqual([
      "sgd",
      "adam",
      "sgd",
    ]);
    expect(reorderRunner(three, "runner-1", -1)).toBe(three);
    expect(removeRunner(three, "runner-1").runners).toHaveLength(2);
    expect(changeRunner(three, "runner-2", { muted: true }).runners.map(({ muted }) => muted)).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe("views", () => {
  it("swap when an axis takes the other one's parameter", () => {
    expect(setAxes(toy().view, "w2", "w2").axes).toEqual(["w2", "w1"]);
  });

  it("always show something", () => {
    const { view } = toy();
    const one = toggleInstrument(view, "curves");
    expect(one.instruments).toEqual(["map"]);
    expect(toggleInstrument(one, "map")).toBe(one);
    expect(toggleQuantity(view, "loss")).toBe(view);
    expect(toggleQuantity(toggleQuantity(view, "distance"), "loss").curves.quantities).toEqual(["distance"]);
  });

  it("stay when an edit is undone, where they still make sense", () => {
    const before = newProject(toy());
    const experiment = experimentById(before, before.activeExperimentId);
    const zoomed = { ...experiment.view, window: { x: [0, 1], y: [0, 1] } } as const;
    const after = replaceExperiment(before, { ...setParameter(experiment, "w1", { held: 1 }), view: zoomed });
    const undone = keepViews(before, after);
    expect(undone.experiments[0]?.view).toEqual(zoomed);
    expect(undone.experiments[0]?.loss).toBe(experiment.loss);
  });
});

describe("a project", () => {
  it("keeps its last experiment and forgets figures with theirs", () => {
    const one = newProject(toy());
    expect(removeExperiment(one, one.activeExperimentId)).toBe(one);
    const two = keepFigure(addExperiment(one, toy()), "map", "A map");
    expect(two.figures).toHaveLength(1);
    expect(checkProject(two)).toEqual(two);
    const back = removeExperiment(two, two.activeExperimentId);
    expect(back.figures).toEqual([]);
    expect(back.activeExperimentId).toBe(one.activeExperimentId);
  });
});
