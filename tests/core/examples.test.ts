import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compileFunction } from "node:vm";
import { describe, expect, test } from "vitest";

// Every `@example` of src-core, run. Lines of the form `expression // => value` are claims, the others plain statements;
// whatever the doors of the folders export is in scope. Values are compared after a round trip through JSON (typed arrays
// as lists), numbers to 1e-12 relative.

const CORE = fileURLToPath(new URL("../../src-core/", import.meta.url));
const RELATIVE = 1e-12;

interface Example {
  readonly file: string;
  readonly line: number;
  readonly code: readonly string[];
}

const doors = import.meta.glob<Readonly<Record<string, unknown>>>("../../src-core/*/index.ts", { eager: true });
const scope = Object.assign({}, ...Object.values(doors)) as Readonly<Record<string, unknown>>;

const files = readdirSync(CORE, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts"))
  .sort();
const examples = files.flatMap((file) => examplesIn(file, readFileSync(`${CORE}${file}`, "utf8")));

test("there are examples, and every folder's door is in scope", () => {
  expect(examples.length).toBeGreaterThan(30);
  for (const name of ["InputError", "createObjective", "createOptimizer", "createSchedule", "runLoop"]) {
    expect(scope).toHaveProperty(name);
  }
});

describe.each([...new Set(examples.map(({ file }) => file))])("%s", (file) => {
  const list = examples.filter((example) => example.file === file);
  test.each(list.map((example) => [example.line, example] as const))("line %i", (_line, example) => {
    const claims = run(example);
    expect(claims.length, "an example claims something: `expression // => value`").toBeGreaterThan(0);
    for (const { text, actual, expected } of claims) expectAlike(plain(actual), plain(expected), text);
  });
});

/** The `@example` blocks of a file's comments: from the tag to the next one or to the end of the comment. */
function examplesIn(file: string, text: string): Example[] {
  const found: Example[] = [];
  for (const comment of text.matchAll(/\/\*\*.*?\*\//gs)) {
    const firstLine = text.slice(0, comment.index).split("\n").length;
    const lines = comment[0]
      .replace(/\*\/$/, "")
      .split("\n")
      .map((line) => line.replace(/^\s*\/?\*+ ?/, ""));
    let code: string[] | null = null;
    for (const [index, line] of lines.entries()) {
      const example = /^@example\b ?(.*)$/.exec(line);
      if (example) {
        code = [example[1] ?? ""];
        found.push({ file, line: firstLine + index, code });
      } else if (line.startsWith("@")) {
        code = null;
      } else if (line.trim() !== "") {
        code?.push(line);
      }
    }
  }
  return found;
}

interface Claim {
  readonly text: string;
  readonly actual: unknown;
  readonly expected: unknown;
}

function run({ code }: Example): Claim[] {
  const claims: Claim[] = [];
  const claim = (text: string, actual: unknown, expected: unknown): void => {
    claims.push({ text, actual, expected });
  };
  const statements = code.map((line) => {
    const parts = /^(.*?);?\s*\/\/ => (.*)$/.exec(line);
    return parts ? `claim(${JSON.stringify(line)}, (${parts[1] ?? ""}), (${parts[2] ?? ""}));` : line;
  });
  const names = Object.keys(scope);
  const body = `"use strict";\n${statements.join("\n")}`;
  compileFunction(body, ["claim", ...names])(claim, ...names.map((name) => scope[name]));
  return claims;
}

/** As JSON would have it, with typed arrays as lists. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (_key, entry: unknown) =>
    ArrayBuffer.isView(entry) && !(entry instanceof DataView)
      ? Array.from(entry as unknown as Iterable<number>)
      : entry,
  ) as string | undefined;
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

function expectAlike(actual: unknown, expected: unknown, place: string): void {
  if (typeof actual === "number" && typeof expected === "number") {
    expect(Math.abs(actual - expected), place).toBeLessThanOrEqual(
      RELATIVE * Math.max(Math.abs(expected), Number.MIN_VALUE),
    );
  } else if (typeof actual === "object" && actual !== null && typeof expected === "object" && expected !== null) {
    expect(Object.keys(actual).sort(), place).toEqual(Object.keys(expected).sort());
    for (const [key, value] of Object.entries(actual)) {
      expectAlike(value, (expected as Readonly<Record<string, unknown>>)[key], `${place}, at ${key}`);
    }
  } else {
    expect(actual, place).toEqual(expected);
  }
}
