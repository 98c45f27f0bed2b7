import { ExpressionError, excerpt, type ExpressionErrorDetail } from "./expression-error.ts";
import { buildPower, type FunctionTable } from "./functions.ts";
import { Graph } from "./graph.ts";
import { MAX_GRAPH_NODES, MAX_TREE_DEPTH } from "./limits.ts";
import { closestName, isReservedName, NAMED_NUMBERS } from "./names.ts";
import type { Operation } from "./operations.ts";
import type { Token } from "./scan.ts";
import type { FunctionNode, OperatorNode, RelationalNode, SymbolNode, SyntaxNode } from "./syntax-tree.ts";

/**
 * Checks a parsed formula and turns it into a graph. Only what is named here gets through; every other kind of node, operator, function,
 * name or constant is an error with its columns.
 *
 * The parser's nodes carry no positions. Its leaves (names and numbers) stand in the order of the text, so the walk
 * follows the tokens beside it.
 *
 * @returns the root
 * @throws ExpressionError
 */
export function lowerTree(tree: SyntaxNode, context: LoweringContext): number {
  return new Lowering(context).lower(tree, 0);
}

export interface LoweringContext {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly graph: Graph;
  /** What each name of the formula stands for: parameters, constants, pi, e. */
  readonly names: ReadonlyMap<string, number>;
  readonly functions: FunctionTable;
}

/** mathjs' names of the binary operators whose chains grow to the left: x + y + z is (x + y) + z. */
const CHAINS: ReadonlyMap<string, Operation> = new Map([
  ["add", "add"],
  ["subtract", "subtract"],
  ["multiply", "multiply"],
  ["divide", "divide"],
]);

const BINARY: ReadonlyMap<string, Operation> = new Map([
  ["mod", "mod"],
  ["smaller", "less"],
  ["smallerEq", "lessEqual"],
  ["larger", "greater"],
  ["largerEq", "greaterEqual"],
  ["equal", "equal"],
  ["unequal", "unequal"],
  ["and", "and"],
  ["or", "or"],
  ["xor", "xor"],
]);

class Lowering {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #graph: Graph;
  readonly #names: ReadonlyMap<string, number>;
  readonly #functions: FunctionTable;
  #cursor = 0;

  constructor(context: LoweringContext) {
    this.#text = context.text;
    this.#tokens = context.tokens;
    this.#graph = context.graph;
    this.#names = context.names;
    this.#functions = context.functions;
  }

  lower(node: SyntaxNode, depth: number): number {
    if (depth > MAX_TREE_DEPTH) {
      throw this.#whole("too-nested", `> ${String(MAX_TREE_DEPTH)}`, `<= ${String(MAX_TREE_DEPTH)}`);
    }
    if (this.#graph.size > MAX_GRAPH_NODES) {
      throw this.#whole("too-complex", `> ${String(MAX_GRAPH_NODES)}`, `<= ${String(MAX_GRAPH_NODES)}`);
    }
    switch (node.kind) {
      case "constant":
        return this.#constant(node.value);
      case "symbol":
        return this.#symbol(node);
      case "parenthesis":
        return this.lower(node.content, depth);
      case "operator":
        return this.#operator(node, depth);
      case "function":
        return this.#call(node, depth);
      case "conditional": {
        const condition = this.lower(node.condition, depth + 1);
        const whenTrue = this.lower(node.trueExpr, depth + 1);
        return this.#graph.make("select", [condition, whenTrue, this.lower(node.falseExpr, depth + 1)]);
      }
      case "relational":
        return this.#relation(node, depth);
      default:
        throw this.#whole("not-supported", excerpt(this.#text, 0, this.#text.length), "+ - * / ^ ( )");
    }
  }

