import { describe, expect, it } from "vitest";
import { OPTIMIZER_PRESETS, OPTIMIZERS } from "../../../src-core/optimizers/index.ts";
import { checkSchedule, SCHEDULES } from "../../../src-core/schedules/index.ts";
import { CatalogueState } from "../../../src-renderer/lab/catalogue-state.svelte.ts";
import { answers, methodSections, scheduleRows } from "../../../src-renderer/lab/catalogue-rows.ts";
import { JobClient } from "../../../src-renderer/lab/job-client.ts";
import { MethodRace, RACE_STEPS } from "../../../src-renderer/lab/method-race.svelte.ts";
import { optionFacts } from "../../../src-renderer/lab/option-facts.ts";
import { scheduleCurve } from "../../../src-renderer/lab/schedule-curve.ts";
import { exampleSchedule } from "../../../src-renderer/lab/schedule-example.ts";
import { sourceYear } from "../../../src-renderer/lab/source-year.ts";
import { WORDS } from "../../../src-renderer/text/index.ts";
import { FakeLab, settle } from "./fake-lab.ts";

describe("the year of a source", () => {
  it.each([
    ["Polyak (1964); Nesterov (1983); Sutskever, Martens, Dahl & Hinton (2013)", 1964],
    ["Tieleman & Hinton (2012), lecture 6e; centered: Graves (2013), arXiv:1308.0850", 2012],
    ["Cauchy (1847)", 1847],
    ["Someone (2019a), section 3", 2019],
    ["arXiv:2002.10542 (equation 1234, in part)", null],
    ["torch.optim.lr_scheduler.StepLR", null],
  ])("%s", (source, year) => {
    expect(sourceYear(source)).toBe(year);
  });
});

describe("options as a table says them", () => {
  it("with their default, range and conventions", () => {
    const slider = { scale: "linear", from: 0, to: 1 } as const;
    expect(
      optionFacts({
        name: "alpha",
        kind: "number",
        default: 0.99,
        defaults: { leedl: 0.9 },
        conventions: ["pytorch", "leedl"],
        minimum: 0,
        maximum: 1,
        exclusiveMaximum: true,
        slider,
      }),
    ).toEqual({
      name: "alpha",
      byDefault: "0.99",
      defaults: [{ convention: "leedl", value: "0.9" }],
      range: "0 ≤ … < 1",
      only: ["pytorch", "leedl"],
    });
  });

  it("of every kind", () => {
    const said = (
      kind: Parameters<typeof optionFacts>[0]["kind"],
      value: Parameters<typeof optionFacts>[0]["default"],
    ) => optionFacts({ name: "x", kind, default: value, slider: null }).byDefault;
    expect(said("boolean", true)).toBe("True");
    expect(said("number", null)).toBe("None");
    expect(said("numbers", [0.9, 0.999])).toBe("(0.9, 0.999)");
    expect(said("numbers", [null, 1e-3])).toBe("(None, 0.001)");
    expect(said("formula", "1/t")).toBe("1/t");
    const joints = [
      [0, 0],
      [10, 1],
    ] as const;
    expect(said("points", joints)).toBe("(0:0, 10:1)");
    expect(optionFacts({ name: "x", kind: "integer", default: 3, required: true, slider: null }).byDefault).toBeNull();
    expect(
      optionFacts({ name: "x", kind: "choice", default: "cos", choices: ["cos", "linear"], slider: null }).range,
    ).toBe("cos | linear");
  });
});

