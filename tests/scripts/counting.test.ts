import { describe, expect, it } from "vitest";
import { brokenSuite, closingLine, countPlaywright, countVitest } from "../../scripts/runtime/counting.mjs";

const ESCAPE = String.fromCharCode(27);

const vitestReport = {
  testResults: [
    {
      name: "a.test.ts",
      status: "failed",
      assertionResults: [
        { fullName: "a adds", status: "passed" },
        { fullName: "a divides", status: "failed", failureMessages: [`${ESCAPE}[31mexpected 1 to be 2${ESCAPE}[39m`] },
        { fullName: "a waits", status: "skipped" },
        { fullName: "a is planned", status: "todo" },
      ],
    },
    { name: "b.test.ts", status: "failed", message: "Cannot find module", assertionResults: [] },
  ],
};

const playwrightReport = {
  suites: [
    {
      title: "story.spec.ts",
      specs: [{ title: "opens", tests: [{ status: "expected", results: [{}] }] }],
      suites: [
        {
          title: "files",
          specs: [
            { title: "saves", tests: [{ status: "unexpected", results: [{ error: { message: "no file" } }] }] },
            { title: "reopens", tests: [{ status: "flaky", results: [{ error: { message: "late" } }, {}] }] },
            { title: "mounts", tests: [{ status: "skipped", results: [] }] },
          ],
        },
      ],
    },
  ],
  errors: [],
};

describe("counting", () => {
  it("reads vitest's report: tests, and files that could not be loaded", () => {
    expect(countVitest("unit", vitestReport, 1)).toEqual({
      suite: "unit",
      passed: 1,
      failed: 2,
      skipped: 2,
      failures: ["a divides: expected 1 to be 2", "b.test.ts: Cannot find module"],
    });
  });

  it("reads Playwright's report through all its levels", () => {
    expect(countPlaywright("e2e", playwrightReport, 1)).toEqual({
      suite: "e2e",
      passed: 2,
      failed: 1,
      skipped: 1,
      failures: ["story.spec.ts > files > saves: no file"],
    });
  });

  it("counts failures outside any test", () => {
    const report = { suites: [], errors: [{ message: "config is broken" }] };
    expect(countPlaywright("e2e", report, 1)).toMatchObject({ failed: 1, failures: ["config is broken"] });
  });

  it("takes a runner that ran nothing, crashed, or hides its failure as failed", () => {
    expect(countVitest("unit", { testResults: [] }, 0)).toMatchObject({ failed: 1, failures: ["No test ran."] });
    expect(countVitest("unit", undefined, 139)).toMatchObject({ passed: 0, failed: 1 });
    expect(countPlaywright("e2e", undefined, 0)).toMatchObject({ passed: 0, failed: 1 });
    const clean = {
      testResults: [{ name: "a", status: "passed", assertionResults: [{ fullName: "a", status: "passed" }] }],
    };
    expect(countVitest("unit", clean, 0)).toMatchObject({ passed: 1, failed: 0 });
    expect(countVitest("unit", clean, 1)).toMatchObject({ passed: 1, failed: 1 });
  });

  it("does not count skipped tests as a run", () => {
    const report = {
      testResults: [{ name: "a", status: "passed", assertionResults: [{ fullName: "a", status: "pending" }] }],
    };
    expect(countVitest("unit", report, 0)).toMatchObject({ failed: 1, skipped: 1 });
  });

  it("ends with one line over all suites", () => {
    const passed = { suite: "a", passed: 3, failed: 0, skipped: 0, failures: [] };
    expect(closingLine([passed])).toBe("3 passed, 0 failed");
    expect(closingLine([passed, brokenSuite("b", "crashed")])).toBe("3 passed, 1 failed");
    expect(closingLine([passed, { ...passed, skipped: 2 }])).toBe("6 passed, 0 failed, 2 skipped");
  });
});
