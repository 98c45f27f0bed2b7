import { createParse } from "mathjs/number";

/**
 * mathjs' parser with node classes of our own: plain records instead of mathjs' nodes, which can compile and evaluate themselves.
 * Nothing of mathjs but its grammar is bundled, and nothing that a formula contains can run.
 *
 * Kinds of node that no loss has are all {@link RefusedNode}; the checker refuses whatever it does not know.
 */
export type SyntaxNode =
  | ConstantNode
  | SymbolNode
  | OperatorNode
  | FunctionNode
  | ParenthesisNode
  | ConditionalNode
  | RelationalNode
  | RefusedNode;

/**
 * The tree of a text. Leaves stand in it in the order of the text.
 *
 * @throws SyntaxError with a 1-based `char`, RangeError where the text is nested beyond the stack
 */
export function parseSyntax(text: string): SyntaxNode {
  return parse(text) as SyntaxNode;
}

/** mathjs asks a node's constructor whether it is one. */
class TreeNode {
  get isNode(): true {
    return true;
  }
}

export class ConstantNode extends TreeNode {
  readonly kind = "constant";
  readonly isConstantNode = true;
  readonly value: unknown;
  constructor(value: unknown) {
    super();
    this.value = value;
  }
}

export class SymbolNode extends TreeNode {
  readonly kind = "symbol";
  readonly isSymbolNode = true;
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
}

export class OperatorNode extends TreeNode {
  readonly kind = "operator";
  readonly isOperatorNode = true;
  readonly op: string;
  readonly fn: string;
  readonly args: readonly SyntaxNode[];
  readonly implicit: boolean;
  readonly isPercentage: boolean;
  constructor(op: string, fn: string, args: readonly SyntaxNode[], implicit?: boolean, isPercentage?: boolean) {
    super();
    this.op = op;
    this.fn = fn;
    this.args = args;
    this.implicit = implicit === true;
    this.isPercentage = isPercentage === true;
  }
}

export class FunctionNode extends TreeNode {
  readonly kind = "function";
  readonly isFunctionNode = true;
  readonly fn: SyntaxNode;
  readonly args: readonly SyntaxNode[];
  constructor(fn: SyntaxNode, args: readonly SyntaxNode[]) {
    super();
    this.fn = fn;
    this.args = args;
  }
}

export class ParenthesisNode extends TreeNode {
  readonly kind = "parenthesis";
  readonly content: SyntaxNode;
  constructor(content: SyntaxNode) {
    super();
    this.content = content;
  }
}

export class ConditionalNode extends TreeNode {
  readonly kind = "conditional";
  readonly condition: SyntaxNode;
  readonly trueExpr: SyntaxNode;
  readonly falseExpr: SyntaxNode;
  constructor(condition: SyntaxNode, trueExpr: SyntaxNode, falseExpr: SyntaxNode) {
    super();
    this.condition = condition;
    this.trueExpr = trueExpr;
    this.falseExpr = falseExpr;
  }
}

export class RelationalNode extends TreeNode {
  readonly kind = "relational";
  readonly conditionals: readonly string[];
  readonly params: readonly SyntaxNode[];
  constructor(conditionals: readonly string[], params: readonly SyntaxNode[]) {
    super();
    this.conditionals = conditionals;
    this.params = params;
  }
}

/** Arrays, ranges, objects, accessors, assignments, blocks: known to the parser, unknown to us. */
export class RefusedNode extends TreeNode {
  readonly kind = "refused";
}

declare module "mathjs/number" {
  /** mathjs' parser as a function of the node classes that it builds; exported, but missing in mathjs' typings. */
  export function createParse(dependencies: Readonly<Record<string, unknown>>): (text: string) => unknown;
}

const parse = createParse({
  // The parser is one function of a string here, so no choice by argument types is needed.
  typed: Object.assign((_name: string, signatures: { readonly string: unknown }) => signatures.string, {
    addConversion: () => undefined,
  }),
  numeric: (text: string) => Number(text),
  config: { number: "number", numberFallback: "number" },
  ConstantNode,
  SymbolNode,
  OperatorNode,
  FunctionNode,
  ParenthesisNode,
  ConditionalNode,
  RelationalNode,
  AccessorNode: RefusedNode,
  ArrayNode: RefusedNode,
  AssignmentNode: RefusedNode,
  BlockNode: RefusedNode,
  FunctionAssignmentNode: RefusedNode,
  IndexNode: RefusedNode,
  ObjectNode: RefusedNode,
  RangeNode: RefusedNode,
});
