import type { Graph } from "./graph.ts";
import { NAMED_NUMBERS, NUMBER_SYMBOLS } from "./names.ts";

/** What pi and e stand for in a graph, under every spelling that a text uses; names declared later hide them. */
export function namedNumbers(graph: Graph, text: string): Map<string, number> {
  const known = new Map<string, number>();
  for (const name of NAMED_NUMBERS) known.set(name, graph.make(name));
  for (const [symbol, name] of NUMBER_SYMBOLS) if (text.includes(symbol)) known.set(symbol, graph.make(name));
  return known;
}
