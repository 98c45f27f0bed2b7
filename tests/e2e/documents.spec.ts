import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "playwright/test";
import { answerDialogs, askedDialogs } from "./support/dialogs.ts";
import { exactLoss, inspectorDigits, showStep } from "./support/inspector.ts";
import { launch, type Launched } from "./support/launch.ts";
import { clickMenu } from "./support/menu.ts";
import { dropFile, projectDocument, rewriteDocument, rewriteEntry } from "./support/project-files.ts";
import { middleOf, openReady, quit, requestClose, settled, windowTitle } from "./support/window.ts";

/* What is done is kept: files, the questions before anything is lost, and what happens when something goes wrong. */

const CANCEL = { message: 2 };
const DISCARD = { message: 1 };
const SAVE = { message: 0 };

let folder: string;
/** Windows of single tests, ended also when the test has failed half-way. */
const started: Launched[] = [];

async function start(options: Parameters<typeof launch>[0]): Promise<Launched> {
  const launched = await launch(options);
  started.push(launched);
  return launched;
}

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "saddlescope-documents-"));
});

test.afterEach(async () => {
  for (const launched of started.splice(0)) await launched.close();
});

test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const formula = (page: Page) => page.getByTestId("formula");
const notice = (page: Page) => page.getByTestId("notice");

/** What is kept aside against a crash. */
function draftsIn(userData: string): readonly string[] {
  const recovery = join(userData, "recovery");
  return existsSync(recovery) ? readdirSync(recovery).map((name) => readFileSync(join(recovery, name), "utf8")) : [];
}

/** Closes every message that is still on the screen. */
async function closeNotices(page: Page): Promise<void> {
  while ((await notice(page).count()) > 0) await notice(page).first().getByRole("button").click();
}

