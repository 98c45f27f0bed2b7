import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeAtomically } from "../../../src-main/projects/atomic-write.ts";
import { nodeFileLayer } from "../../../src-main/projects/file-layer.ts";
import { withTrouble } from "../support/failing-files.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const root = temporaryFolder();
let count = 0;

/** A folder with a file of old content in it. */
function folderWithOld(): { readonly folder: string; readonly path: string } {
  count += 1;
  const folder = join(root, String(count));
  mkdirSync(folder);
  const path = join(folder, "valley.saddle");
  writeFileSync(path, "old");
  return { folder, path };
}

const fresh = new TextEncoder().encode("new content");
const text = (path: string): string => readFileSync(path, "utf8");
const temporaries = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith(".tmp"));

describe("an atomic write", () => {
  it("replaces the content, keeps the mode, and keeps the old file as the one backup", async () => {
    const { folder, path } = folderWithOld();
    chmodSync(path, 0o640);
    const written = await writeAtomically(nodeFileLayer, path, fresh, { backup: true });
    expect(text(path)).toBe("new content");
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(text(`${path}.bak`)).toBe("old");
    expect(written).toMatchObject({ path, facts: { size: fresh.length, isFile: true } });
    await writeAtomically(nodeFileLayer, path, new TextEncoder().encode("newer"), { backup: true });
    expect(text(`${path}.bak`)).toBe("new content");
    expect(readdirSync(folder).sort()).toEqual(["valley.saddle", "valley.saddle.bak"]);
  });

  it("makes a file that is new, with the given mode, without a backup", async () => {
    const { folder } = folderWithOld();
    const path = join(folder, "鞍点 1.saddle");
    await writeAtomically(nodeFileLayer, path, fresh, { backup: true, mode: 0o600 });
    expect(text(path)).toBe("new content");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(existsSync(`${path}.bak`)).toBe(false);
  });

  it("follows links, also one that leads to a file not there yet, and keeps them", async () => {
    const { folder, path } = folderWithOld();
    mkdirSync(join(folder, "elsewhere"));
    symlinkSync("valley.saddle", join(folder, "link"));
    symlinkSync("elsewhere/new.saddle", join(folder, "dangling"));
    await writeAtomically(nodeFileLayer, join(folder, "link"), fresh, { backup: false });
    const written = await writeAtomically(nodeFileLayer, join(folder, "dangling"), fresh, { backup: false });
    expect(text(path)).toBe("new content");
    expect(written.path).toBe(join(folder, "elsewhere", "new.saddle"));
    expect(text(join(folder, "elsewhere", "new.saddle"))).toBe("new content");
    symlinkSync("loop", join(folder, "loop"));
    await expect(writeAtomically(nodeFileLayer, join(folder, "loop"), fresh, { backup: false })).rejects.toMatchObject({
      code: "ELOOP",
    });
  });

  it("refuses what is not a file", async () => {
    const { folder } = folderWithOld();
    await expect(writeAtomically(nodeFileLayer, folder, fresh, { backup: false })).rejects.toMatchObject({
      code: "EISDIR",
    });
  });

  it("puts the bytes on the disk before the name, and the name before it reports", async () => {
    const { path } = folderWithOld();
    const { files, calls } = withTrouble(nodeFileLayer, null);
    await writeAtomically(files, path, fresh, { backup: true });
    const order = ["create", "write", "sync", "close", "link", "rename", "rename", "syncFolder"];
    expect(calls.filter((name) => order.includes(name))).toEqual(order);
  });

  it("saves without a backup where none can be made", async () => {
    const { folder, path } = folderWithOld();
    const { calls } = await counted(path);
    const files = withTrouble({ ...nodeFileLayer, link: () => Promise.reject(new Error("no links here")) }, null).files;
    await writeAtomically(files, path, fresh, { backup: true });
    expect(text(`${path}.bak`)).toBe("new content");
    const noSpace = { ...files, copy: () => Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" })) };
    await writeAtomically(noSpace, path, new TextEncoder().encode("newest"), { backup: true });
    expect([text(path), text(`${path}.bak`)]).toEqual(["newest", "new content"]);
    expect(temporaries(folder)).toEqual([]);
    expect(calls.length).toBeGreaterThan(8);
  });
});

async function counted(path: string): Promise<{ readonly calls: readonly string[] }> {
  const { files, calls } = withTrouble(nodeFileLayer, null);
  await writeAtomically(files, path, fresh, { backup: true });
  return { calls };
}

describe("when the disk fails at any one call", async () => {
  const { calls } = await counted(folderWithOld().path);
  it.each(calls.map((name, index) => [index + 1, name] as const))(
    "call %i (%s) with EIO: the file is whole, and what was not written is not reported as written",
    async (at, name) => {
      const { folder, path } = folderWithOld();
      const { files } = withTrouble(nodeFileLayer, { at, how: "fail" });
      const outcome = await writeAtomically(files, path, fresh, { backup: true }).then(
        () => "saved",
        () => "failed",
      );
      const content = text(path);
      expect(["old", "new content"]).toContain(content);
      if (outcome === "saved") expect(content).toBe("new content");
      // Only what belongs to the backup may fail without the save failing.
      expect([outcome, name]).toSatisfy(([result, call]) => result === "failed" || ["link", "rename"].includes(call));
      expect(temporaries(folder)).toEqual([]);
    },
  );
});

describe("when the program stops at any one call", async () => {
  const { calls } = await counted(folderWithOld().path);
  it.each(calls.map((name, index) => [index + 1, name] as const))(
    "call %i (%s): the file is the whole old or the whole new one",
    async (at) => {
      const { path } = folderWithOld();
      writeFileSync(`${path}.bak`, "older");
      const { files, stopped } = withTrouble(nodeFileLayer, { at, how: "stop" });
      let isReported = false;
      void writeAtomically(files, path, fresh, { backup: true }).then(() => (isReported = true));
      await stopped;
      expect(["old", "new content"]).toContain(text(path));
      expect(["older", "old"]).toContain(text(`${path}.bak`));
      expect(isReported).toBe(false);
    },
  );
});

describe("when the disk refuses", () => {
  it("to make a file in the folder: the old file is whole", async () => {
    const { path } = folderWithOld();
    const files = {
      ...nodeFileLayer,
      create: () => Promise.reject(Object.assign(new Error("no"), { code: "EACCES" })),
    };
    await expect(writeAtomically(files, path, fresh, { backup: true })).rejects.toMatchObject({ code: "EACCES" });
    expect(text(path)).toBe("old");
  });

  it.each(["ENOSPC", "EDQUOT", "EFBIG"])(
    "%s while writing: the old file is whole and no temporary file is left",
    async (code) => {
      const { folder, path } = folderWithOld();
      const { calls } = await counted(folderWithOld().path);
      const at = calls.indexOf("write") + 1;
      const { files } = withTrouble(nodeFileLayer, { at, how: "fail", code });
      await expect(writeAtomically(files, path, fresh, { backup: true })).rejects.toMatchObject({ code });
      expect(text(path)).toBe("old");
      expect(temporaries(folder)).toEqual([]);
    },
  );

  it.each(["EINVAL", "ENOTSUP", "EPERM"])(
    "to sync a folder (%s), as some file systems do: the file is saved",
    async (code) => {
      const { path } = folderWithOld();
      const files = { ...nodeFileLayer, syncFolder: () => Promise.reject(Object.assign(new Error(code), { code })) };
      await writeAtomically(files, path, fresh, { backup: true });
      expect(text(path)).toBe("new content");
    },
  );
});
