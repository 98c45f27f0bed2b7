import { adamRows } from "./core/adam.ts";
import { expressionRows } from "./core/expression.ts";
import { gridRows } from "./core/grid.ts";
import { inTurnRows } from "./core/in-turn.ts";
import { methodsRows } from "./core/methods.ts";
import { ownRuleRows } from "./core/own-rule.ts";
import { prepareRows } from "./core/prepare.ts";
import type { Row } from "./report/row.ts";
import { dragRows } from "./window/drag.ts";
import { firstWindowRows } from "./window/first-window.ts";
import { memoryRows } from "./window/memory.ts";

export interface Group {
  readonly name: string;
  readonly about: string;
  /** Opens windows: runs where there is a display, or under Xvfb. */
  readonly needsDisplay: boolean;
  readonly rows: () => Iterable<Row> | AsyncIterable<Row>;
}

export const GROUPS: readonly Group[] = [
  { name: "expression", about: "value, gradient and Hessian of six losses", needsDisplay: false, rows: expressionRows },
  { name: "prepare", about: "from a typed text to its first call", needsDisplay: false, rows: prepareRows },
  { name: "grid", about: "512 x 512 values of a loss", needsDisplay: false, rows: gridRows },
  { name: "in-turn", about: "five losses one after the other", needsDisplay: false, rows: inTurnRows },
  { name: "adam", about: "Adam on Rosenbrock, every step recorded", needsDisplay: false, rows: adamRows },
  {
    name: "methods",
    about: "every first-order method against its own loop, every step recorded",
    needsDisplay: false,
    rows: methodsRows,
  },
  { name: "own-rule", about: "methods written as rules, every step recorded", needsDisplay: false, rows: ownRuleRows },
  { name: "drag", about: "from a drag of the start to redrawn paths", needsDisplay: true, rows: dragRows },
  {
    name: "first-window",
    about: "from a start to a window that can be used",
    needsDisplay: true,
    rows: firstWindowRows,
  },
  { name: "memory", about: "the valley played through ten times", needsDisplay: true, rows: memoryRows },
];
