import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  compileExpression,
  interpretExpression,
  parseExpression,
  type CheckedExpression,
  type CompiledExpression,
} from "../../../src-core/expression/index.ts";
import { bindExpression } from "../../../src-core/expression/bind.ts";
import {
  gradientSource,
  gridSource,
  hessianSource,
  hessianVectorSource,
  valueSource,
} from "../../../src-core/expression/generate.ts";
import { Programs } from "../../../src-core/expression/programs.ts";
import { formulas, POINTS } from "./random-trees.ts";

const PARAMETERS = ["x", "y", "z"];
const RUNS = 150;

/** H v and the Hessian times v add the same terms in another order. */
const PRODUCT_TOLERANCE = 1e-9;

function everything(loss: CompiledExpression, theta: Float64Array): number[] {
  const n = loss.dimension;
  const gradient = new Float64Array(n);
  const again = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  const product = new Float64Array(n);
  const grid = new Float64Array(6);
  loss.hessianVector(
    theta,
    Float64Array.from({ length: n }, (_, i) => 1 - 0.5 * i),
    product,
  );
  loss.grid({ held: theta, xIndex: 0, yIndex: 1, x0: theta[0], dx: 0.25, nx: 3, y0: theta[1], dy: 0.5, ny: 2 }, grid);
  return [
    loss.value(theta),
    loss.gradient(theta, gradient),
    ...gradient,
    loss.hessian(theta, again, hessian),
    ...again,
    ...hessian,
    ...product,
    ...grid,
  ];
}

describe("generated code and closures", () => {
  it("give the same bits for random formulas", () => {
    fc.assert(
      fc.property(formulas("all"), (text) => {
        const expression = parseExpression(text, { parameters: PARAMETERS });
        const generated = compileExpression(expression);
        const interpreted = interpretExpression(expression);
        for (const point of POINTS) expect(everything(generated, point)).toEqual(everything(interpreted, point));
      }),
      { numRuns: RUNS },
    );
    expect.hasAssertions();
  });

  it("give the same bits for logic in every form", () => {
    const text =
      "(x > y and not (y > z) or x < 0 xor z) * 3 + (x and y) + (not x) + ((x < y) == (y < z) ? x : y) + (x != y ? max(x, y, z) : min(x, y)) + x mod y";
    const expression = parseExpression(text, { parameters: PARAMETERS });
    for (const point of [
      ...POINTS,
      Float64Array.of(0, 0, 0),
      Float64Array.of(1, 1, Number.NaN),
      Float64Array.of(-1, 0, 2),
    ]) {
      expect(everything(compileExpression(expression), point)).toEqual(
        everything(interpretExpression(expression), point),
      );
    }
  });
});

