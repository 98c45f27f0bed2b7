import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import { expect, test, type Page } from "playwright/test";
import { EXPRESSION_FUNCTIONS } from "../../src-core/expression/index.ts";
import { OPTIMIZERS } from "../../src-core/optimizers/index.ts";
import { EVERY, SCHEDULES } from "../../src-core/schedules/index.ts";
import { exportAs } from "./support/exports.ts";
import { exactLoss } from "./support/inspector.ts";
import { launch, type Launched } from "./support/launch.ts";
import { clickMenu } from "./support/menu.ts";
import { picture, resizeWindow, settled } from "./support/window.ts";

/*
 * What people need who do not see colours, do not use a mouse, or read Chinese: one window, each test going on where the
 * one before stopped. The lab is opened in Chinese, so that what it writes into the project is Chinese as well.
 */

test.describe.configure({ mode: "serial" });

let launched: Launched;
let page: Page;

test.beforeAll(async () => {
  launched = await launch({ systemLanguage: "zh-CN" });
  ({ page } = launched);
  await resizeWindow(launched, 1440, 900);
});

test.afterAll(() => launched.close());

test("the welcome breaks no rule, in both languages", async () => {
  await expect(page.getByTestId("welcome")).toBeVisible();
  for (const language of ["en", "zh-CN"] as const) {
    await speak(language);
    expect(await brokenRules(page), language).toEqual([]);
  }
});

test("the welcome's words are Chinese", async () => {
  expect(await foreignWords(page)).toEqual([]);
});

test("by keys alone: an experiment is opened, and a learning rate is reached and changed", async () => {
  await tabTo(page, "[data-testid=ready-rosenbrock-race]");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("welcome")).toBeHidden();
  await settled(page);

  await tabTo(page, "[data-testid=inspector-run]");
  await page.keyboard.press("Home");
  const step = page.getByTestId("step-field");
  await tabTo(page, "[data-testid=step-field]");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("30");
  await page.keyboard.press("Enter");
  await expect(step).toHaveValue("30");
  const before = await exactLoss(page);

  const runner = page.locator("[data-testid=runner-runner-1]");
  await tabTo(page, "[data-testid=runner-runner-1]");
  await expect(runner).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("Enter");
  await expect(runner).toHaveAttribute("aria-expanded", "true");
  await tabTo(page, "[data-testid=runner-1-lr]");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("0.0005");
  await page.keyboard.press("Enter");
  await settled(page);
  await expect.poll(() => exactLoss(page)).not.toBe(before);
  const typed = await exactLoss(page);

  await tabTo(page, "[data-testid=runner-1-lr-slider]");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByTestId("runner-1-lr")).not.toHaveValue("0.0005");
  await settled(page);
  await expect.poll(() => exactLoss(page)).not.toBe(typed);
});

test("by keys alone: it plays, pauses and goes step by step", async () => {
  const step = page.getByTestId("step-field");
  const play = page.getByTestId("play");
  const name = await play.getAttribute("aria-label");
  await tabTo(page, "[data-testid=instrument-map] [role=group][tabindex='0']");
  await page.keyboard.press("Space");
  await expect(play).not.toHaveAccessibleName(name!);
  await expect.poll(async () => Number(await step.inputValue())).toBeGreaterThan(40);
  await page.keyboard.press("Space");
  await expect(play).toHaveAccessibleName(name!);
  const shown = Number(await step.inputValue());
  await page.keyboard.press(".");
  await expect(step).toHaveValue(String(shown + 1));
  await page.keyboard.press(",");
  await expect(step).toHaveValue(String(shown));
});

