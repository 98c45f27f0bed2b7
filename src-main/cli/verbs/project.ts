import { writeAnswer } from "../answer.ts";
import { UsageError } from "../errors.ts";
import type { CliIo } from "../io.ts";
import { openProject, tellDamage, type OpenedFile } from "../project-file.ts";
import { projectInfo } from "../project-info.ts";

/** `lab project FILE info | run | export --out DIR [--format ...]`. */
export async function project(words: readonly string[], io: CliIo): Promise<void> {
  const { file, action, options } = readWords(words);
  switch (action) {
    case "info":
      refuseOptions(options);
      await writeAnswer(io, projectInfo(await openWhatIsWhole(file, io)));
      return;
    case "run": {
      refuseOptions(options);
      const { runProject } = await import("../project-run.ts");
      await writeAnswer(io, await runProject(await openProject(file, io), file, io));
      return;
    }
    case "export": {
      const { exportProject, readExportOptions } = await import("../project-export.ts");
      const request = readExportOptions(options);
      await writeAnswer(io, await exportProject(await openWhatIsWhole(file, io), request, io));
      return;
    }
  }
}

async function openWhatIsWhole(name: string, io: CliIo): Promise<OpenedFile> {
  const file = await openProject(name, io);
  tellDamage(name, file, io);
  return file;
}

const ACTIONS = ["info", "run", "export"] as const;

interface ProjectWords {
  readonly file: string;
  readonly action: (typeof ACTIONS)[number];
  readonly options: readonly string[];
}

function readWords(words: readonly string[]): ProjectWords {
  const [file, name, ...options] = words;
  if (file === undefined || file.startsWith("-")) {
    throw new UsageError(
      `${file === undefined ? "no file" : JSON.stringify(file)}, allowed: FILE.saddle, then ${ACTIONS.join(", ")}`,
    );
  }
  const action = ACTIONS.find((known) => known === name);
  if (action === undefined) {
    throw new UsageError(
      `${name === undefined ? "nothing" : JSON.stringify(name)} after the file, allowed: ${ACTIONS.join(", ")}`,
    );
  }
  return { file, action, options };
}

function refuseOptions(options: readonly string[]): void {
  const [first] = options;
  if (first !== undefined) throw new UsageError(`unknown option ${JSON.stringify(first)}, allowed: none here`);
}