test.describe("one window", () => {
  test.describe.configure({ mode: "serial" });

  let launched: Launched;
  let page: Page;
  let file: string;

  const title = () => windowTitle(launched.app);
  const asked = async () => (await askedDialogs(launched.app)).length;

  test.beforeAll(async () => {
    launched = await launch();
    ({ page } = launched);
    file = join(folder, "saddle.saddle");
    await openReady(page, "saddle");
  });

  test.afterAll(() => launched.close());

  test("a change is marked in the title, undone and done again", async () => {
    await expect.poll(title).toBe("Untitled project — Saddlescope");
    await page.getByTestId("add-runner").selectOption("adamw");
    await expect.poll(title).toBe("• Untitled project — Saddlescope");
    await expect(page.getByTestId("runner-runner-4")).toBeVisible();

    await clickMenu(launched.app, "undo");
    await expect(page.getByTestId("runner-runner-4")).toBeHidden();
    await expect.poll(title).toBe("Untitled project — Saddlescope");

    await clickMenu(launched.app, "redo");
    await expect(page.getByTestId("runner-runner-4")).toBeVisible();
    await expect.poll(title).toBe("• Untitled project — Saddlescope");
  });

  test("a drag is one step of undo, and looking around is none", async () => {
    // The two starts lie on each other; the one on top is taken.
    const x = page.getByTestId("start-2-x");
    const handle = page.getByRole("button", { name: /^Start 2:/ });
    const { x: left, y: top } = await middleOf(handle);
    await page.mouse.move(left, top);
    await page.mouse.down();
    await page.mouse.move(left + 60, top - 30, { steps: 6 });
    await page.mouse.up();
    await expect(x).not.toHaveValue("-0.9");
    await page.getByTestId("show-curves").click();
    await clickMenu(launched.app, "undo");
    await expect(x).toHaveValue("-0.9");
    await expect(page.getByTestId("instrument-curves")).toBeVisible();
    await expect(page.getByTestId("runner-runner-4")).toBeVisible();
  });

  test("unsaved work is asked about before it would be lost, and cancelling keeps it", async () => {
    await answerDialogs(launched.app, CANCEL);
    await clickMenu(launched.app, "new");
    await expect.poll(asked).toBe(1);
    await requestClose(launched.app);
    await expect.poll(asked).toBe(2);
    expect((await askedDialogs(launched.app))[0]).toMatchObject({ message: "Save the changes to “Untitled project”?" });
    await expect(page.getByTestId("runner-runner-4")).toBeVisible();
    await expect.poll(title).toBe("• Untitled project — Saddlescope");
  });

  test("it is saved where the person says, and nothing is asked any more", async () => {
    await answerDialogs(launched.app, { save: null });
    await clickMenu(launched.app, "save");
    await expect.poll(title).toBe("• Untitled project — Saddlescope");

    await answerDialogs(launched.app, { save: file.replace(/\.saddle$/, "") });
    await clickMenu(launched.app, "save");
    await expect.poll(title).toBe("saddle.saddle — Saddlescope");
    expect(projectDocument(file)).toMatchObject({ format: "saddlescope", version: 1 });
    expect(readdirSync(folder)).toEqual(["saddle.saddle"]);

    const before = await asked();
    await clickMenu(launched.app, "new");
    await expect.poll(title).toBe("Untitled project — Saddlescope");
    await expect(page.getByTestId("runner-runner-4")).toBeHidden();
    expect(await asked()).toBe(before);
  });

  test("the answer Save saves before it goes on; Don't Save does not", async () => {
    const second = join(folder, "second.saddle");
    await page.getByTestId("project-title").fill("Second");
    await expect.poll(title).toBe("• Second — Saddlescope");
    await answerDialogs(launched.app, { ...SAVE, save: second });
    await clickMenu(launched.app, "new");
    await expect.poll(title).toBe("Untitled project — Saddlescope");
    expect(projectDocument(second)).toMatchObject({ title: "Second" });

    await page.getByTestId("project-title").fill("Given up");
    await answerDialogs(launched.app, { ...DISCARD, open: second });
    await clickMenu(launched.app, "open");
    await expect.poll(title).toBe("second.saddle — Saddlescope");
    await expect(page.getByTestId("project-title")).toHaveValue("Second");
    rmSync(second);
  });

  test("recent files are in the menu and on the welcome; one that is gone is said to be gone", async () => {
    const { app } = launched;
    const recent = () =>
      app.evaluate(({ Menu }) =>
        Menu.getApplicationMenu()
          ?.getMenuItemById("recent")
          ?.submenu?.items.map(({ label }) => label),
      );
    await expect
      .poll(recent)
      .toEqual([expect.stringContaining("second.saddle"), expect.stringContaining("saddle.saddle"), "", "Clear List"]);

    await closeNotices(page);
    await clickMenu(app, "welcome");
    const welcome = page.getByTestId("welcome");
    await welcome.getByRole("button", { name: /^second\.saddle/ }).click();
    await expect(notice(page)).toContainText("second.saddle is no longer there");
    await expect(page.getByTestId("project-title")).toHaveValue("Second");
    await closeNotices(page);

    await clickMenu(app, "welcome");
    await expect(welcome.getByRole("button", { name: /second\.saddle/ })).toBeHidden();
    await welcome.getByRole("button", { name: /^saddle\.saddle/ }).click();
    await expect.poll(title).toBe("saddle.saddle — Saddlescope");
    await expect(page.getByTestId("runner-runner-4")).toBeVisible();
    await expect(page.getByTestId("instrument-curves")).toBeVisible();
  });

  test("a file dropped on the window is opened, and shows the very numbers that are in it", async () => {
    const altered = join(folder, "dropped.saddle");
    copyFileSync(file, altered);
    const before = await inspectorDigits(page);
    // A number that no computation gives: seen, it was read and not computed again.
    rewriteEntry(altered, "runs/run-1/loss.npy", (bytes) => {
      const copy = bytes.slice();
      const view = new DataView(copy.buffer);
      view.setFloat64(10 + view.getUint16(8, true), 1234.5678, true);
      return copy;
    });
    await dropFile(page, altered);
    await expect.poll(title).toBe("dropped.saddle — Saddlescope");
    await settled(page);
    await showStep(page, 0);
    await expect.poll(() => exactLoss(page)).toBe("1234.5678");
    expect((await inspectorDigits(page)).run).toBe(before.run);
    await expect.poll(title).toBe("dropped.saddle — Saddlescope");
  });

  test("a file that is no project, or from the future, or cut off, is said to be so and changes nothing", async () => {
    const stranger = join(folder, "photo.saddle");
    const future = join(folder, "future.saddle");
    const cut = join(folder, "cut.saddle");
    writeFileSync(stranger, "no zip at all");
    copyFileSync(file, future);
    rewriteDocument(future, (document) => ({ ...document, version: 99 }));
    writeFileSync(cut, readFileSync(file).subarray(0, 900));
    const before = {
      title: await title(),
      digits: await inspectorDigits(page),
      formula: await formula(page).inputValue(),
    };
    const sentences = {
      en: [
        /photo\.saddle is not a Saddlescope project/,
        /newer Saddlescope \(format 99, this one reads up to 1\)/,
        /cut\.saddle.*damaged.*nothing/i,
      ],
      "zh-CN": [
        /photo\.saddle 不是鞍点实验室的项目文件/,
        /更新版本的鞍点实验室写成（格式 99，本版本最高可读 1）/,
        /cut\.saddle.*损坏/,
      ],
    };
    for (const language of ["zh-CN", "en"] as const) {
      await clickMenu(launched.app, `language-${language}`);
      for (const [index, path] of [stranger, future, cut].entries()) {
        await answerDialogs(launched.app, { open: path });
        await clickMenu(launched.app, "open");
        await expect(notice(page)).toHaveText(sentences[language][index]);
        await closeNotices(page);
      }
    }
    expect(await inspectorDigits(page)).toEqual(before.digits);
    await expect(formula(page)).toHaveValue(before.formula);
    await expect.poll(title).toBe(before.title);
  });

  test("of a file with one damaged part the rest is opened, marked as not saved", async () => {
    const damaged = join(folder, "damaged.saddle");
    const bytes = readFileSync(file);
    const at = bytes.indexOf("runs/run-1/theta.npy") + 300;
    bytes[at] = bytes[at] ^ 0xff;
    writeFileSync(damaged, bytes);
    await dropFile(page, damaged);
    await expect(notice(page)).toContainText("runs/run-1/theta.npy");
    await expect.poll(title).toBe("• damaged.saddle — Saddlescope");
    await expect(page.getByTestId("runner-runner-4")).toBeVisible();
    // What is missing is computed again.
    await settled(page);
    await closeNotices(page);
    await answerDialogs(launched.app, { ...DISCARD, open: file });
    await clickMenu(launched.app, "open");
    await expect.poll(title).toBe("saddle.saddle — Saddlescope");
  });

  test("a file that another program has changed is not overwritten unasked", async () => {
    const conflict = page.getByRole("dialog", { name: "The file was changed by another program" });
    const shared = join(folder, "shared.saddle");
    const elsewhere = join(folder, "elsewhere.saddle");
    copyFileSync(file, shared);
    await answerDialogs(launched.app, { open: shared });
    await clickMenu(launched.app, "open");
    await expect.poll(title).toBe("shared.saddle — Saddlescope");
    rewriteDocument(shared, (document) => ({ ...document, title: "Changed by a colleague" }));
    await page.getByTestId("project-title").fill("Changed by me");

    await clickMenu(launched.app, "save");
    await expect(conflict).toContainText("shared.saddle is no longer as it was");
    await conflict.getByRole("button", { name: "Do not save" }).click();
    await expect(conflict).toBeHidden();
    expect(projectDocument(shared)).toMatchObject({ title: "Changed by a colleague" });
    await expect.poll(title).toBe("• shared.saddle — Saddlescope");

    await answerDialogs(launched.app, { save: elsewhere });
    await clickMenu(launched.app, "save");
    await conflict.getByRole("button", { name: "Save under another name" }).click();
    await expect.poll(title).toBe("elsewhere.saddle — Saddlescope");
    expect(projectDocument(elsewhere)).toMatchObject({ title: "Changed by me" });
    expect(projectDocument(shared)).toMatchObject({ title: "Changed by a colleague" });

    rewriteDocument(elsewhere, (document) => ({ ...document, title: "Changed again" }));
    await page.getByTestId("project-title").fill("Mine after all");
    await clickMenu(launched.app, "save");
    await conflict.getByRole("button", { name: "Replace it" }).click();
    await expect.poll(title).toBe("elsewhere.saddle — Saddlescope");
    expect(projectDocument(elsewhere)).toMatchObject({ title: "Mine after all" });
  });

  test("a place that cannot be written to is said, and the work stays unsaved", async () => {
    await closeNotices(page);
    await page.getByTestId("project-title").fill("Nowhere");
    await answerDialogs(launched.app, { save: join(folder, "no such folder", "x.saddle") });
    await clickMenu(launched.app, "save-as");
    await expect(notice(page)).toContainText("x.saddle");
    await expect.poll(title).toBe("• elsewhere.saddle — Saddlescope");
    await closeNotices(page);
  });

  test("closing saves when asked to, and the process ends", async () => {
    await answerDialogs(launched.app, SAVE);
    await quit(launched);
    expect(projectDocument(join(folder, "elsewhere.saddle"))).toMatchObject({ title: "Nowhere" });
    expect(draftsIn(launched.userData)).toEqual([]);
  });
});