test("by keys alone: a start is moved, and each move is undone", async () => {
  const coordinates = async (): Promise<readonly string[]> => [
    await page.getByTestId("start-1-x").inputValue(),
    await page.getByTestId("start-1-y").inputValue(),
  ];
  const handle = page.locator("[data-handle]");
  await tabTo(page, "[data-handle]");
  const places = [await coordinates()];
  expect(places).toEqual([["-1.2", "1"]]);
  for (const key of ["ArrowRight", "ArrowRight", "Shift+ArrowUp"]) {
    await page.keyboard.press(key);
    await expect.poll(coordinates, key).not.toEqual(places.at(-1));
    places.push(await coordinates());
  }
  const [first, , third, last] = places.map((place) => place.map(Number));
  expect(third[0]).toBeGreaterThan(first[0]);
  expect(third[1]).toBe(first[1]);
  expect(last[0]).toBe(third[0]);
  expect(last[1]).toBeGreaterThan(third[1]);
  await settled(page);
  await expect(handle).toBeFocused();
  // Keys sent by a test do not reach the menu, whose accelerators the window system hears; the item is the same.
  const accelerator = await launched.app.evaluate(
    ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById("undo")?.accelerator,
  );
  expect(accelerator).toBe("CmdOrCtrl+Z");
  for (const place of places.slice(0, -1).reverse()) {
    await clickMenu(launched.app, "undo");
    await expect.poll(coordinates).toEqual(place);
  }
  await expect(handle).toBeFocused();
  await settled(page);
});

test("by keys alone: the formula is typed, with its error said beside it", async () => {
  const formula = page.getByTestId("formula");
  const before = await formula.inputValue();
  await tabTo(page, "[data-testid=formula]", { back: true });
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" + ");
  await expect(formula).toHaveAccessibleDescription(/第 \d+ 列/);
  expect(await brokenRules(page)).toEqual([]);
  expect(await foreignWords(page)).toEqual([]);
  await page.keyboard.type("0.1*x^2");
  await expect(formula).toHaveValue(`${before} + 0.1*x^2`);
  await expect(formula).toHaveAttribute("aria-invalid", "false");
  await settled(page);
  // Where it is typed, undo is the field's own.
  await clickMenu(launched.app, "undo");
  await expect(formula).not.toHaveValue(`${before} + 0.1*x^2`);
  await expect(formula).toBeFocused();
  await formula.fill(before);
  await settled(page);
});

