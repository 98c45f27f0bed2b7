import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** The declarations of the language and of Node are the same for every snippet; reading them once makes these tests quick. */
const declarations = new Map<string, ts.SourceFile | undefined>();

/** The messages that `tsc` would give for this text as a file of that part. */
function diagnose(part: string, text: string): string[] {
  const folder = join(root, part);
  const config = ts.readConfigFile(join(folder, "tsconfig.json"), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, folder);
  const path = join(folder, "snippet-of-a-test.ts");
  const host = ts.createCompilerHost(options);
  const fileExists = host.fileExists.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.fileExists = (name) => name === path || fileExists(name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    if (name === path) return ts.createSourceFile(name, text, languageVersion);
    if (!declarations.has(name)) declarations.set(name, getSourceFile(name, languageVersion, ...rest));
    return declarations.get(name);
  };
  const program = ts.createProgram([path], options, host);
  const file = program.getSourceFile(path);
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((diagnostic) =>
    ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"),
  );
}

const outside = [
  "document",
  "window",
  "process",
  "console",
  "setTimeout",
  "performance",
  "fetch",
  "structuredClone",
  "Buffer",
  "require",
];

describe("the names that a part knows", () => {
  it("core knows the language and nothing else", () => {
    const messages = diagnose("src-core", outside.map((name) => `${name};`).join("\n"));
    expect(messages).toHaveLength(outside.length);
    for (const [index, name] of outside.entries()) expect(messages[index]).toContain(`Cannot find name '${name}'`);
  });

  it("core reads arrays without a `!`, generators and typed arrays included", () => {
    const text = `
      export function* runningSums(values: Float64Array): Generator<number> {
        let sum = 0;
        for (let i = 0; i < values.length; i++) {
          sum += values[i];
          yield sum;
        }
      }
      export const last: number = [1, 2].toSorted()[1];`;
    expect(diagnose("src-core", text)).toEqual([]);
  });

  it.each([
    ["src-main", "process.exitCode = 0;", "document.title;"],
    ["src-main/preload", "document.title;", "lab.start;"],
    ["src-renderer", "document.title;", "process.exitCode;"],
    ["scripts", "process.exitCode = 0;", "document.title;"],
  ])("%s knows its own runtime only", (part, known, unknown) => {
    expect(diagnose(part, known)).toEqual([]);
    expect(diagnose(part, unknown)).toEqual([expect.stringContaining("Cannot find name")]);
  });

  it.each(["src-main", "src-main/preload", "src-renderer", "scripts"])("%s asks whether an entry is there", (part) => {
    expect(diagnose(part, "export const first: number = [1, 2][0];")).toEqual([
      expect.stringContaining("'number | undefined' is not assignable"),
    ]);
  });
});

describe("what every part agrees on", () => {
  it.each(["src-core", "src-main", "src-main/preload", "src-renderer", "tests", "scripts"])("%s is strict", (part) => {
    const refused = [
      ["export function f(x) { return x; }", "implicitly has an 'any' type"],
      ["export const option: { lr?: number } = { lr: undefined };", "exactOptionalPropertyTypes"],
      ["export enum Kind { Minimum }", "erasableSyntaxOnly"],
      ["export class A { constructor(private x: number) {} }", "erasableSyntaxOnly"],
      ["class C { f() {} } export class B extends C { f() {} }", "'override' modifier"],
    ];
    const messages = diagnose(part, refused.map(([text]) => text).join("\n")).join("\n");
    for (const [, message] of refused) expect(messages).toContain(message);
  });
});