test("work that a crash interrupted is offered at the next start, and recovered", async () => {
  const userData = join(folder, "crashed");
  const first = await start({ userData });
  const file = join(folder, "crash.saddle");
  await openReady(first.page, "toy-network");
  await answerDialogs(first.app, { save: file });
  await clickMenu(first.app, "save");
  await expect.poll(() => windowTitle(first.app)).toBe("crash.saddle — Saddlescope");
  await formula(first.page).fill("(1 - w1*w2)^2 + 0.01*w1^4");
  await first.page.getByTestId("notes").fill("almost lost");
  await expect.poll(() => draftsIn(userData).join("")).toContain("almost lost");
  const ended = first.app.waitForEvent("close");
  process.kill(first.app.process().pid!, "SIGKILL");
  await ended;
  expect(JSON.stringify(projectDocument(file))).not.toContain("almost lost");

  const second = await start({ userData });
  const offer = second.page.getByRole("dialog", { name: "Unsaved work was found" });
  await offer.getByTestId("recover-draft").click();
  await expect(offer).toBeHidden();
  await expect(formula(second.page)).toHaveValue("(1 - w1*w2)^2 + 0.01*w1^4");
  await expect(second.page.getByTestId("notes")).toHaveValue("almost lost");
  await settled(second.page);
  await expect.poll(() => windowTitle(second.app)).toBe("• crash.saddle — Saddlescope");
  // It belongs to the file that it was made from.
  await clickMenu(second.app, "save");
  await expect.poll(() => windowTitle(second.app)).toBe("crash.saddle — Saddlescope");
  expect(JSON.stringify(projectDocument(file))).toContain("almost lost");
  await quit(second);
  expect(draftsIn(userData)).toEqual([]);
});

