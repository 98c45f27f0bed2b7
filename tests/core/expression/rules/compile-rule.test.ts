import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileRule, interpretRule, parseRule, type CompiledRule } from "../../../../src-core/expression/index.ts";
import { ruleSource } from "../../../../src-core/expression/rules/generate-rule.ts";
import { ruleProgram } from "../../../../src-core/expression/rules/rule-program.ts";

/** A rule driven by hand on three parameters. */
function drive(
  make: typeof compileRule,
  text: string,
  options: Record<string, number> = {},
  start: Record<string, number> = {},
) {
  const rule: CompiledRule = make(parseRule(text), options);
  const theta = Float64Array.of(1, -2, 0.5);
  const [direction, scale] = [new Float64Array(3), new Float64Array(3)];
  const states: Record<string, number | Float64Array> = {};
  for (const { name, isVector } of rule.states) {
    const value = start[name] ?? 0;
    states[name] = isVector ? new Float64Array(3).fill(value) : value;
  }
  let t = 0;
  const take = (gradient: readonly number[], rate = 0.1, loss = 2): void => {
    t += 1;
    rule.step(theta, Float64Array.from(gradient), states, t, rate, loss, direction, scale);
  };
  return { rule, theta, direction, scale, states, take };
}

const G = [3, -4, 12];

describe("one step, by hand", () => {
  it("an assignment reads what stands above it, and the step before where nothing does", () => {
    const run = drive(compileRule, "old = new_\nnew_ = g + old\ntheta = theta - lr*new_ + 0*old");
    run.take(G);
    expect(Array.from(run.theta)).toEqual([1 - 0.1 * 3, -2 + 0.1 * 4, 0.5 - 0.1 * 12]);
    run.take(G);
    expect(Array.from(run.states["new_"] as Float64Array)).toEqual([6, -8, 24]);
    expect(Object.keys(run.states)).toEqual(["new_"]);
  });

  it("theta may move twice; the second line reads where the first has put it", () => {
    const run = drive(compileRule, "theta = theta/2\ntheta = theta - lr*theta");
    run.take(G);
    expect(Array.from(run.theta)).toEqual([0.5 - 0.1 * 0.5, -1 + 0.1, 0.25 - 0.1 * 0.25]);
  });

  it("numbers of whole vectors", () => {
    const run = drive(
      compileRule,
      "a = norm(g)\nb = maxnorm(g)\nc = dot(g, theta)\nd = sum(g)\nf = mean(g)\nn = sum(1)\nk = norm(2)\ntheta = theta + 0*(a + b + c + d + f + n + k + aa + bb + cc + dd + ff + nn + kk)\naa = a\nbb = b\ncc = c\ndd = d\nff = f\nnn = n\nkk = k",
    );
    run.take(G);
    const { aa, bb, cc, dd, ff, nn, kk } = run.states;
    expect([aa, bb, cc, dd, ff, nn]).toEqual([13, 12, 17, 11, 11 / 3, 3]);
    expect(kk).toBe(Math.sqrt(12));
  });

  it("the whole vector is what it is at that line, and may be made of others", () => {
    // Normalised twice: the second norm is that of the normalised vector.
    const run = drive(compileRule, "u = g/norm(g)\nw = u/(norm(u) + norm(g*norm(g)))\ntheta = theta - w");
    run.take(G);
    const expected = [1, -2, 0.5].map((theta, i) => theta - (G[i] ?? 0) / 13 / (1 + 169));
    run.theta.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 14));
  });

  it("t, lr and loss are those of the step", () => {
    const run = drive(compileRule, "theta = theta - lr*t*loss");
    run.take(G, 0.5, 7);
    run.take(G, 0.25, 3);
    expect(run.theta[0]).toBe(1 - 0.5 * 7 - 0.25 * 2 * 3);
  });

  it("a state is one number where nothing in it depends on the entry, else a vector", () => {
    const run = drive(
      compileRule,
      "k = k + dot(g, g)\nbest = min(best, loss)\nm = 0.5*m + k\nv = v + m*g\ntheta = theta - lr*v",
      {},
      { best: 9 },
    );
    expect(run.rule.states.map(({ name, isVector }) => [name, isVector])).toEqual([
      ["k", false],
      ["best", false],
      ["m", false],
      ["v", true],
    ]);
    run.take(G);
    expect([run.states["k"], run.states["best"], run.states["m"]]).toEqual([169, 2, 169]);
  });

  it("beta^t to the last digits, t up to a million", () => {
    const run = drive(compileRule, "theta = theta - lr*g/(1 - beta^t)", { beta: 0.99999 });
    const one = Float64Array.of(1, 1, 1);
    for (const t of [1, 2, 255, 256, 257, 65_536, 1_000_000]) {
      run.rule.step(run.theta, one, {}, t, 0, 0, run.direction, run.scale);
      expect((run.direction[0] ?? 0) * (1 - 0.99999 ** t)).toBeCloseTo(1, 9);
    }
  });
});