test("by keys alone: a dialog is opened, keeps the focus, is closed, and gives the focus back", async () => {
  const opener = page.getByTestId("export-map");
  const dialog = page.getByTestId("export-dialog");
  await tabTo(page, "[data-testid=export-map]");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press("Tab");
    const outside = await dialog.evaluate((node) => {
      const { activeElement } = document;
      return activeElement !== document.body && !node.contains(activeElement);
    });
    expect(outside).toBe(false);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

test("the workspace and its dialogs break no rule, in both languages and themes", async () => {
  // Twenty pictures of the window, each looked over by all of the rules.
  test.setTimeout(180_000);
  // The settings of a runner have been unfolded above; everything else that unfolds follows.
  await expect(page.getByTestId("runner-1-lr")).toBeVisible();
  await unfoldAll(page);
  for (const language of ["en", "zh-CN"] as const) {
    await speak(language);
    for (const theme of ["dark", "light"] as const) {
      await clickMenu(launched.app, `theme-${theme}`);
      await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
      expect(await brokenRules(page), `workspace, ${language}, ${theme}`).toEqual([]);
      for (const dialog of ["export", "catalogue", "shortcuts", "about"] as const) {
        await inDialog(dialog, async () => {
          expect(await brokenRules(page), `${dialog}, ${language}, ${theme}`).toEqual([]);
        });
      }
    }
  }
});

test("every word of the workspace and its dialogs is Chinese, whatever is chosen", async () => {
  // Every method, schedule and clipping there is, some eighty: each is chosen, run and read.
  test.setTimeout(240_000);
  expect(await foreignWords(page), "workspace").toEqual([]);
  for (const dialog of ["export", "catalogue", "shortcuts", "about"] as const) {
    await inDialog(dialog, async () => expect(await foreignWords(page), dialog).toEqual([]));
  }
  // What the pictures say is the same for each; one is enough to see that the runs have ended.
  for (const instrument of ["surface", "curves"]) await page.getByTestId(`show-${instrument}`).click();
  for (const choice of ["runner-1-schedule", "runner-1-clip", "method-runner-1"]) {
    const field = page.locator(`select[data-testid=${choice}]`);
    const values = await field
      .locator("option:enabled")
      .evaluateAll((options) => (options as HTMLOptionElement[]).map(({ value }) => value));
    expect(values.length, choice).toBeGreaterThan(2);
    for (const value of values) {
      await field.selectOption(value);
      await settled(page);
      expect(await foreignWords(page), `${choice}: ${value}`).toEqual([]);
    }
  }
  await picture(page, "map").hover();
  await expect(picture(page, "map").getByRole("status")).toBeVisible();
  expect(await foreignWords(page), "what is said under the pointer").toEqual([]);
  await page.getByTestId("show-curves").click();
});

test("the pictures' words are Chinese", async () => {
  const file = join(tmpdir(), `saddlescope-words-${process.pid}.svg`);
  for (const instrument of ["map", "curves"] as const) {
    const svg = await exportAs(launched, file, { instrument, format: "svg" });
    const words = [...svg.toString("utf8").matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(words.filter((text) => HAN.test(text)).length, instrument).toBeGreaterThan(1);
    expect(words.filter(isForeign), instrument).toEqual([]);
  }
  rmSync(file);
});

async function speak(language: "en" | "zh-CN"): Promise<void> {
  await clickMenu(launched.app, `language-${language}`);
  await expect(page.locator("html")).toHaveAttribute("lang", language);
}

/** Opens a dialog from the menu, and closes it again. */
async function inDialog(
  command: "export" | "catalogue" | "shortcuts" | "about",
  look: () => Promise<void>,
): Promise<void> {
  const dialog = page.locator("dialog[open]");
  await clickMenu(launched.app, command);
  await expect(dialog).toBeVisible();
  await look();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
}

/** Shows every instrument with its options and opens everything that is folded. */
async function unfoldAll(page: Page): Promise<void> {
  for (const instrument of ["map", "surface", "curves"] as const) {
    const show = page.getByTestId(`show-${instrument}`);
    if ((await show.getAttribute("aria-pressed")) === "false") await show.click();
    await page.getByTestId(`options-${instrument}`).click();
  }
  const folded = page.locator("details:not([open]) > summary");
  while ((await folded.count()) > 0) await folded.first().click();
}

/** The rules of WCAG 2 at levels A and AA that what is shown breaks, each with where and why. */
async function brokenRules(page: Page): Promise<readonly string[]> {
  // The content policy lets no script element in; what the tests evaluate is not bound by it.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await checker.run(document, { runOnly: ["wcag2a", "wcag2aa"], resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary ?? ""}`),
    );
  });
}

/** Presses Tab until the focus is there. On its way every place that takes the focus shows that it has it. */
async function tabTo(page: Page, selector: string, { back = false } = {}): Promise<void> {
  const MOST_STOPS = 150;
  const visited: string[] = [];
  for (let presses = 0; presses < MOST_STOPS; presses += 1) {
    await page.keyboard.press(back ? "Shift+Tab" : "Tab");
    const stop = await page.evaluate((wanted) => {
      const node = document.activeElement;
      if (node === null || node === document.body) return { there: false, marked: true, name: "body" };
      const { outlineStyle, outlineWidth } = getComputedStyle(node);
      const marked = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
      const name = node.getAttribute("data-testid") ?? node.getAttribute("aria-label") ?? node.outerHTML.slice(0, 80);
      return { there: node.matches(wanted), marked, name };
    }, selector);
    expect(stop.marked, `${stop.name} shows that it has the focus`).toBe(true);
    if (stop.there) return;
    visited.push(stop.name);
  }
  throw new Error(`Tab does not lead to ${selector}, only to ${visited.join(", ")}`);
}

