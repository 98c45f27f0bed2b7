import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  assertContiguous,
  migrate,
  MIGRATIONS,
  PROJECT_VERSION,
  type Migration,
} from "../../../src-core/project/index.ts";

const rename: Migration = { from: 1, migrate: ({ name, ...rest }) => ({ ...rest, version: 2, title: name }) };
const count: Migration = { from: 2, migrate: (document) => ({ ...document, version: 3, count: 0 }) };

describe("migrations", () => {
  test("lead from version 1 to the newest without a gap, and each version has its stored sample", () => {
    expect(() => assertContiguous(MIGRATIONS, PROJECT_VERSION)).not.toThrow();
    for (let version = 1; version <= PROJECT_VERSION; version += 1) {
      expect(
        existsSync(new URL(`../../projects/version-${version}.saddle`, import.meta.url)),
        `version ${version}`,
      ).toBe(true);
    }
  });

  test("are applied in order from the document's own version on", () => {
    expect(migrate({ version: 1, name: "a" }, 1, [rename, count], 3)).toEqual({ version: 3, title: "a", count: 0 });
    expect(migrate({ version: 2, title: "b" }, 2, [rename, count], 3)).toEqual({ version: 3, title: "b", count: 0 });
    expect(migrate({ version: 3, title: "c" }, 3, [rename, count], 3)).toEqual({ version: 3, title: "c" });
  });

  test.each([
    ["a gap", [count], 3],
    ["another order", [count, rename], 3],
    ["one too few", [rename], 3],
    ["one too many", [rename, count], 2],
  ])("%s is a fault of the program", (_, migrations, newest) => {
    expect(() => migrate({ version: 1 }, 1, migrations, newest)).toThrow(`do not lead to version ${newest}`);
  });
});