describe("the parts of a step", () => {
  it.each([
    ["theta - lr*g", 3, 1],
    ["theta + lr*g", -3, 1],
    ["theta - lr*(g + theta)", 4, 1],
    ["theta - lr*g/(sqrt(4) + theta^2)", 3, 3],
    ["theta - g*lr/(abs(theta) + 1)", 3, 2],
    ["theta - lr/(theta^2 + 1)*g", 3, 2],
    ["theta - lr*(g/(abs(theta) + 1))", 3, 2],
    ["-lr*g/(abs(theta) + 1) + theta", 3, 2],
    ["theta - 2*lr*g", 6, 1],
    // A divisor that may be negative stays with the direction.
    ["theta - lr*g/(theta - 3)/(abs(theta) + 1)", -1.5, 2],
    // Decoupled decay stays beside.
    ["(1 - lr*0.5)*theta - lr*g/(abs(theta) + 1)", 3, 2],
    // Any other form: what moves, divided by the rate.
    ["theta - lr*g - lr*theta", 4, 1],
    ["theta - 0.2*g", 6, 1],
    ["theta*g", -20, 1],
    ["theta - lr*lr*g", 0.3, 1],
  ])("theta = %s", (form, direction, scale) => {
    const run = drive(compileRule, `theta = ${form}`);
    run.take(G);
    expect(run.direction[0]).toBeCloseTo(direction, 12);
    expect(run.scale[0]).toBeCloseTo(scale, 12);
  });

  it("at a rate of 0 the movement itself is the direction of a rule without the form", () => {
    const run = drive(compileRule, "theta = theta - 0.5*g");
    run.take(G, 0);
    expect(Array.from(run.direction)).toEqual([1.5, -2, 6]);
  });
});

/** A leaf or an operation on smaller pieces, as text. */
const formula = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.constantFrom("theta", "g", "t", "lr", "loss", "m", "v", "k", "a", "beta", "2", "0.5", "1e-3"),
    fc
      .tuple(tie("tree"), fc.constantFrom("+", "-", "*", "/", "<", ">=", "and"), tie("tree"))
      .map(([x, op, y]) => `(${x} ${op} ${y})`),
    fc
      .tuple(
        fc.constantFrom("sqrt", "abs", "sign", "exp", "norm", "sum", "mean", "maxnorm", "relu", "not "),
        tie("tree"),
      )
      .map(([name, x]) => `${name}(${x})`),
    fc.tuple(tie("tree"), tie("tree")).map(([x, y]) => `dot(${x}, ${y})`),
    fc.tuple(tie("tree"), tie("tree"), tie("tree")).map(([x, y, z]) => `(${x} ? ${y} : ${z})`),
    fc.tuple(tie("tree"), fc.constantFrom("2", "3", "t", "0.5", "(-1)")).map(([x, y]) => `(${x})^${y}`),
    fc.constant("beta^t"),
  ),
})).tree;

const lines = fc.tuple(
  fc.array(fc.tuple(fc.constantFrom("m", "v", "k", "a", "theta"), formula), { minLength: 1, maxLength: 5 }),
  formula,
);

describe("generated code and closures", () => {
  it("take the same steps to the last bit, whatever the rule is", () => {
    fc.assert(
      fc.property(lines, ([body, last]) => {
        const text = [...body.map(([name, value]) => `${name} = ${value}`), `theta = theta - lr*(${last})`].join("\n");
        const options = Object.fromEntries(parseRule(text).options.map((name) => [name, 0.75]));
        const start = { m: 0.5, v: 1, k: 2, a: -1 };
        const [code, closures] = [drive(compileRule, text, options, start), drive(interpretRule, text, options, start)];
        for (const gradient of [G, [0.1, 0, -7]]) {
          code.take(gradient);
          closures.take(gradient);
          expect(code.theta).toEqual(closures.theta);
          expect(code.direction).toEqual(closures.direction);
          expect(code.scale).toEqual(closures.scale);
          expect(code.states).toEqual(closures.states);
        }
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it("no character that a person typed is in the source", () => {
    const rule = parseRule(
      "Zürich_7 = Qöx*Zürich_7 + g\ntheta = theta - lr*Zürich_7/(sqrt(abs(Wäx)) + norm(Zürich_7))",
    );
    const { source, keys } = ruleSource(ruleProgram(rule, { Qöx: 0.123456, Wäx: 7 }));
    expect(source).not.toMatch(/Z|ü|ö|ä|Q|W/);
    expect(keys).toEqual(["Zürich_7"]);
    const words = new Set(source.match(/[A-Za-z_]\w*/g));
    for (const word of words) {
      expect(word).toMatch(/^(use|strict|const|let|return|function|for|length|Math|sqrt|abs|max|Infinity|[a-z]\d*)$/);
    }
  });
});

describe("what went wrong", () => {
  const trouble = (text: string, gradient: readonly number[], theta = [1, -2, 0.5]) =>
    compileRule(parseRule(text), {}).findTrouble({
      theta: Float64Array.from(theta),
      gradient: Float64Array.from(gradient),
      states: { v: new Float64Array(3), k: 0 },
      step: 1,
      rate: 0.1,
      loss: 1,
    });

  it.each([
    ["v = v + g^2\n\ntheta = theta - lr*g/sqrt(v)", [1, 0, 2], { line: 3, index: 1, value: NaN }],
    ["# nothing\nv = g/v\ntheta = theta - lr*v", [1, -1, 2], { line: 2, index: 0, value: Infinity }],
    ["k = log(k)\ntheta = theta - lr*g*k", [1, 1, 1], { line: 1, index: null, value: -Infinity }],
    ["theta = theta - lr*sqrt(g)", [1, 4, -1], { line: 1, index: 2, value: NaN }],
    ["theta = theta - lr*g/norm(g)", [0, 0, 0], { line: 1, index: 0, value: NaN }],
    ["theta = theta - lr*g", [1, 1, 1], null],
  ])("%j under %j", (text, gradient, expected) => {
    expect(trouble(text, gradient)).toEqual(expected);
  });
});
