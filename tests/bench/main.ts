/**
 * `npm run bench [-- NAME...] [--json]`: the numbers to reach, measured. A NAME is a group (see --help).
 *
 * Every group runs in a process of its own, so that what one leaves behind in the engine does not show in the next. Rows come
 * back as lines of JSON.
 */
import { spawn } from "node:child_process";
import { availableParallelism, loadavg } from "node:os";
import { createInterface } from "node:readline";
import { inTurnProbe } from "./core/in-turn.ts";
import { GROUPS, type Group } from "./groups.ts";
import { digits, summary, table } from "./report/table.ts";
import type { Row } from "./report/row.ts";
import { displayScripts, fromRoot, machine } from "./surroundings.ts";

/** Hidden: the process of one group, and the process of one measurement inside a group. */
const GROUP_FLAG = "--group";
const PROBE_FLAG = "--in-turn-probe";

const [first, ...others] = process.argv.slice(2);
if (first === GROUP_FLAG) await runGroup(others[0]);
else if (first === PROBE_FLAG) process.stdout.write(JSON.stringify(inTurnProbe(others)));
else process.exitCode = await runAll(process.argv.slice(2));

async function runGroup(name: string | undefined): Promise<void> {
  const group = GROUPS.find((candidate) => candidate.name === name);
  if (group === undefined) throw new RangeError(`there is no group ${name ?? ""}`);
  for await (const row of group.rows()) process.stdout.write(`${JSON.stringify(row)}\n`);
}

async function runAll(args: readonly string[]): Promise<number> {
  if (args.includes("--help")) {
    process.stdout.write(`${usage()}\n`);
    return 0;
  }
  const names = args.filter((argument) => argument !== "--json");
  const unknown = names.find((name) => !GROUPS.some((group) => group.name === name));
  if (unknown !== undefined) {
    const allowed = GROUPS.map(({ name }) => name).join(", ");
    process.stderr.write(`There is no benchmark ${unknown}; allowed: ${allowed}, --json.\n`);
    return 2;
  }
  const chosen = GROUPS.filter(({ name }) => names.length === 0 || names.includes(name));
  warnIfBusy();
  const rows: Row[] = [];
  let isWhole = true;
  for (const group of chosen) {
    process.stderr.write(`${group.name}: ${group.about} ...\n`);
    const isDone = await startGroup(group, (row) => {
      rows.push(row);
      process.stderr.write(`  ${row.name} ${digits(row.ours)} ${row.unit}\n`);
    });
    if (!isDone) process.stderr.write(`${group.name} broke off; the lines above say why.\n`);
    isWhole &&= isDone;
  }
  const isJson = args.includes("--json");
  const text = isJson
    ? JSON.stringify({ machine: machine(), rows })
    : `${machine()}\n\n${table(rows)}\n\n${summary(rows)}`;
  process.stdout.write(`${text}\n`);
  return isWhole ? 0 : 1;
}

/** Runs a group in its own process; false if that process failed. */
async function startGroup(group: Group, onRow: (row: Row) => void): Promise<boolean> {
  if (!group.needsDisplay) return readRows(group, process.env, onRow);
  const { withDisplay } = await displayScripts();
  return withDisplay((env) => readRows(group, env, onRow));
}

async function readRows(group: Group, env: NodeJS.ProcessEnv, onRow: (row: Row) => void): Promise<boolean> {
  const args = [...process.execArgv, process.argv[1] ?? "", GROUP_FLAG, group.name];
  const child = spawn(process.execPath, args, { cwd: fromRoot(), env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((settle, reject) => {
    child.on("error", reject);
    child.on("close", settle);
  });
  for await (const line of createInterface({ input: child.stdout })) onRow(JSON.parse(line) as Row);
  return (await ended) === 0;
}

/** Ratios stand a busy machine, times do not; whoever reads them should know. */
function warnIfBusy(): void {
  const [load = 0] = loadavg();
  if (load <= availableParallelism() / 2) return;
  process.stderr.write(
    `This machine is busy (load ${load.toFixed(1)}, ${availableParallelism()} cores): times will be too long.\n`,
  );
}

function usage(): string {
  const width = Math.max(...GROUPS.map(({ name }) => name.length));
  const lines = GROUPS.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`);
  return ["npm run bench [-- NAME...] [--json]", "", ...lines].join("\n");
}
