import { jsonText } from "../../src-core/numerics/index.ts";
import type { CliIo } from "./io.ts";

/** A step's number and what belongs to it. */
export type ByStep = Iterable<readonly [step: number, value: unknown]>;

/** A field of an answer that is written piece by piece: an object whose keys are step numbers. */
export class StepMap {
  readonly entries: ByStep;

  constructor(entries: ByStep) {
    this.entries = entries;
  }
}

/** Pieces are gathered to about this many characters before they are written. */
const CHUNK = 1 << 16;

/**
 * Writes one JSON object and a line feed. Called once, when everything is known: what went wrong before leaves standard
 * output empty. Long answers are written in chunks, since one string holds half a gigabyte at most.
 */
export async function writeAnswer(io: CliIo, fields: Readonly<Record<string, unknown>>): Promise<void> {
  let waiting = "";
  for (const piece of pieces(fields)) {
    waiting += piece;
    if (waiting.length < CHUNK) continue;
    await io.write(waiting);
    waiting = "";
  }
  await io.write(`${waiting}\n`);
}

function* pieces(fields: Readonly<Record<string, unknown>>): Generator<string> {
  let separator = "{";
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(name)}:`;
    if (value instanceof StepMap) yield* stepPieces(value.entries);
    else yield jsonText(value);
    separator = ",";
  }
  yield separator === "{" ? "{}" : "}";
}

function* stepPieces(entries: ByStep): Generator<string> {
  let separator = "{";
  for (const [step, value] of entries) {
    yield `${separator}"${step}":${jsonText(value)}`;
    separator = ",";
  }
  yield separator === "{" ? "{}" : "}";
}
