import type { ScheduleSpec } from "../schedules/index.ts";
import type { Place } from "./python-error.ts";
import { readLambda } from "./python-lambda.ts";
import type { PythonReader } from "./python-reader.ts";
import type { PythonToken } from "./python-tokens.ts";

/** A value of Python as far as it is followed: `object` is one that is not. */
export type Value =
  | { readonly kind: "constant"; readonly value: number | boolean | string | null }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | { readonly kind: "formula"; readonly text: string }
  | { readonly kind: "schedule"; readonly spec: ScheduleSpec }
  | { readonly kind: "object" };

export interface Argument extends Place {
  readonly value: Value;
}

/**
 * Follows assignments of plain values: numbers that may be calculated with, texts, lists, lambdas, and what `make` makes of
 * calls. Imports are passed over, and so are other calls.
 */
export class PythonProgram {
  /** The schedule of the last statement that made one. */
  schedule: ScheduleSpec | null = null;
  readonly #reader: PythonReader;
  readonly #make: (name: PythonToken) => Value | null;
  readonly #variables = new Map<string, Value>();

  /** @param make is asked at the bracket behind a name that is called; null: not what it knows. */
  constructor(reader: PythonReader, make: (name: PythonToken) => Value | null) {
    this.#reader = reader;
    this.#make = make;
  }

  run(): void {
    const reader = this.#reader;
    while (reader.peek().kind !== "end") {
      if (reader.peek().kind === "line-end") reader.take();
      else this.#statement();
    }
  }

  /** The arguments of a call, by name; `parameters` is their order. The bracket is next. */
  readArguments(parameters: readonly string[]): ReadonlyMap<string, Argument> {
    const reader = this.#reader;
    const given = new Map<string, Argument>();
    reader.expect("(");
    while (!reader.sees(")")) {
      const token = reader.peek();
      const isKeyword = token.kind === "name" && reader.peek(1).text === "=" && reader.peek(1).kind === "sign";
      const parameter = isKeyword ? reader.take().text : parameters[given.size];
      if (isKeyword) reader.take();
      if (parameter === undefined || !parameters.includes(parameter)) {
        throw reader.error("unknown-name", parameters.join(", "), token);
      }
      if (given.has(parameter)) throw reader.error("syntax", `${parameter} once`, token);
      const { line, column } = reader.peek();
      given.set(parameter, { value: this.#sum(), line, column });
      if (!reader.accepts(",")) break;
    }
    reader.expect(")");
    return given;
  }

  #statement(): void {
    const reader = this.#reader;
    if (reader.sees("import", "from")) {
      while (reader.peek().kind !== "line-end") reader.take();
      return;
    }
    if (reader.sees(...COMPOUND)) throw reader.error("unsupported", "name = …LR(…)");
    const name = reader.peek(1).text === "=" ? reader.expectName().text : null;
    if (name !== null) reader.expect("=");
    const value = this.#sum();
    if (name !== null) this.#variables.set(name, value);
    if (value.kind === "schedule") this.schedule = value.spec;
    if (reader.peek().kind !== "line-end" && !reader.accepts(";")) throw reader.error("syntax", "the end of the line");
  }

  #sum(): Value {
    return this.#reader.within(() => this.#arithmetic(["+", "-"], () => this.#product()));
  }