test("a second start hands its file to the first and ends", async () => {
  const file = join(folder, "handed over.saddle");
  const first = await start({ userData: join(folder, "handing") });
  await openReady(first.page, "valley");
  await answerDialogs(first.app, { save: file });
  await clickMenu(first.app, "save");
  await expect.poll(() => windowTitle(first.app)).toBe("handed over.saddle — Saddlescope");
  await clickMenu(first.app, "new");
  await expect.poll(() => windowTitle(first.app)).toBe("Untitled project — Saddlescope");

  const { program, root } = await first.app.evaluate(({ app }) => ({
    program: process.execPath,
    root: app.getAppPath(),
  }));
  const args = ["--no-sandbox", `--user-data-dir=${first.userData}`, root, "handed over.saddle"];
  const second = spawn(program, args, { cwd: folder, stdio: "ignore", timeout: 20_000 });
  const code = await new Promise((resolve) => second.on("exit", resolve));
  expect(code).toBe(0);
  await expect.poll(() => windowTitle(first.app)).toBe("handed over.saddle — Saddlescope");
  await settled(first.page);
  expect(first.app.windows()).toHaveLength(1);
});

test("settings that were just changed outlive an immediate end", async () => {
  const userData = join(folder, "hurried");
  const first = await start({ userData });
  await expect(first.page.getByTestId("welcome")).toBeVisible();
  await clickMenu(first.app, "language-zh-CN");
  await clickMenu(first.app, "theme-dark");
  await quit(first);
  const second = await start({ userData });
  await expect(second.page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(second.page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a file asked for on the command line that is not there leaves a window that works", async () => {
  const { app, page } = await start({ files: [join(folder, "never.saddle")] });
  await expect(notice(page)).toContainText("never.saddle is no longer there");
  await settled(page);
  await expect.poll(() => windowTitle(app)).toBe("Untitled project — Saddlescope");
});