describe("methods agree with one another", () => {
  it("the value has the same bits from all, the Hessian is symmetric, H v is the Hessian times v", () => {
    let compared = 0;
    fc.assert(
      fc.property(formulas("all"), (text) => {
        const loss = compileExpression(parseExpression(text, { parameters: PARAMETERS }));
        for (const theta of POINTS) if (methodsAgree(loss, theta)) compared += 1;
      }),
      { numRuns: RUNS },
    );
    expect(compared).toBeGreaterThan(RUNS);
  });

  /** Throws where they do not; false where infinities leave nothing to compare. */
  function methodsAgree(loss: CompiledExpression, theta: Float64Array): boolean {
    const gradient = new Float64Array(3);
    const again = new Float64Array(3);
    const hessian = new Float64Array(9);
    const values = [loss.value(theta), loss.gradient(theta, gradient), loss.hessian(theta, again, hessian)];
    if (!values.every((value) => Object.is(value, values[0]))) throw new Error("three values");
    if (!gradient.every((entry, i) => Object.is(entry, again[i]))) throw new Error("two gradients");
    const transposed = hessian.map((_, k) => hessian[(k % 3) * 3 + Math.floor(k / 3)]);
    if (!hessian.every((entry, k) => Object.is(entry, transposed[k]))) throw new Error("not symmetric");
    const vector = Float64Array.of(0.3, -1.7, 0.9);
    const product = new Float64Array(3);
    loss.hessianVector(theta, vector, product);
    if (!hessian.every(Number.isFinite) || !product.every(Number.isFinite)) return false;
    const size = Math.max(1, ...hessian.map(Math.abs));
    for (let i = 0; i < 3; i += 1) {
      const wanted = hessian[i * 3] * vector[0] + hessian[i * 3 + 1] * vector[1] + hessian[i * 3 + 2] * vector[2];
      if (!(Math.abs(product[i] - wanted) <= PRODUCT_TOLERANCE * size)) throw new Error("H v is not H times v");
    }
    return true;
  }

  it("a grid has the values' bits, for any two parameters and a line", () => {
    const loss = compileExpression(parseExpression("sin(x)*exp(y) + z^2*x + cos(z)*y + (x > y ? z : 1)"));
    const held = Float64Array.of(0.5, -0.25, 2);
    const size = { x0: -1, dx: 0.3, nx: 7, y0: 0.2, dy: -0.7, ny: 5 };
    for (const [xIndex, yIndex] of [
      [0, 1],
      [1, 0],
      [0, 2],
      [2, 1],
    ]) {
      const out = new Float64Array(35);
      loss.grid({ held, xIndex, yIndex, ...size }, out);
      for (let row = 0; row < size.ny; row += 1) {
        for (let column = 0; column < size.nx; column += 1) {
          const theta = Float64Array.from(held);
          theta[xIndex] = size.x0 + column * size.dx;
          theta[yIndex] = size.y0 + row * size.dy;
          expect(out[row * size.nx + column]).toBe(loss.value(theta));
        }
      }
    }
    const line = new Float64Array(7);
    loss.grid({ held, xIndex: 1, ...size, yIndex: -1, ny: 1 }, line);
    line.forEach((value, column) => {
      expect(value).toBe(loss.value(Float64Array.of(0.5, -1 + column * 0.3, 2)));
    });
    expect([...held]).toEqual([0.5, -0.25, 2]);
  });

  it("draws a loss of one parameter as a line", () => {
    const loss = compileExpression(parseExpression("x^2"));
    const out = new Float64Array(3);
    loss.grid({ held: Float64Array.of(9), xIndex: 0, yIndex: -1, x0: -1, dx: 1, nx: 3, y0: 0, dy: 0, ny: 1 }, out);
    expect([...out]).toEqual([1, 0, 1]);
  });
});

describe("large losses", () => {
  /** Fifty parameters, each tied to every other: the Hessian is full and its source would be too long. */
  const names = Array.from({ length: 50 }, (_, i) => `w${String(i)}`);
  const text = `(${names.map((name, i) => `sin(${name}*${String(i + 1)}/50)`).join(" + ")})^2 + ${names.map((name, i) => `exp(-${name}*w${String((i * 7 + 3) % 50)})`).join(" + ")}`;
  const theta = Float64Array.from({ length: 50 }, (_, i) => Math.cos(i));

  it("have the same Hessian from products with unit vectors as from differences of the gradient", () => {
    const loss = compileExpression(parseExpression(text));
    expect(new Programs(bindExpression(parseExpression(text), {})).hessian()).toBeNull();
    const gradient = new Float64Array(50);
    const hessian = new Float64Array(2500);
    expect(loss.hessian(theta, gradient, hessian)).toBe(loss.value(theta));
    // Central differences of the analytic gradient, h^2 error 1e-10, rounding 1e-11.
    const step = 1e-5;
    const plus = new Float64Array(50);
    const minus = new Float64Array(50);
    for (const column of [0, 17, 49]) {
      loss.gradient(
        theta.map((value, i) => (i === column ? value + step : value)),
        plus,
      );
      loss.gradient(
        theta.map((value, i) => (i === column ? value - step : value)),
        minus,
      );
      for (let row = 0; row < 50; row += 1) {
        expect(hessian[row * 50 + column]).toBeCloseTo((plus[row] - minus[row]) / (2 * step), 7);
        expect(hessian[row * 50 + column]).toBe(hessian[column * 50 + row]);
      }
    }
    const interpreted = new Float64Array(2500);
    interpretExpression(parseExpression(text)).hessian(theta, gradient, interpreted);
    expect(interpreted).toEqual(hessian);
  });

  it("compute sums of thousands of terms", () => {
    const sum = Array.from({ length: 1_001 }, (_, i) => `(x - ${String(i)})^2`).join(" + ");
    const loss = compileExpression(parseExpression(sum));
    const gradient = new Float64Array(1);
    const hessian = new Float64Array(1);
    loss.hessian(Float64Array.of(501), gradient, hessian);
    expect(gradient[0]).toBe(2002);
    expect(hessian[0]).toBe(2002);
  });
});