  #product(): Value {
    return this.#arithmetic(["*", "/", "//", "%"], () => this.#signed());
  }

  /** Numbers may be calculated with: 10 * steps_per_epoch. */
  #arithmetic(operators: readonly string[], read: () => Value): Value {
    const reader = this.#reader;
    let first = reader.peek();
    let left = read();
    while (reader.sees(...operators)) {
      const operator = reader.take().text;
      const second = reader.peek();
      const right = read();
      left = number(calculate(operator, this.#number(left, first), this.#number(right, second)));
      first = second;
    }
    return left;
  }

  #signed(): Value {
    const reader = this.#reader;
    if (!reader.sees("-", "+")) return this.#power();
    const sign = reader.take().text === "-" ? -1 : 1;
    const token = reader.peek();
    return number(
      sign *
        this.#number(
          reader.within(() => this.#signed()),
          token,
        ),
    );
  }

  #power(): Value {
    const reader = this.#reader;
    const first = reader.peek();
    const base = this.#atom();
    if (!reader.accepts("**")) return base;
    const second = reader.peek();
    return number(
      this.#number(base, first) **
        this.#number(
          reader.within(() => this.#signed()),
          second,
        ),
    );
  }

  #number(value: Value, token: PythonToken): number {
    if (value.kind === "constant" && typeof value.value === "number") return value.value;
    throw this.#reader.error("unsupported", "a number", token);
  }

  #atom(): Value {
    const reader = this.#reader;
    const token = reader.peek();
    if (token.kind === "number") return number(Number(reader.take().text));
    if (token.kind === "string") return { kind: "constant", value: reader.take().text };
    if (reader.sees("lambda")) return { kind: "formula", text: readLambda(reader) };
    if (reader.accepts("[")) return { kind: "list", items: this.#items("]").items };
    if (reader.accepts("(")) {
      const { items, endsWithComma } = this.#items(")");
      // (x) is x; (x, ) and (x, y) are lists.
      return items.length === 1 && !endsWithComma ? items[0] : { kind: "list", items };
    }
    if (token.kind === "name") return this.#named();
    throw reader.error("syntax", "a number, a text, a list, a name or a scheduler");
  }

  #items(end: string): { readonly items: readonly Value[]; readonly endsWithComma: boolean } {
    const items: Value[] = [];
    let endsWithComma = false;
    while (!this.#reader.sees(end)) {
      items.push(this.#sum());
      endsWithComma = this.#reader.accepts(",");
      if (!endsWithComma) break;
    }
    this.#reader.expect(end);
    return { items, endsWithComma };
  }

  /** A word of Python, a variable, or a dotted name that is perhaps called. */
  #named(): Value {
    const reader = this.#reader;
    const first = reader.expectName();
    if (KEYWORDS.has(first.text)) return { kind: "constant", value: KEYWORDS.get(first.text) ?? null };
    let last = first;
    while (reader.accepts(".")) last = reader.expectName();
    if (reader.sees("(")) return this.#called(last);
    if (last !== first) return { kind: "object" };
    const value = this.#variables.get(first.text);
    // The optimizer and the like may come from elsewhere; where a number is needed the place of use says so.
    return value ?? { kind: "object" };
  }

  #called(name: PythonToken): Value {
    const made = this.#make(name);
    if (made !== null) return made;
    this.#passOver();
    // model.to(device).parameters()
    while (this.#reader.accepts(".")) {
      this.#reader.expectName();
      if (this.#reader.sees("(")) this.#passOver();
    }
    return { kind: "object" };
  }

  /** Arguments of a call that is not followed. */
  #passOver(): void {
    const reader = this.#reader;
    reader.expect("(");
    for (let depth = 1; depth > 0;) {
      if (reader.peek().kind === "end") throw reader.error("syntax", ")");
      const { kind, text } = reader.take();
      if (kind === "sign" && "([{".includes(text)) depth += 1;
      if (kind === "sign" && ")]}".includes(text)) depth -= 1;
    }
  }
}

/** The value as JSON has it; undefined for one that was not followed. */
export function plainValue(value: Value): unknown {
  switch (value.kind) {
    case "constant":
      return value.value;
    case "formula":
      return value.text;
    case "schedule":
      return value.spec;
    case "list": {
      const items = value.items.map(plainValue);
      return items.includes(undefined) ? undefined : items;
    }
    case "object":
      return undefined;
  }
}

function number(value: number): Value {
  return { kind: "constant", value };
}

function calculate(operator: string, a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "//":
      return Math.floor(a / b);
    default:
      return a - b * Math.floor(a / b);
  }
}

const KEYWORDS: ReadonlyMap<string, boolean | null> = new Map([
  ["True", true],
  ["False", false],
  ["None", null],
]);

const COMPOUND = ["for", "while", "if", "def", "class", "with", "try", "return", "del", "assert", "raise", "pass"];
