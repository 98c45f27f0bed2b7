import { OPTIMIZERS } from "../../src-core/optimizers/index.ts";
import { SCHEDULES } from "../../src-core/schedules/index.ts";

/** The verbs that there are, in the order in which the help lists them. */
export const VERBS = ["evaluate", "run", "schedule", "project"] as const;
export type VerbName = (typeof VERBS)[number];

/** Verbs that are documented and not there yet: naming one is no typing error. */
export const LATER_VERBS: readonly string[] = ["train", "network", "critical-points", "spectrum", "slice"];

export function isVerb(name: string): name is VerbName {
  return VERBS.some((verb) => verb === name);
}

/** What `lab --help` prints. */
export function commandHelp(): string {
  const lines = VERBS.map((verb) => `  ${verb.padEnd(WIDTH)}${HELP[verb].summary}`);
  return `lab: losses, optimizers and projects without a window.

  npm run -s lab -- VERB [FILE]

FILE is a JSON file; - or nothing means standard input. The answer is one JSON object on standard output.
Exit code 0: done; 2: the input is wrong (standard error says where); 130: interrupted; 1: a fault of this program.

Verbs
${lines.join("\n")}

npm run -s lab -- VERB --help shows a verb's fields and an example.
`;
}

/** What `lab VERB --help` prints. */
export function verbHelp(verb: VerbName): string {
  const { usage, summary, fields, answer, example } = HELP[verb];
  return `lab ${verb}: ${summary}

  npm run -s lab -- ${usage}

Takes
${rows(fields)}

Gives
${rows(answer)}

Example
${example}
`;
}

/** The example of a verb: a command that can be pasted into a shell in the project's root. */
export function verbExample(verb: VerbName): string {
  return HELP[verb].example;
}

interface VerbHelp {
  readonly usage: string;
  readonly summary: string;
  readonly fields: readonly HelpRow[];
  readonly answer: readonly HelpRow[];
  readonly example: string;
}

type HelpRow = readonly [name: string, text: string];

const WIDTH = 20;
const LINE = 90;

const PROBLEM: HelpRow = [
  "problem",
  '{ "expression": text, "parameters"?: [names, in the order of theta], "constants"?: { name: number } }',
];