describe("the rows of the catalogue", () => {
  it.each(["en", "zh-CN"] as const)("hold every method and every preset once, by family (%s)", (language) => {
    const sections = methodSections(WORDS[language]);
    const rows = sections.flatMap((section) => section.rows);
    expect(rows.map(({ name }) => name).toSorted()).toEqual(OPTIMIZERS.map(({ name }) => name).toSorted());
    const forms = rows.flatMap((row) => row.forms);
    expect(forms.map(({ id }) => id).toSorted()).toEqual(OPTIMIZER_PRESETS.map(({ id }) => id).toSorted());
    for (const { id, name } of forms) expect(name).toBe(WORDS[language].presets[id]);
    expect(new Set(sections.map(({ family }) => family)).size).toBe(sections.length);
    expect(scheduleRows(WORDS[language]).map(({ name }) => name)).toEqual(SCHEDULES.map(({ name }) => name));
  });

  it("name the conventions of each equation, and put those together that share one", () => {
    for (const { name, equations } of methodSections(WORDS.en).flatMap(({ rows }) => rows)) {
      const entry = OPTIMIZERS.find((candidate) => candidate.name === name)!;
      expect(equations.flatMap(({ conventions }) => conventions).toSorted()).toEqual(entry.conventions.toSorted());
      expect(new Set(equations.map(({ tex }) => tex)).size).toBe(equations.length);
      expect(equations[0]?.tex).toBe(entry.texOf?.[entry.conventions[0]] ?? entry.tex);
    }
  });

  it("say what is particular to each convention, in the same order", () => {
    for (const words of Object.values(WORDS)) {
      for (const { name, notes } of methodSections(words).flatMap(({ rows }) => rows)) {
        const { conventions } = OPTIMIZERS.find((candidate) => candidate.name === name)!;
        expect(notes.map(({ convention }) => convention)).toEqual(conventions.length > 1 ? conventions : []);
      }
      const cosine = scheduleRows(words).find(({ name }) => name === "cosine");
      expect(cosine?.notes.map(({ text }) => text)).toEqual(Object.values(words.scheduleConventions["cosine"]));
    }
  });

  it("are found by name, author, paper and option, in any order and case", () => {
    const found = (query: string) =>
      methodSections(WORDS["zh-CN"])
        .flatMap(({ rows }) => rows)
        .filter((row) => answers(row, query))
        .map(({ name }) => name);
    expect(found("动量法")).toEqual(["sgd"]);
    expect(found("1711.05101")).toEqual(["adamw"]);
    expect(found("  HINTON  tieleman ")).toEqual(["rmsprop"]);
    const having = (option: string) => OPTIMIZERS.filter(({ options }) => options.some(({ name }) => name === option));
    expect(found("initial_accumulator_value").toSorted()).toEqual(
      having("initial_accumulator_value")
        .map(({ name }) => name)
        .toSorted(),
    );
    expect(found("")).toHaveLength(OPTIMIZERS.length);
    expect(found("tieleman sutskever")).toEqual([]);
  });
});

describe("the catalogue's state", () => {
  it("counts what the shown tab finds and leaves out families without any", () => {
    const catalogue = new CatalogueState(new JobClient(new FakeLab().api), () => WORDS.en);
    expect(catalogue.found).toEqual({ count: OPTIMIZERS.length, of: OPTIMIZERS.length });
    catalogue.query = "tieleman";
    expect(catalogue.methods.map(({ family, rows }) => [family, rows.length])).toEqual([["adaptive", 1]]);
    catalogue.tab = "schedules";
    expect(catalogue.found).toEqual({ count: 0, of: SCHEDULES.length });
    catalogue.query = "vaswani";
    expect(catalogue.schedules.map(({ name }) => name)).toEqual(["noam", "inverse-sqrt-warmup"]);
  });
});

describe("the race", () => {
  const preset = (id: string) => OPTIMIZER_PRESETS.find((candidate) => candidate.id === id)!;

  it("draws the path that the method takes from the common start", async () => {
    const lab = new FakeLab();
    const race = new MethodRace(new JobClient(lab.api));
    race.ask(preset("gradient-descent"));
    expect(race.result("gradient-descent")).toBeUndefined();
    await settle();
    const result = race.result("gradient-descent");
    expect(result).toMatchObject({ stopped: { reason: "steps", step: RACE_STEPS } });
    // By hand: from (-0.5, -1.5), in a window of 10 by 10, along the gradient (14, 7) at the rate 0.001.
    expect(result).toHaveProperty("path", expect.stringMatching(/^M45\.0 65\.0L44\.9 65\.1L/));
  });

  it("computes the ground once and every method once, one after the other", async () => {
    const lab = new FakeLab();
    lab.holdJobs = true;
    const race = new MethodRace(new JobClient(lab.api));
    for (const id of ["adam", "momentum", "adam"]) race.ask(preset(id));
    const kinds: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      await settle();
      kinds.push(lab.waiting.map(({ request }) => request.kind).join());
      await lab.finishNext();
    }
    expect(kinds).toEqual(["grid", "runs", "runs", ""]);
  });

  it("keeps the reason why a method cannot run, and goes on", async () => {
    const lab = new FakeLab();
    lab.holdJobs = true;
    const race = new MethodRace(new JobClient(lab.api));
    race.ask(preset("adam"));
    race.ask(preset("momentum"));
    await settle();
    await lab.finishNext();
    const failure = { code: "unsupported", values: { path: "optimizer.name" } };
    lab.send({ id: lab.waiting.shift()!.id, kind: "failed", error: failure });
    await settle();
    await lab.finishNext();
    expect(race.result("adam")).toEqual({ failure });
    expect(race.result("momentum")).toMatchObject({ stopped: { reason: "steps" } });
  });
});

describe("the sketch of a schedule", () => {
  it.each(SCHEDULES)("$name is a valid one with numbers to draw", (entry) => {
    const schedule = exampleSchedule(entry, 100, 0.1);
    expect(checkSchedule(schedule)).toMatchObject({ name: entry.name });
    expect(scheduleCurve({ optimizer: { name: "sgd", lr: 0.1 }, schedule }, 100)?.highest).toBeGreaterThan(0);
  });
});