describe("generated source", () => {
  const sourcesOf = (expression: CheckedExpression, constants: Record<string, number>) => {
    const programs = new Programs(bindExpression(expression, constants));
    const hessian = programs.hessian();
    if (hessian === null) throw new Error("too large");
    return [
      valueSource(programs.value()),
      gradientSource(programs.gradient()),
      hessianSource(hessian, programs.dimension),
      hessianVectorSource(programs.hessianVector()),
      gridSource(programs.value(), 0, 1),
    ].map((generated) => generated.source);
  };

  it("holds none of the typed names", () => {
    const expression = parseExpression(
      "secretName*sigmoid(otherName)^2 + hiddenConstant*gelu(secretName) + erf(otherName)",
      {
        constants: ["hiddenConstant"],
      },
    );
    for (const source of sourcesOf(expression, { hiddenConstant: -3 })) {
      expect(source).not.toMatch(/secret|other|hidden/i);
      expect(source).toMatch(/p0[^]*p1/);
    }
  });

  it("is made of known words only, whatever is typed", () => {
    // Names, literals and words of the language; everything else would be somebody's text.
    const words = new Set(
      "use strict const let return function for p v g h o f t k r c x dx nx y dy ny NaN Infinity".split(" "),
    );
    const inMath = new Set(Object.getOwnPropertyNames(Math));
    fc.assert(
      fc.property(formulas("all"), (text) => {
        for (const source of sourcesOf(parseExpression(text, { parameters: PARAMETERS }), {})) {
          const strange = [...source.matchAll(/Math\.(\w+)/g)].filter(([, name]) => !inMath.has(name));
          const rest = source.replaceAll(/Math\.\w+/g, " ").replaceAll(/\d+(?:\.\d+)?(?:e[+-]?\d+)?/g, " ");
          const unknown = [...rest.matchAll(/[A-Za-z_$]+/g)].filter(([word]) => !words.has(word));
          expect([...strange, ...unknown]).toEqual([]);
          expect(rest.replaceAll(/[A-Za-z\s]/g, "")).toMatch(/^["()[\]{};,=+\-*/<>?:&|!.]*$/);
        }
      }),
      { numRuns: 50 },
    );
    expect.hasAssertions();
  });
});

describe("calling order and reuse", () => {
  it("methods work before and after they generate themselves, taken from the object or not", () => {
    const loss = compileExpression(parseExpression("a*x^2", { constants: ["a"] }), { a: 2 });
    const { value } = loss;
    expect(value(Float64Array.of(3))).toBe(18);
    expect(value(Float64Array.of(4))).toBe(32);
    expect(loss.value(Float64Array.of(5))).toBe(50);
    expect(loss.dimension).toBe(1);
    expect(loss.parameters).toEqual(["x"]);
  });

  it("constants of one loss do not touch another", () => {
    const expression = parseExpression("x^a", { constants: ["a"] });
    const losses = [2, 3, 0.5, -1, 0, 17, -2.5].map((a) => [a, compileExpression(expression, { a })] as const);
    for (const [a, loss] of losses) expect(loss.value(Float64Array.of(1.7))).toBeCloseTo(1.7 ** a, 9);
  });
});

describe("where code generation is forbidden", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it("closures take over without being asked", async () => {
    const attempts: unknown[] = [];
    // What a page without 'unsafe-eval' does.
    vi.stubGlobal("Function", function refuse(...parts: unknown[]) {
      attempts.push(parts);
      throw new EvalError("Refused to evaluate a string as JavaScript");
    });
    vi.resetModules();
    const { compileExpression: compile, parseExpression: parse } =
      await import("../../../src-core/expression/index.ts");
    const expression = parse("x*sin(x*y) + y^3", { parameters: PARAMETERS });
    const actual = everything(compile(expression), POINTS[0]);
    expect(attempts.length).toBe(1);
    compile(expression);
    expect(attempts.length).toBe(1);
    vi.unstubAllGlobals();
    expect(actual).toEqual(
      everything(compileExpression(parseExpression(expression.text, { parameters: PARAMETERS })), POINTS[0]),
    );
  });
});

describe("a method taken out before its first call", () => {
  it("makes its code once, however often it is called", () => {
    let made = 0;
    const counting = new Proxy(Function, {
      construct: (target, args: string[]) => {
        made += 1;
        return Reflect.construct(target, args);
      },
    });
    vi.stubGlobal("Function", counting);
    try {
      const compiled = compileExpression(parseExpression("x^2 + 3*y^2"));
      const { value, gradient } = compiled;
      made = 0;
      const theta = Float64Array.of(1, 2);
      const out = new Float64Array(2);
      for (let call = 0; call < 5; call += 1) {
        expect(value.call(compiled, theta)).toBe(13);
        expect(gradient.call(compiled, theta, out)).toBe(13);
      }
      expect([...out]).toEqual([2, 12]);
      expect(made).toBe(2);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