/** Names that have no Chinese form in textbooks: of methods, people, programs, file formats, colour scales and keys. */
const NAMES = [
  ...["Nesterov", "AdaGrad", "RMSprop", "AdamW", "Adam", "AMSGrad", "lr"],
  ...["Adadelta", "AdaMax", "NAdam", "RAdam", "Adafactor", "Muon", "ASGD", "SGD", "Rprop", "L-BFGS"],
  ...["AdaBelief", "Yogi", "LAMB", "NovoGrad", "Adan", "ADOPT", "AdEMAMix", "signSGD", "Signum", "Lion"],
  ...["Polyak", "DoG", "D-Adaptation", "Prodigy", "Lookahead", "SAM", "BFGS", "Noam", "Transformer", "ResNet"],
  ...["Saddlescope", "PyTorch", "TensorFlow", "optax", "NumPy", "WebGL", "MIT", "SIL", "Inter"],
  ...["Electron", "Chromium", "Node", "Svelte", "ECharts", "three.js", "KaTeX", "mathjs"],
  ...["PNG", "SVG", "CSV", "NPZ", "Viridis", "Cividis", "Magma", "Ctrl", "Shift", "Home", "End", "PgDn", "PgUp"],
  // A language is named in itself, and Python's nothing.
  ...["English", "None"],
];

/** Test functions are called by their authors, some by their formula. */
const TEST_FUNCTION = /\p{Lu}[\p{L}–]+(?= (奇异|桌|第 \d+ 号)?\s?(函数|竞速))|−sinc r|3xy²/gu;

/** Options and what they choose from keep torch's names; an entry of a list has its number behind it. */
const OPTION_NAMES = [
  ...[...OPTIMIZERS, ...SCHEDULES].flatMap(({ options }) =>
    options.flatMap(({ name, choices = [] }) => [name, ...choices]),
  ),
  EVERY.name,
];

const NUMBER = /\d[\d.]*(e[-−+]?\d+)?/g;

/** The works that formulas come from are cited as they are, and what a derivative is at a kink is a formula. */
const QUOTED = [
  ...OPTIMIZERS.map(({ source }) => source),
  ...EXPRESSION_FUNCTIONS.flatMap(({ kink }) => (kink === null ? [] : [kink])),
];

/** What may stand in a Chinese sentence as it is, the longer before the shorter. */
const ALLOWED = [...QUOTED, TEST_FUNCTION, NUMBER, new RegExp(`(?<![A-Za-z])(${NAMES.join("|")})(?![A-Za-z])`, "g")];
const OPTION = new RegExp(`^(${OPTION_NAMES.join("|")})( \\d+)?$`);
const HAN = /\p{Script=Han}/u;

/** A text that holds a word which should be Chinese. A symbol is no word: it has one letter and perhaps an index. */
function isForeign(text: string): boolean {
  const rest = ALLOWED.reduce<string>((left, allowed) => left.replaceAll(allowed, "#"), text);
  return !OPTION.test(text) && /\p{Script=Latin}{2,}/u.test(rest);
}

/** The foreign texts among all that are shown or read out. What a person types, formulas and code are left out. */
async function foreignWords(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const apart = "textarea, input, .katex, code, script, style, [aria-hidden=true].backdrop";
    // An entry of a list that is not open has no place of its own.
    const isShown = (node: Element): boolean => (node.closest("select") ?? node).checkVisibility();
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement!;
      if (parent.closest(apart) === null && isShown(parent)) found.push(walker.currentNode.textContent!.trim());
    }
    for (const name of ["aria-label", "aria-valuetext", "title", "placeholder", "alt"]) {
      for (const node of document.querySelectorAll(`[${name}]`)) {
        if (isShown(node) && node.closest(".katex") === null) found.push(node.getAttribute(name)!.trim());
      }
    }
    return [...new Set(found)];
  });
  expect(texts.filter((text) => HAN.test(text)).length).toBeGreaterThan(5);
  return texts.filter(isForeign);
}