  #constant(value: unknown): number {
    if (typeof value === "number" && Number.isFinite(value)) {
      this.#advance((token) => token.kind === "number");
      return this.#graph.number(value);
    }
    const token = this.#advance((candidate) => candidate.kind === "name");
    throw this.#at(token, { code: "reserved-name", found: token.text, allowed: "1 0 1e300" });
  }

  #symbol(node: SymbolNode): number {
    const token = this.#advance((candidate) => candidate.text === node.name);
    const id = this.#names.get(node.name);
    if (id !== undefined) return id;
    if (this.#functions.has(node.name)) throw this.#uncalledFunction(token);
    if (isReservedName(node.name)) {
      throw this.#at(token, { code: "reserved-name", found: node.name, allowed: "w1 x theta b_2" });
    }
    const declared = [...this.#names.keys()];
    const allowed = shortList(declared);
    const suggestion = closestName(node.name, [...declared, ...NAMED_NUMBERS]);
    throw this.#at(token, { code: "unknown-name", found: node.name, allowed, suggestion });
  }

  /** Operators; chains that grow to the left are walked in a loop, so that a long sum is not deep. */
  #operator(node: OperatorNode, depth: number): number {
    const chain: OperatorNode[] = [];
    let first: SyntaxNode = node;
    while (first.kind === "operator" && CHAINS.has(first.fn) && first.args.length === 2 && !first.isPercentage) {
      chain.push(first);
      first = first.args[0];
    }
    if (chain.length === 0) return this.#otherOperator(node, depth);
    let result = this.lower(first, depth + 1);
    for (const link of chain.reverse()) {
      const isProductOfCall = link.implicit && link.args[1].kind === "parenthesis" && endsInCall(link.args[0]);
      if (isProductOfCall) throw this.#ambiguousProduct();
      const operation = CHAINS.get(link.fn);
      if (operation === undefined) throw new Error("a chain holds chain operators only");
      result = this.#graph.make(operation, [result, this.lower(link.args[1], depth + 1)]);
    }
    return result;
  }

  #otherOperator(node: OperatorNode, depth: number): number {
    const graph = this.#graph;
    const operands = node.args.map((argument) => this.lower(argument, depth + 1));
    const [a, b] = operands;
    if (operands.length === 2) {
      if (node.fn === "pow") return buildPower(graph, a, b);
      const operation = BINARY.get(node.fn);
      if (operation !== undefined) return graph.make(operation, [a, b]);
    }
    if (operands.length === 1) {
      if (node.fn === "unaryPlus") return a;
      if (node.fn === "not") return graph.make("not", [a]);
      if (node.fn === "unaryMinus") {
        const number = graph.numberAt(a);
        return number === null ? graph.make("negate", [a]) : graph.number(-number);
      }
    }
    throw this.#whole("not-supported", node.op, "+ - * / ^ < <= > >= == != and or xor not mod");
  }

  #call(node: FunctionNode, depth: number): number {
    if (node.fn.kind !== "symbol") throw this.#whole("not-supported", "( ... )( ... )", "sin(x)");
    const name = node.fn.name;
    const token = this.#advance((candidate) => candidate.text === name);
    const closing = this.#closingBracket();
    const range = { start: token.start, end: closing.end };
    if (!this.#functions.has(name)) {
      if (this.#names.has(name)) {
        throw this.#at(token, {
          code: "not-a-function",
          found: `${name}(`,
          allowed: `${name}*(`,
          suggestion: `${name}*`,
        });
      }
      const suggestion = this.#functions.suggest(name);
      throw this.#at(token, {
        code: "unknown-function",
        found: name,
        allowed: "sin exp sqrt max sigmoid ...",
        suggestion,
      });
    }
    const operands = node.args.map((argument) => this.lower(argument, depth + 1));
    const id = this.#functions.build(this.#graph, name, operands);
    if (typeof id === "number") return id;
    const found = `${name} (${String(operands.length)})`;
    throw new ExpressionError({ code: "wrong-argument-count", ...range, found, allowed: id ?? name });
  }

  /** a < b < c is (a < b) and (b < c). */
  #relation(node: RelationalNode, depth: number): number {
    const operands = node.params.map((parameter) => this.lower(parameter, depth + 1));
    let result = -1;
    node.conditionals.forEach((name, index) => {
      const operation = BINARY.get(name);
      if (operation === undefined) throw this.#whole("not-supported", name, "< <= > >= == !=");
      const link = this.#graph.make(operation, [operands[index], operands[index + 1]]);
      result = result === -1 ? link : this.#graph.make("and", [result, link]);
    });
    return result;
  }

  /** The next token that is what the walk has come to. */
  #advance(isMatch: (token: Token) => boolean): Token {
    for (; this.#cursor < this.#tokens.length; this.#cursor += 1) {
      const token = this.#tokens[this.#cursor];
      if (!isMatch(token)) continue;
      this.#cursor += 1;
      return token;
    }
    return { kind: "operator", text: this.#text, start: 0, end: this.#text.length, partner: -1 };
  }

  /** The bracket that closes the call whose name was the last token. */
  #closingBracket(): Token {
    const opening = this.#tokens.at(this.#cursor);
    const partner = opening === undefined ? -1 : opening.partner;
    return this.#tokens.at(partner) ?? this.#tokens[this.#tokens.length - 1];
  }

  /** sin(x)(x): mathjs multiplies, a reader sees a second call. The walk stands at the end of the first call. */
  #ambiguousProduct(): ExpressionError {
    const opening = this.#tokens.findIndex(
      (token, index) => index >= this.#cursor && token.text === "(" && this.#tokens[index - 1].text === ")",
    );
    const start = this.#tokens[opening - 1].start;
    const end = this.#tokens[this.#tokens[opening].partner].end;
    return new ExpressionError({
      code: "ambiguous-product",
      start,
      end,
      found: excerpt(this.#text, start, end),
      allowed: ")*(",
      suggestion: `)*${this.#text.slice(this.#tokens[opening].start, end)}`,
    });
  }

  /** sin x, or sin alone: the last token was the name. */
  #uncalledFunction(name: Token): ExpressionError {
    const next = this.#tokens.at(this.#cursor);
    const isArgument = next !== undefined && next.kind !== "operator";
    const end = isArgument ? next.end : name.end;
    return new ExpressionError({
      code: "function-without-arguments",
      start: name.start,
      end,
      found: excerpt(this.#text, name.start, end),
      allowed: `${name.text}( ... )`,
      suggestion: isArgument ? `${name.text}(${next.text})` : null,
    });
  }

  #at(token: Token, detail: Omit<ExpressionErrorDetail, "start" | "end">): ExpressionError {
    return new ExpressionError({ ...detail, start: token.start, end: token.end });
  }

  #whole(code: ExpressionErrorDetail["code"], found: string, allowed: string): ExpressionError {
    return new ExpressionError({ code, start: 0, end: this.#text.length, found, allowed });
  }
}

/** Whether the last factor of a product is a function's call. */
function endsInCall(node: SyntaxNode): boolean {
  if (node.kind === "function") return true;
  return node.kind === "operator" && node.implicit && endsInCall(node.args[1]);
}

function shortList(names: readonly string[]): string {
  return names.length > MAX_LISTED ? `${names.slice(0, MAX_LISTED).join(" ")} ...` : names.join(" ");
}

const MAX_LISTED = 12;
