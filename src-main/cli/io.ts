import { once } from "node:events";

/** What the command touches of the world; tests hand in their own. */
export interface CliIo {
  /** The folder that file names on the command line are relative to. */
  readonly folder: string;
  /** All of standard input, as bytes. */
  readStdin(): Promise<Uint8Array>;
  /** True when standard input is a keyboard. */
  readonly stdinIsTerminal: boolean;
  /** Standard output. Resolves when there is room for more. */
  write(text: string): Promise<void>;
  /** Standard error. */
  writeError(text: string): void;
  readonly stderrIsTerminal: boolean;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
  /** Lets go of the process, so that it can end. */
  release(): void;
}

/** The process's own streams. The first Ctrl-C asks for an end, the second one ends. */
export function processIo(): CliIo {
  const interruption = new AbortController();
  const interrupt = () => {
    interruption.abort();
    process.removeListener("SIGINT", interrupt);
    // A read of standard input that still waits would keep the process alive.
    process.stdin.destroy();
  };
  process.on("SIGINT", interrupt);
  // Nobody reads the answer any more (`lab ... | head`): that is no fault.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return {
    folder: process.cwd(),
    readStdin: async () => {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
      } catch (error) {
        if (!interruption.signal.aborted) throw error;
      }
      return Buffer.concat(chunks);
    },
    stdinIsTerminal: process.stdin.isTTY,
    write: async (text) => {
      if (process.stdout.writable && !process.stdout.write(text)) await drained(process.stdout);
    },
    writeError: (text) => {
      process.stderr.write(text);
    },
    stderrIsTerminal: process.stderr.isTTY,
    interrupted: interruption.signal,
    release: () => {
      process.removeListener("SIGINT", interrupt);
      process.stdin.destroy();
    },
  };
}

async function drained(stream: NodeJS.WriteStream): Promise<void> {
  const ended = new AbortController();
  try {
    const { signal } = ended;
    await Promise.race([once(stream, "drain", { signal }), once(stream, "close", { signal })]);
  } catch {
    // A broken pipe: the stream's own listener has seen it.
  } finally {
    ended.abort();
  }
}
