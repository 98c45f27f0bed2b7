import { inputErrorLine, Interrupted, UsageError } from "./errors.ts";
import { commandHelp, isVerb, LATER_VERBS, VERBS, verbHelp, type VerbName } from "./help.ts";
import { processIo, type CliIo } from "./io.ts";

export const EXIT_DONE = 0;
export const EXIT_FAULT = 1;
export const EXIT_INPUT = 2;
export const EXIT_INTERRUPTED = 130;

/** What a verb does with the words behind its name. It writes its answer to `io` and throws for everything else. */
export type Verb = (words: readonly string[], io: CliIo) => Promise<void>;

/**
 * The command `lab`: the core without a window.
 *
 * @param argv what stands behind `lab`, without the program itself.
 * @returns the exit code: 0 done, 2 wrong input, 130 interrupted, 1 our own fault.
 */
export async function main(argv: readonly string[], io: CliIo = processIo()): Promise<number> {
  const [name = "", ...words] = argv;
  try {
    await dispatch(name, words, io);
    return EXIT_DONE;
  } catch (error) {
    const command = isVerb(name) ? `lab ${name}` : "lab";
    if (error instanceof Interrupted || io.interrupted.aborted) {
      io.writeError(`${command}: interrupted\n`);
      return EXIT_INTERRUPTED;
    }
    const line = inputErrorLine(error);
    if (line !== null) {
      io.writeError(`${command}: ${line}\n`);
      return EXIT_INPUT;
    }
    io.writeError(
      `${command}: a fault of this program: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return EXIT_FAULT;
  } finally {
    io.release();
  }
}

async function dispatch(name: string, words: readonly string[], io: CliIo): Promise<void> {
  if (name === "--help" || name === "-h" || name === "help") {
    await io.write(commandHelp());
    return;
  }
  if (!isVerb(name)) throw new UsageError(unknownVerb(name));
  if (words.includes("--help") || words.includes("-h")) {
    await io.write(verbHelp(name));
    return;
  }
  const verb = await VERB_LOADERS[name]();
  await verb(words, io);
}

/** Each verb brings its own part of the core; what the others need is not loaded. */
const VERB_LOADERS: Readonly<Record<VerbName, () => Promise<Verb>>> = {
  evaluate: async () => (await import("./verbs/evaluate.ts")).evaluate,
  run: async () => (await import("./verbs/run.ts")).run,
  schedule: async () => (await import("./verbs/schedule.ts")).schedule,
  project: async () => (await import("./verbs/project.ts")).project,
};

function unknownVerb(name: string): string {
  const available = `available: ${VERBS.join(", ")}; lab --help explains them`;
  if (name === "") return `no verb, ${available}`;
  if (LATER_VERBS.includes(name)) return `${name} is not part of this version yet, ${available}`;
  return `unknown verb ${JSON.stringify(name)}, ${available}`;
}
