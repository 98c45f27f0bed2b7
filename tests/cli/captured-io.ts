import { main } from "../../src-main/cli/main.ts";
import type { CliIo } from "../../src-main/cli/io.ts";

/** What a call of the command left behind. */
export interface Call {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  /** Standard input: text, or any value, which is sent as JSON. */
  readonly input?: unknown;
  readonly folder?: string;
  /** Ctrl-C. */
  readonly signal?: AbortSignal;
  readonly terminal?: boolean;
}

/** Calls the command within this process. */
export async function lab(words: readonly string[], options: CallOptions = {}): Promise<Call> {
  const { input = "", folder = process.cwd(), signal = new AbortController().signal, terminal = false } = options;
  let [stdout, stderr] = ["", ""];
  const io: CliIo = {
    folder,
    readStdin: () => Promise.resolve(Buffer.from(typeof input === "string" ? input : JSON.stringify(input))),
    stdinIsTerminal: false,
    write: (text) => {
      stdout += text;
      return Promise.resolve();
    },
    writeError: (text) => {
      stderr += text;
    },
    stderrIsTerminal: terminal,
    interrupted: signal,
    release: () => undefined,
  };
  const code = await main(words, io);
  return { code, stdout, stderr };
}

/** The answer of a call that must succeed. */
export async function answer<Answer>(verb: string, input: unknown): Promise<Answer> {
  const { code, stdout, stderr } = await lab([verb], { input });
  if (code !== 0) throw new Error(`exit ${code}: ${stderr}`);
  return JSON.parse(stdout) as Answer;
}