const HELP: Readonly<Record<VerbName, VerbHelp>> = {
  evaluate: {
    usage: "evaluate [FILE]",
    summary: "value, gradient, Hessian and its eigenpairs at points, and what kind of points they are",
    fields: [
      PROBLEM,
      ["points", "[[one number per parameter], ...]"],
      ["tolerance?", "an eigenvalue counts as zero below tolerance * the largest magnitude; default 1.5e-8"],
    ],
    answer: [
      ["points", "[{ at, value, gradient, hessian, eigenvalues, eigenvectors, kind }, ...]"],
      ["", "eigenvalues ascend; row i of eigenvectors goes with eigenvalue i"],
      ["", "kind: minimum, maximum, saddle, degenerate or not-critical"],
    ],
    example: `echo '{ "problem": { "expression": "(1 - w1*w2)^2" }, "points": [[0, 0], [1, 1]] }' | npm run -s lab -- evaluate`,
  },
  run: {
    usage: "run [FILE]",
    summary: "an optimizer on a loss, step by step",
    fields: [
      PROBLEM,
      ["start", "[one number per parameter]"],
      ["optimizer", '{ "name": one of the names below, "convention"?, options as in torch.optim (None is null) }'],
      ...wrapped(OPTIMIZERS.map(({ name }) => name)).map((line): HelpRow => ["", line]),
      ["", "convention: pytorch, paper, tensorflow, optax or leedl; each method has those that differ"],
      ["", 'lookahead, sam and gradient_centralization take "optimizer": the method inside, with its lr'],
      ["", 'own-rule takes { "rule": text, "lr"?, "options"?: { name: number }, "start"?: { state: number } }'],
      ["schedule?", '{ "name": none, step, cosine, ..., options as in torch }; default none: lr stays as it is'],
      ["momentumSchedule?", "the same for the method's momentum (or the first of its betas)"],
      ["rateFactors?", "[what each parameter's rate is multiplied by]; default: one rate for all"],
      ["steps", "number of updates, 0 to 10000000"],
      ["record?", '"all" (default) or a list of step numbers'],
      ["companion?", "true: the second point too that some methods keep (an average, Nesterov's textbook variable)"],
      ["state?", "true: the optimizer's own state too"],
      ["seed?", "of the gradient noise, an integer; default 0"],
      ["noise?", "standard deviation of Gaussian noise on every entry of the gradient; default 0"],
      ["clip?", '{ "kind": "norm" or "value", "limit": number }: clips the gradient, after the noise'],
      ["stop?", '{ "gradientNorm"?: converged at or below, "divergence"?: diverged when loss or |theta| exceed it }'],
    ],
    answer: [
      ["theta", '{ "k": [theta after k updates], ... }'],
      ["loss, gradientNorm", '{ "k": number, ... } at that theta, without noise'],
      ["learningRate", '{ "k": rate that update k + 1 uses, ... }'],
      ["companion", '{ "k": [the second point after k updates], ... } if asked for'],
      ["state", '{ "k": { ... }, ... } if asked for'],
      ["stopped", '{ "reason": steps, converged, diverged or left-domain, "step": number of updates made,'],
      ["", '"line"?: of an own rule, where that ended the run }'],
    ],
    example: `echo '{ "problem": { "expression": "(1 - w1*w2)^2" }, "start": [0.3, 0.2], "optimizer": { "name": "adam", "lr": 0.01 }, "steps": 1000, "record": [0, 10, 1000] }' | npm run -s lab -- run`,
  },
  schedule: {
    usage: "schedule [FILE]",
    summary: "the learning rate of every step",
    fields: [
      ["schedule", '{ "name": one of the names below, "convention"?, "every"?: steps per unit, options as in torch }'],
      ...wrapped(SCHEDULES.map(({ name }) => name)).map((line): HelpRow => ["", line]),
      ["baseLearningRate", "the rate that the schedule shapes, at least 0"],
      ["steps", "how many steps, 0 to 10000000"],
      ["metric?", "for plateau: [what is measured after step 0, 1, ...], one number a step"],
    ],
    answer: [
      ["learningRate", "[rate used by step 0, 1, ...]"],
      ["momentum", "the same, where the schedule cycles it; null: the method's own"],
    ],
    example: `echo '{ "schedule": { "name": "cosine", "T_max": 10 }, "baseLearningRate": 0.1, "steps": 11 }' | npm run -s lab -- schedule`,
  },
  project: {
    usage: "project FILE.saddle info | run | export --out DIR [--format png,svg,csv,npz,pytorch]",
    summary: "looks into a project file, brings its runs up to date, writes its figures and tables",
    fields: [
      ["info", "what the file holds, without the arrays"],
      ["run", "makes the runs that are missing or out of date, and writes the file"],
      ["export --out DIR", "writes every figure and table into DIR, which is made if need be"],
      ["--format LIST", "only these, with commas: png, svg (pictures), csv (tables), npz (NumPy arrays),"],
      ["", "pytorch (a script for each run); all of them by default"],
    ],
    answer: [
      ["info", "title, notes, experiments (each with its runs), figures, damage"],
      ["run", "runs: those that were made; upToDate: how many needed nothing"],
      ["export", "files: those that were written, relative to DIR; skipped: what could not be written, and why"],
    ],
    example: "npm run -s lab -- project tests/projects/version-1.saddle info",
  },
};

/** Names with commas, on lines of a terminal's width. */
function wrapped(names: readonly string[]): readonly string[] {
  const lines = [""];
  names.forEach((name, index) => {
    const word = index < names.length - 1 ? `${name}, ` : name;
    const line = lines.at(-1) ?? "";
    if (line.length + word.length > LINE) lines.push(word);
    else lines[lines.length - 1] = line + word;
  });
  return lines.map((line) => line.trim());
}

function rows(list: readonly HelpRow[]): string {
  return list.map(([name, text]) => `  ${name.padEnd(WIDTH)}${text}`).join("\n");
}
