/**
 * How large a formula may be. Each limit keeps a hostile text from costing more than a moment, and none is near what a
 * person types: the fifty-parameter network on ten points, written out, is about 5,000 characters and 1,500 nodes.
 */

/** Characters of text. Checked before anything else looks at it. */
export const MAX_TEXT_LENGTH = 30_000;

/** Brackets inside one another; the parser below us overflows the stack at several hundred. */
export const MAX_BRACKET_NESTING = 100;

/** Levels of the parsed tree that do not come from brackets: -(-(-x)), a ? b : c ? d : e, 2^2^2. */
export const MAX_TREE_DEPTH = 300;

/** Different nodes of the graph, shared subexpressions counted once. */
export const MAX_GRAPH_NODES = 5_000;

/** Parameters of one loss; more belong to a network on data, not to a typed formula. */
export const MAX_PARAMETERS = 50;

/** Length of one parameter's or constant's name. */
export const MAX_NAME_LENGTH = 40;

/** Lines of a rule that assign something; Adam has five. */
export const MAX_RULE_LINES = 100;

/** Names of a rule whose values are options. */
export const MAX_RULE_OPTIONS = 50;

/** Calls in a rule that look at a whole vector (norm, sum, ...): each may cost a loop of its own over the entries. */
export const MAX_WHOLE_VECTOR_CALLS = 16;
