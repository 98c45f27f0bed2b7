import type { PythonReader } from "./python-reader.ts";

/**
 * Reads `lambda t: ...` (its word `lambda` is next) as a formula in t: arithmetic, comparisons, `a if b else c`, the
 * functions of Python's `math`. Whether a function is one of the lab's is for the formula's own parser to say.
 *
 * @throws PythonError.
 */
export function readLambda(reader: PythonReader): string {
  reader.expect("lambda");
  const variable = reader.expectName().text;
  reader.expect(":");
  return new FormulaReader(reader, variable).choice().text;
}

/** A piece of a formula and how tightly it binds. */
interface Piece {
  readonly text: string;
  readonly level: number;
}

const CHOICE = 0;
const OR = 1;
const AND = 2;
const COMPARISON = 3;
const SUM = 4;
const PRODUCT = 5;
const SIGN = 6;
const POWER = 7;
const ATOM = 8;

class FormulaReader {
  readonly #reader: PythonReader;
  readonly #variable: string;

  constructor(reader: PythonReader, variable: string) {
    this.#reader = reader;
    this.#variable = variable;
  }

  choice(): Piece {
    return this.#reader.within(() => {
      const chosen = this.#chain(["or"], OR, () => this.#and());
      if (!this.#reader.accepts("if")) return chosen;
      const condition = this.#chain(["or"], OR, () => this.#and());
      this.#reader.expect("else");
      const text = `${inside(condition, OR)} ? ${inside(chosen, OR)} : ${inside(this.choice(), OR)}`;
      return { text, level: CHOICE };
    });
  }

  #and(): Piece {
    return this.#chain(["and"], AND, () => this.#not());
  }

  #not(): Piece {
    if (!this.#reader.accepts("not")) return this.#comparison();
    return {
      text: `not ${inside(
        this.#reader.within(() => this.#not()),
        ATOM,
      )}`,
      level: SIGN,
    };
  }

  #comparison(): Piece {
    const left = this.#sum();
    if (!this.#reader.sees(...COMPARISONS)) return left;
    const { text: operator } = this.#reader.take();
    const right = this.#sum();
    if (this.#reader.sees(...COMPARISONS)) throw this.#reader.error("unsupported", "one comparison: a < b and b < c");
    return { text: `${inside(left, SUM)} ${operator} ${inside(right, SUM)}`, level: COMPARISON };
  }

  #sum(): Piece {
    return this.#chain(["+", "-"], SUM, () => this.#product());
  }

  #product(): Piece {
    let left = this.#signed();
    while (this.#reader.sees("*", "/", "%", "//")) {
      const { text: operator } = this.#reader.take();
      const right = this.#signed();
      if (operator === "%") left = { text: `mod(${left.text}, ${right.text})`, level: ATOM };
      else {
        const text = `${inside(left, PRODUCT)} ${operator === "//" ? "/" : operator} ${inside(right, SIGN)}`;
        left = operator === "//" ? { text: `floor(${text})`, level: ATOM } : { text, level: PRODUCT };
      }
    }
    return left;
  }

  #signed(): Piece {
    if (this.#reader.accepts("+")) return this.#reader.within(() => this.#signed());
    if (!this.#reader.accepts("-")) return this.#power();
    return {
      text: `-${inside(
        this.#reader.within(() => this.#signed()),
        SIGN,
      )}`,
      level: SIGN,
    };
  }

  #power(): Piece {
    const base = this.#atom();
    if (!this.#reader.accepts("**")) return base;
    const exponent = this.#reader.within(() => this.#signed());
    return { text: `${inside(base, ATOM)}^${inside(exponent, ATOM)}`, level: POWER };
  }

  #atom(): Piece {
    const reader = this.#reader;
    if (reader.accepts("(")) {
      const piece = this.choice();
      reader.expect(")");
      return piece;
    }
    const token = reader.peek();
    if (token.kind === "number") return { text: reader.take().text, level: ATOM };
    if (token.kind !== "name") throw reader.error("syntax", "a number, a name or (");
    const name = reader.take();
    const isFromMath = (name.text === "math" || name.text === "np" || name.text === "torch") && reader.accepts(".");
    const called = isFromMath ? reader.expectName() : name;
    if (reader.accepts("(")) {
      const operands = [this.choice().text];
      while (reader.accepts(",")) operands.push(this.choice().text);
      reader.expect(")");
      return { text: `${called.text}(${operands.join(", ")})`, level: ATOM };
    }
    if (isFromMath && (called.text === "pi" || called.text === "e")) return { text: called.text, level: ATOM };
    if (!isFromMath && called.text === this.#variable) return { text: "t", level: ATOM };
    throw reader.error("unknown-name", `${this.#variable}, math.pi, math.e, math.sqrt(…)`, called);
  }

  #chain(operators: readonly string[], level: number, read: () => Piece): Piece {
    let left = read();
    while (this.#reader.sees(...operators)) {
      const { text: operator } = this.#reader.take();
      left = { text: `${inside(left, level)} ${operator} ${inside(read(), level + 1)}`, level };
    }
    return left;
  }
}

const COMPARISONS = ["<", "<=", ">", ">=", "==", "!="];

function inside(piece: Piece, level: number): string {
  return piece.level < level ? `(${piece.text})` : piece.text;
}
