import { JAMIL_YANG, MORE_GARBOW_HILLSTROM, SURJANOVIC_BINGHAM, sameRange } from "./test-function.ts";
import type { TestFunction } from "./test-function.ts";

/** Losses whose difficulty is a narrow, bent floor. */
export const VALLEYS: readonly TestFunction[] = [
  {
    id: "rosenbrock",
    title: { en: "Rosenbrock", "zh-CN": "Rosenbrock 函数（香蕉谷）" },
    expression: "(1 - x)^2 + a*(y - x^2)^2",
    constants: [{ name: "a", value: 100, from: 1, to: 1000 }],
    parameters: [
      { name: "x", from: -2, to: 2 },
      { name: "y", from: -1, to: 3 },
    ],
    minima: [[1, 1]],
    minimaAreContinuum: false,
    minimumValue: 0,
    start: [-1.2, 1],
    levels: "log",
    source: `Rosenbrock (1960), The Computer Journal 3(3); ${MORE_GARBOW_HILLSTROM}, problem 1`,
  },
  {
    id: "rosenbrock-6",
    title: { en: "Rosenbrock in six parameters", "zh-CN": "Rosenbrock 函数（六个参数）" },
    expression: [1, 2, 3, 4, 5]
      .map((i) => `(1 - x${String(i)})^2 + 100*(x${String(i + 1)} - x${String(i)}^2)^2`)
      .join(" + "),
    constants: [],
    parameters: sameRange(["x1", "x2", "x3", "x4", "x5", "x6"], -2, 2),
    // Besides a local minimum near (-1, 1, 1, 1, 1, 1).
    minima: [[1, 1, 1, 1, 1, 1]],
    minimaAreContinuum: false,
    minimumValue: 0,
    start: [-1.2, 1, -1.2, 1, -1.2, 1],
    levels: "log",
    source: SURJANOVIC_BINGHAM,
  },
  {
    id: "beale",
    title: { en: "Beale", "zh-CN": "Beale 函数" },
    expression: "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
    constants: [],
    parameters: sameRange(["x", "y"], -4.5, 4.5),
    minima: [[3, 0.5]],
    minimaAreContinuum: false,
    minimumValue: 0,
    start: [1, 1],
    levels: "log",
    source: `Beale (1958); ${MORE_GARBOW_HILLSTROM}, problem 5`,
  },
  {
    id: "freudenstein-roth",
    title: { en: "Freudenstein–Roth", "zh-CN": "Freudenstein–Roth 函数" },
    expression: "(-13 + x + ((5 - y)*y - 2)*y)^2 + (-29 + x + ((y + 1)*y - 14)*y)^2",
    constants: [],
    parameters: [
      { name: "x", from: -5, to: 15 },
      { name: "y", from: -4, to: 6 },
    ],
    // Its other valley ends at (11.41, -0.8968) with 48.98, where most descents stay.
    minima: [[5, 4]],
    minimaAreContinuum: false,
    minimumValue: 0,
    start: [0.5, -2],
    levels: "log",
    source: `Freudenstein & Roth (1963); ${MORE_GARBOW_HILLSTROM}, problem 2`,
  },
  {
    id: "colville",
    title: { en: "Colville (Wood's function)", "zh-CN": "Colville 函数（即 Wood 函数）" },
    // Wood's form 10 (x2 + x4 - 2)^2 + (x2 - x4)^2/10 of the last two terms is the same polynomial.
    expression:
      "100*(x1^2 - x2)^2 + (x1 - 1)^2 + (x3 - 1)^2 + 90*(x3^2 - x4)^2 + 10.1*((x2 - 1)^2 + (x4 - 1)^2) + 19.8*(x2 - 1)*(x4 - 1)",
    constants: [],
    parameters: sameRange(["x1", "x2", "x3", "x4"], -4, 4),
    minima: [[1, 1, 1, 1]],
    minimaAreContinuum: false,
    minimumValue: 0,
    start: [-3, -1, -3, -1],
    levels: "log",
    source: `Colville (1968); ${MORE_GARBOW_HILLSTROM}, problem 14 (there named after Wood)`,
  },
  {
    id: "bukin-n6",
    title: { en: "Bukin N. 6", "zh-CN": "Bukin 第 6 号函数" },
    expression: "100*sqrt(abs(y - 0.01*x^2)) + 0.01*abs(x + 10)",
    constants: [],
    parameters: [
      { name: "x", from: -15, to: -5 },
      { name: "y", from: -3, to: 3 },
    ],
    // At the bottom of a crease: no gradient there.
    minima: [[-10, 1]],
    minimaAreContinuum: false,
    minimumValue: 0,
    start: [-13, -2],
    levels: "linear",
    source: `Bukin (1997); ${JAMIL_YANG}`,
  },
  {
    id: "three-hump-camel",
    title: { en: "Three-hump camel", "zh-CN": "三峰驼背函数" },
    expression: "2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2",
    constants: [],
    parameters: sameRange(["x", "y"], -2.5, 2.5),
    minima: [[0, 0]],
    minimaAreContinuum: false,
    minimumValue: 0,
    start: [2.2, 1.5],
    levels: "log",
    source: `Branin (1972); ${JAMIL_YANG} (there shown on [-5, 5])`,
  },
  {
    id: "mccormick",
    title: { en: "McCormick", "zh-CN": "McCormick 函数" },
    expression: "sin(x + y) + (x - y)^2 - 1.5*x + 2.5*y + 1",
    constants: [],
    parameters: [
      { name: "x", from: -1.5, to: 4 },
      { name: "y", from: -3, to: 4 },
    ],
    // (1/2 - pi/3, -1/2 - pi/3), the lowest of the period that lies in this range.
    minima: [[-0.5471975511965977, -1.5471975511965979]],
    minimaAreContinuum: false,
    minimumValue: -1.9132229549810364,
    start: [3.5, 3],
    levels: "linear",
    source: `McCormick (1976); ${JAMIL_YANG}`,
  },
];
