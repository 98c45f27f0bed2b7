import { describe, expect, it } from "vitest";
import { EXPRESSION_ERROR_CODES } from "../../../src-core/expression/index.ts";
import { OPTIMIZER_PRESETS, OPTIMIZERS } from "../../../src-core/optimizers/index.ts";
import { scheduleConventions, SCHEDULES } from "../../../src-core/schedules/index.ts";
import { WORDS } from "../../../src-renderer/text/index.ts";

/** Every leaf of a tree of words as path and text; functions are called with marks in place of values. */
function leaves(tree: object, path = ""): [path: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const here = `${path}.${key}`;
    if (typeof value === "string") return [[here, value]];
    if (typeof value === "function")
      return [[here, String((value as (...marks: unknown[]) => string)(...marksFor(here)))]];
    return leaves(value as object, here);
  });
}

/** Sentences take texts, or one object of named values. */
function marksFor(path: string): unknown[] {
  if ([".failures.", ".design.expressionErrors.", ".workbench.pythonErrors."].some((start) => path.startsWith(start))) {
    return [
      {
        code: "⟨code⟩",
        path: "⟨path⟩",
        found: "⟨found⟩",
        allowed: "⟨allowed⟩",
        name: "⟨name⟩",
        part: "⟨part⟩",
        version: 2,
        supported: 1,
      },
    ];
  }
  return ["⟨1⟩", "⟨2⟩", "⟨3⟩", "⟨4⟩"];
}

const english = new Map(leaves(WORDS.en));
const chinese = new Map(leaves(WORDS["zh-CN"]));

/** Names, symbols and units that stand in both languages as they are. */
const SAME_IN_BOTH =
  /^[\s\d⟨⟩·%×+<>=≤≥().,;:、（）/√a-zσηθΔgmktL|−-]*$|PyTorch|TensorFlow|optax|RMSprop|Rprop|Adam|AdaGrad|AMSGrad|AdaBelief|Adadelta|AdaMax|Adafactor|Muon|L-BFGS|Yogi|LAMB|NovoGrad|Adan|ADOPT|AdEMAMix|Lion|DoG|Prodigy|Lookahead|SAM|Viridis|Cividis|Magma|CSV|PNG|SVG|NPZ|Home|End|PgDn|PgUp/;

describe("the words of the window", () => {
  it("are all there in both languages", () => {
    expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    expect(english.size).toBeGreaterThan(200);
  });

  it("are Chinese in Chinese", () => {
    const untranslated = [...chinese].filter(
      ([path, text]) => !/\p{Script=Han}/u.test(text) && !SAME_IN_BOTH.test(text) && english.get(path) !== undefined,
    );
    expect(untranslated).toEqual([]);
  });

  it("are never empty, and English has no Chinese in it", () => {
    const wrong = [...english].filter(([, text]) => text.trim() === "" || /\p{Script=Han}/u.test(text));
    expect(wrong).toEqual([]);
    expect([...chinese].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("say the same values in both languages", () => {
    const marks = (text: string) => [...text.matchAll(/⟨\w+⟩/g)].map(([mark]) => mark).toSorted();
    const different = [...english].filter(
      ([path, text]) => marks(text).join() !== marks(chinese.get(path) ?? "").join(),
    );
    expect(different.map(([path]) => path)).toEqual([]);
  });

  it("use full-width marks between Chinese characters", () => {
    const narrow = [...chinese].filter(([, text]) => /\p{Script=Han}[,;:?!()]\s?\p{Script=Han}/u.test(text));
    expect(narrow).toEqual([]);
  });

  it("name every method, schedule and error of the core", () => {
    for (const words of Object.values(WORDS)) {
      for (const { id } of OPTIMIZER_PRESETS) expect(words.presets).toHaveProperty([id]);
      for (const { family } of OPTIMIZERS) expect(words.families).toHaveProperty([family]);
      for (const { name } of SCHEDULES) expect(words.schedules).toHaveProperty([name]);
      for (const code of EXPRESSION_ERROR_CODES) expect(words.design.expressionErrors).toHaveProperty([code]);
      for (const convention of OPTIMIZERS.flatMap((row) => row.conventions)) {
        expect(words.design.runners.conventions).toHaveProperty([convention]);
      }
    }
  });

  it("say of every convention what is particular to it, where there are several", () => {
    const rows = (names: readonly { readonly name: string; readonly conventions: readonly string[] }[]) =>
      Object.fromEntries(
        names
          .filter(({ conventions }) => conventions.length > 1)
          .map(({ name, conventions }) => [name, conventions.toSorted()]),
      );
    const noted = (notes: Readonly<Record<string, object>>) =>
      Object.fromEntries(Object.entries(notes).map(([name, texts]) => [name, Object.keys(texts).toSorted()]));
    const schedules = SCHEDULES.map(({ name }) => ({ name, conventions: scheduleConventions(name) }));
    for (const words of Object.values(WORDS)) {
      expect(noted(words.methodConventions)).toEqual(rows(OPTIMIZERS));
      expect(noted(words.scheduleConventions)).toEqual(rows(schedules));
    }
  });
});
