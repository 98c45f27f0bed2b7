import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { LATER_VERBS, VERBS, verbExample } from "../../src-main/cli/help.ts";
import { lab } from "./captured-io.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The first call builds the command. */
const BUILD_TIME = 120_000;

/** Runs a line as a person would paste it. */
async function shell(line: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn("sh", ["-c", line], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout: stdout(), stderr: stderr() };
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

describe("the command in a process of its own", () => {
  beforeAll(async () => {
    await shell("npm run -s lab -- --help");
  }, BUILD_TIME);

  test("--help lists the verbs", async () => {
    const { code, stdout, stderr } = await shell("npm run -s lab -- --help");
    expect([code, stderr]).toEqual([0, ""]);
    for (const verb of VERBS) expect(stdout).toContain(`\n  ${verb}`);
    for (const verb of LATER_VERBS) expect(stdout).not.toContain(`  ${verb} `);
  });

  test.each(VERBS)("the example of %s can be pasted", async (verb) => {
    const { stdout: help } = await lab([verb, "--help"]);
    expect(help).toContain(verbExample(verb));
    const { code, stdout, stderr } = await shell(verbExample(verb));
    expect([code, stderr]).toEqual([0, ""]);
    // One object, one line, nothing else.
    expect(stdout.split("\n")).toHaveLength(2);
    expect(typeof JSON.parse(stdout)).toBe("object");
  });

  test("wrong input: exit 2, a line on standard error, nothing on standard output", async () => {
    const { code, stdout, stderr } = await shell("echo '{' | npm run -s lab -- run -");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^lab run: the input is not JSON at line 2, column 1: [^\n]*\n$/);
  });

  test("a reader that has enough does no harm", async () => {
    const { code, stderr } = await shell(
      `echo '{"schedule":{"name":"none"},"baseLearningRate":0.1,"steps":1000000}' | npm run -s lab -- schedule | head -c 10`,
    );
    expect([code, stderr]).toEqual([0, ""]);
  });

  test("Ctrl-C: exit 130, nothing on standard output", async () => {
    // 100 parameters' worth of work: some ten seconds.
    const terms = Array.from({ length: 50 }, (_, index) => `sin(x${index}*x${(index + 7) % 50})^2`).join(" + ");
    const start = Array.from({ length: 50 }, (_, index) => index / 50);
    const input = {
      problem: { expression: terms },
      start,
      optimizer: { name: "adam" },
      steps: 10_000_000,
      record: [0],
    };
    const child = spawn(process.execPath, ["scripts/lab.mjs", "run"], { cwd: ROOT, stdio: ["pipe", "pipe", "pipe"] });
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    child.stdin.end(JSON.stringify(input));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const begun = performance.now();
    child.kill("SIGINT");
    const [code] = (await once(child, "close")) as [number | null];
    expect([code, stdout(), stderr()]).toEqual([130, "", "lab run: interrupted\n"]);
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  test("Ctrl-C while it waits for input", async () => {
    const child = spawn(process.execPath, ["scripts/lab.mjs", "run"], { cwd: ROOT, stdio: ["pipe", "pipe", "pipe"] });
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    await new Promise((resolve) => setTimeout(resolve, 700));
    child.kill("SIGINT");
    const [code] = (await once(child, "close")) as [number | null];
    expect([code, stdout(), stderr()]).toEqual([130, "", "lab run: interrupted\n"]);
  });
});

describe("progress", () => {
  const input = {
    // Takes seconds anywhere: the bar appears after half of one.
    problem: { expression: "sin(x*y)^2 + cos(x + 2*y)^2*exp(-x^2) + y^4" },
    start: [1, 2],
    optimizer: { name: "adam" },
    steps: 10_000_000,
    record: [0],
  };

  test("is a bar with rate and time left on a terminal, taken away at the end", async () => {
    const { code, stdout, stderr } = await lab(["run"], { input, terminal: true });
    expect(code).toBe(0);
    expect(stdout).not.toContain("#");
    expect(stderr).toMatch(/\[#*-*\] \d+% {2}[\d,]+ steps\/s {2}[^\r]+ left/);
    expect(stderr.endsWith("\r\u001b[K")).toBe(true);
  });

  test("is silent elsewhere", async () => {
    expect((await lab(["run"], { input: { ...input, steps: 1000 } })).stderr).toBe("");
  });
});
