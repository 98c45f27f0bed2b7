import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Locator, type Page } from "playwright/test";
import { coloursOf, exportAs } from "./support/exports.ts";
import { exactLoss, runNames, showRun, showStep } from "./support/inspector.ts";
import { launch, type Launched } from "./support/launch.ts";
import { clickMenu } from "./support/menu.ts";
import { middleOf, openReady, picture, quit, resizeWindow, settled } from "./support/window.ts";

/* Every view of the stage and every way to look at a loss, by the hand and by the keyboard. */

/** Types a loss and waits until its runs are there. */
async function typeLoss(page: Page, text: string): Promise<void> {
  await page.getByTestId("formula").fill(text);
  await expect(page.getByTestId("formula-error")).toBeHidden();
  await settled(page);
}

/** What is said about a place of a picture away from all paths, given as shares of its width and height: name to value. */
async function readAt(page: Page, stage: Locator, across: number, down: number): Promise<Record<string, string>> {
  const box = (await stage.boundingBox())!;
  await page.mouse.move(box.x + box.width * across - 2, box.y + box.height * down - 2);
  await page.mouse.move(box.x + box.width * across, box.y + box.height * down);
  const readout = stage.getByRole("status");
  await expect(readout).toBeVisible();
  await expect(readout.locator(".title"), "a place on a path").toHaveCount(0);
  return readout.evaluate((node) => {
    const names = [...node.querySelectorAll("dt")].map((entry) => entry.textContent.trim());
    const values = [...node.querySelectorAll("dd")].map((entry) => entry.textContent.trim());
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
  });
}

const numberOf = (text: string | undefined): number => Number((text ?? "NaN").replaceAll("−", "-"));

/**
 * The share of pixels in which the picture on the screen differs from the same picture drawn afresh for a file. What an
 * earlier picture left behind shows here.
 */
async function leftBehind(launched: Launched, instrument: "map" | "curves", path: string): Promise<number> {
  const { page } = launched;
  const fresh = await exportAs(launched, path, { instrument, format: "png", scale: 1 });
  return page.getByTestId(`instrument-${instrument}`).evaluate(async (part, base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const { width, height } = bitmap;
    const pixels = (draw: (context: OffscreenCanvasRenderingContext2D) => void): Uint8ClampedArray => {
      const context = new OffscreenCanvas(width, height).getContext("2d")!;
      draw(context);
      return context.getImageData(0, 0, width, height).data;
    };
    const file = pixels((context) => context.drawImage(bitmap, 0, 0));
    const screen = pixels((context) => {
      for (const canvas of part.querySelectorAll("canvas")) context.drawImage(canvas, 0, 0, width, height);
    });
    let different = 0;
    for (let at = 0; at < file.length; at += 4) {
      const distance =
        Math.abs(file[at] - screen[at]) +
        Math.abs(file[at + 1] - screen[at + 1]) +
        Math.abs(file[at + 2] - screen[at + 2]);
      if (distance > 60) different += 1;
    }
    return different / (width * height);
  }, fresh.toString("base64"));
}

/** Letters may lie a fraction of a pixel apart; a forgotten curve or mark is more than this. */
const SAME_PICTURE = 0.001;

/** The picture as it is on the screen has been painted: more than a few colours. */
async function isPainted(page: Page, stage: Locator): Promise<void> {
  await expect.poll(async () => coloursOf(page, await stage.screenshot())).toBeGreaterThan(20);
}

test.describe("losses", () => {
  let launched: Launched;
  let page: Page;

  test.beforeAll(async () => {
    launched = await launch();
    ({ page } = launched);
    await resizeWindow(launched, 1500, 920);
    await openReady(page, "rosenbrock-race");
  });

  test.afterAll(() => launched.close());

  test("of one parameter shows a line plot and no surface", async () => {
    await typeLoss(page, "t^4 - 2*t^2 + 0.3*t");
    await expect(page.getByTestId("instrument-map").getByRole("heading")).toHaveText("Line plot");
    await expect(page.getByTestId("show-surface")).toBeHidden();
    const line = page.getByRole("group", { name: "The loss over t" });
    await isPainted(page, line);
    const read = await readAt(page, line, 0.6, 0.5);
    const t = numberOf(read["t"]);
    expect(numberOf(read["Loss L"])).toBeCloseTo(t ** 4 - 2 * t ** 2 + 0.3 * t, 2);
    await expect(page.getByTestId("inspector").getByRole("columnheader")).toHaveText(["Parameter", "t"]);
  });

  test("of two parameters shows the map and, beside it, the surface", async () => {
    await typeLoss(page, "p^2 + 3*q^2 + p*q");
    await expect(page.getByText("Constants", { exact: true })).toBeHidden();
    const map = page.getByRole("group", { name: "Map of the loss over p and q" });
    await isPainted(page, map);
    const read = await readAt(page, map, 0.3, 0.3);
    const [p, q] = [numberOf(read["p"]), numberOf(read["q"])];
    expect(numberOf(read["Loss L"])).toBeCloseTo(p ** 2 + 3 * q ** 2 + p * q, 1);
    await page.getByTestId("show-surface").click();
    await isPainted(page, page.getByRole("group", { name: "Surface of the loss over p and q" }));
    await page.getByTestId("show-surface").click();
  });

  test("of three and six parameters offer their axes and where the others are held", async () => {
    await typeLoss(page, "u^2 + 2*v^2 + 3*w^2");
    await page.getByTestId("axis-y").selectOption("w");
    const map = page.getByRole("group", { name: "Map of the loss over u and w" });
    await expect(map).toBeVisible();
    await expect(page.getByTestId("held-v")).toBeEnabled();
    await expect(page.getByTestId("held-u")).toBeDisabled();
    await page.getByTestId("held-v").fill("10");
    await settled(page);
    await expect.poll(async () => numberOf((await readAt(page, map, 0.3, 0.3))["Loss L"])).toBeGreaterThan(200);
    // Choosing the parameter of the other axis exchanges the two.
    await page.getByTestId("axis-x").selectOption("w");
    await expect(page.getByRole("group", { name: "Map of the loss over w and u" })).toBeVisible();

    await typeLoss(page, "w1^2 + 2*w2^2 + 3*w3^2 + 4*w10^2 + 5*w11^2 + w1*w12 + w12^2");
    await expect(page.getByTestId("loss-card").getByRole("rowheader")).toHaveText([
      "w1",
      "w2",
      "w3",
      "w10",
      "w11",
      "w12",
    ]);
    await page.getByTestId("axis-x").selectOption("w10");
    await page.getByTestId("axis-y").selectOption("w12");
    await expect(page.getByRole("group", { name: "Map of the loss over w10 and w12" })).toBeVisible();
    await expect(page.getByTestId("inspector").getByRole("rowheader")).toHaveText([
      "w1",
      "w2",
      "w3",
      "w10",
      "w11",
      "w12",
    ]);
    await settled(page);
  });

  test("with a constant have a slider that all paths follow", async () => {
    await typeLoss(page, "k*p^2 + q^2");
    await page.getByTestId("make-constant-k").click();
    await settled(page);
    await expect(page.getByTestId("loss-card").getByRole("rowheader")).toHaveText(["p", "q"]);
    await page.getByTestId("start-1-p").fill("2");
    await page.getByTestId("start-1-q").fill("0");
    await page.getByTestId("constant-k").fill("1.5");
    await settled(page);
    await showStep(page, 0);
    await expect.poll(() => exactLoss(page)).toBe("6");
    const slider = page.getByRole("slider", { name: "Constant k" });
    await slider.focus();
    await page.keyboard.press("End");
    const greatest = Number(await page.getByTestId("constant-k").inputValue());
    await expect.poll(() => exactLoss(page)).toBe(String(greatest * 4));
    expect(greatest).toBeGreaterThan(1.5);
    await page.getByRole("button", { name: "Make k a parameter again" }).click();
    await expect(page.getByTestId("loss-card").getByRole("rowheader")).toHaveText(["k", "p", "q"]);
  });

  test("from several starts, typed or drawn at random from a seed", async () => {
    await typeLoss(page, "p^2 + 2*q^2");
    await page.getByTestId("add-start").click();
    await settled(page);
    await expect(page.getByRole("button", { name: /^Start \d:/ })).toHaveCount(2);
    await expect.poll(() => runNames(page)).toContain("Adam · 2");

    const card = page.getByTestId("starts-card");
    const points = () =>
      card.locator("li input").evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value));
    const draw = async (seed: string): Promise<readonly string[]> => {
      await card.getByRole("textbox", { name: "How many" }).fill("4");
      await card.getByRole("textbox", { name: "Seed" }).fill(seed);
      await page.getByTestId("random-starts").click();
      await expect(page.getByRole("button", { name: /^Start \d:/ })).toHaveCount(4);
      return points();
    };
    const first = await draw("7");
    const other = await draw("8");
    expect(other).not.toEqual(first);
    expect(await draw("7")).toEqual(first);
    await settled(page);
    expect(await runNames(page)).toHaveLength(24);
  });

  test("of the shelf come with their range, their start and their known minima", async () => {
    await page.getByTestId("shelf").selectOption({ label: "Himmelblau" });
    await settled(page);
    await expect(page.getByTestId("formula")).not.toHaveValue("p^2 + 2*q^2");
    await page.getByTestId("options-curves").click();
    await page.getByTestId("quantity-distance").setChecked(true);
    await page.getByTestId("options-curves").click();
    await isPainted(page, page.getByRole("group", { name: "Curves over the steps" }));
  });

  test("leave nothing of an earlier picture behind", async () => {
    const file = join(tmpdir(), `saddlescope-fresh-${process.pid}.png`);
    await page.getByTestId("to-end").click();
    await typeLoss(page, "0.5*p^2 + 0.1*q^2 - 3");
    for (const instrument of ["map", "curves"] as const) {
      expect(await leftBehind(launched, instrument, file), instrument).toBeLessThan(SAME_PICTURE);
    }
    rmSync(file);
  });

  test("without a finite value anywhere say so", async () => {
    await page.getByTestId("formula").fill("log(-1 - x^2 - y^2)");
    await expect(page.getByText("The loss has no finite value anywhere in this window.")).toBeVisible();
    await expect(page.getByTestId("run-ended")).toContainText("Left the domain at step 0");
  });
});

test.describe("the map", () => {
  let launched: Launched;
  let page: Page;
  let map: Locator;

  test.beforeAll(async () => {
    launched = await launch();
    ({ page } = launched);
    await resizeWindow(launched, 1500, 920);
    await openReady(page, "rosenbrock-race");
    map = picture(page, "map");
    await page.getByTestId("options-map").click();
  });

  test.afterAll(() => launched.close());

  const window = async () => {
    const lower = await readAt(page, map, 0.3, 0.78);
    const upper = await readAt(page, map, 0.6, 0.7);
    return {
      x: numberOf(upper["x"]) - numberOf(lower["x"]),
      y: numberOf(upper["y"]) - numberOf(lower["y"]),
      left: numberOf(lower["x"]),
    };
  };
  /** The ground reaches to where the pointer is: outside of it nothing is known of the loss. */
  const groundIsThere = () =>
    expect
      .poll(async () => {
        const read = await readAt(page, map, 0.3, 0.78);
        const [x, y] = [numberOf(read["x"]), numberOf(read["y"])];
        const loss = (1 - x) ** 2 + 100 * (y - x * x) ** 2;
        return Math.abs(numberOf(read["Loss L"]) / loss - 1);
      })
      .toBeLessThan(0.05);

  test("is zoomed by the wheel about the pointer, and the ground is computed again", async () => {
    const before = await window();
    await expect(page.getByTestId("whole-range")).toBeDisabled();
    const fixed = await readAt(page, map, 0.6, 0.7);
    await page.mouse.wheel(0, -600);
    await expect(page.getByTestId("whole-range")).toBeEnabled();
    const after = await window();
    expect(after.x).toBeLessThan(before.x * 0.6);
    expect(after.y).toBeLessThan(before.y * 0.6);
    const moved = numberOf((await readAt(page, map, 0.6, 0.7))["x"]) - numberOf(fixed["x"]);
    expect(Math.abs(moved)).toBeLessThan(after.x * 0.02);
    await groundIsThere();
    // A wheel that is turned on the map does not undo work, and is not undone.
    await clickMenu(launched.app, "undo");
    expect(await window()).toEqual(after);
  });

  test("is moved by a drag, with the ground under the hand", async () => {
    const before = await window();
    const box = (await map.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.65);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.35, box.y + box.height * 0.55, { steps: 5 });
    await page.mouse.up();
    const after = await window();
    // The letters of the axis may need a little more room than before.
    expect(after.x / before.x).toBeCloseTo(1, 1);
    expect(after.left).toBeGreaterThan(before.left + before.x * 0.5);
    await groundIsThere();
  });

  test("is moved and zoomed by keys, back to the whole range by 0 and by a double click", async () => {
    await map.focus();
    await page.keyboard.press("0");
    const before = await window();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("+");
    const after = await window();
    expect(after.x).toBeLessThan(before.x * 0.9);
    await groundIsThere();
    await page.keyboard.press("0");
    await expect(page.getByTestId("whole-range")).toBeDisabled();
    await page.keyboard.press("-");
    await expect(page.getByTestId("whole-range")).toBeEnabled();
    const { x, y } = await middleOf(map);
    await page.mouse.dblclick(x, y);
    await expect(page.getByTestId("whole-range")).toBeDisabled();
    await groundIsThere();
  });

  test("has starts that the keyboard moves", async () => {
    const start = page.getByRole("button", { name: /^Start 1:/ });
    await start.focus();
    await page.keyboard.press("ArrowRight");
    await expect(page.getByTestId("start-1-x")).not.toHaveValue("-1.2");
    await expect(page.getByTestId("start-1-y")).toHaveValue("1");
    await settled(page);
    await clickMenu(launched.app, "undo");
    await expect(page.getByTestId("start-1-x")).toHaveValue("-1.2");
  });

  test("playback listens to plain keys, but not where they are typed", async () => {
    const step = page.getByTestId("step-field");
    await page.getByTestId("to-start").click();
    await expect(step).toHaveValue("0");
    for (const [key, shown] of [
      ["ArrowRight", "1"],
      [".", "2"],
      ["Shift+ArrowRight", "12"],
      [",", "11"],
      ["ArrowLeft", "10"],
      ["End", "4000"],
      ["Home", "0"],
    ] as const) {
      await page.keyboard.press(key);
      await expect(step, key).toHaveValue(shown);
    }
    await map.focus();
    await page.keyboard.press(".");
    await expect(step).toHaveValue("1");
    await page.keyboard.press("Space");
    await expect(page.getByTestId("play")).toHaveAccessibleName("Pause");
    await page.keyboard.press("Space");
    await expect(page.getByTestId("play")).toHaveAccessibleName("Play");
    await showStep(page, 5);
    await page.getByTestId("notes").focus();
    await page.keyboard.press("Home");
    await page.keyboard.type(". ,");
    await expect(step).toHaveValue("5");
    await expect(page.getByTestId("play")).toHaveAccessibleName("Play");
  });
});

test.describe("runs", () => {
  let launched: Launched;
  let page: Page;

  test.beforeAll(async () => {
    launched = await launch();
    ({ page } = launched);
    await resizeWindow(launched, 1500, 920);
  });

  test.afterAll(() => launched.close());

  test("of every ready experiment are drawn", async () => {
    for (const id of ["saddle", "toy-network", "valley", "rosenbrock-race"]) {
      await clickMenu(launched.app, "welcome");
      await openReady(page, id);
      for (const stage of await page.locator("[data-testid^=instrument-] [role=group][tabindex='0']").all()) {
        await isPainted(page, stage);
      }
      await expect(page.getByTestId("notice")).toHaveCount(0);
    }
  });

  test("of the valley: the rate 1e-2 leaves the window at its first step and has diverged, and that is said", async () => {
    await clickMenu(launched.app, "welcome");
    await openReady(page, "valley");
    await showRun(page, "η = 1e-2");
    await page.getByTestId("to-end").click();
    await expect(page.getByTestId("inspector-step")).toHaveText("73");
    await expect(page.getByTestId("run-ended")).toHaveText(
      /^Diverged at step 73: .*(∞|too large|beyond the bound).*smaller learning rate/,
    );
    await expect(page.getByRole("button", { name: "η = 1e-2 diverged at step 73" })).toBeVisible();
    await expect(page.getByTestId("navigator").getByRole("button", { name: /η = 1e-2/ })).toContainText("diverged");
    // The picture is painted; its words are read from the one that is written to a file.
    const file = join(tmpdir(), `saddlescope-valley-${process.pid}.svg`);
    const svg = await exportAs(launched, file, { instrument: "map", format: "svg" });
    rmSync(file);
    const words = await page.evaluate(
      (text) =>
        [...new DOMParser().parseFromString(text, "image/svg+xml").getElementsByTagName("text")]
          .map((node) => node.textContent ?? "")
          .join("\n"),
      svg.toString("utf8"),
    );
    expect(words).toMatch(/leaves the window at step 1 · diverged at step 73/);
    await showStep(page, 2);
    const theta = page
      .getByTestId("inspector")
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader", { name: "θ", exact: true }) });
    await expect(theta).toContainText("−5.6755e6");
  });

  test("of ten million steps show their progress, leave the window free, and are cancelled at once", async () => {
    await clickMenu(launched.app, "welcome");
    await openReady(page, "rosenbrock-race");
    await page.getByTestId("record").selectOption("logarithmic");
    await page.getByTestId("steps").fill("10000000");
    await expect(page.getByTestId("out-of-date")).toContainText("Out of date");
    await page.getByTestId("run").click();
    const progress = page.getByTestId("progress");
    await expect(progress).toContainText(/\d+ % · .* left/);

    // The window answers meanwhile: the longest pause between two frames while something else is done.
    await page.evaluate(() => {
      const watch = { longest: 0, last: performance.now(), on: true };
      Object.assign(globalThis, { watch });
      const tick = (now: number): void => {
        watch.longest = Math.max(watch.longest, now - watch.last);
        watch.last = now;
        if (watch.on) requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
    await page.getByTestId("notes").fill("written while it runs");
    await expect(page.getByTestId("notes")).toHaveValue("written while it runs");
    await expect(progress).toBeVisible();

    const milliseconds = await page.getByTestId("cancel-runs").evaluate(
      (button) =>
        new Promise<number>((resolve) => {
          const clicked = performance.now();
          const observer = new MutationObserver(() => {
            if (document.querySelector("[data-testid=progress]") !== null) return;
            observer.disconnect();
            resolve(performance.now() - clicked);
          });
          observer.observe(document.body, { childList: true, subtree: true });
          (button as HTMLButtonElement).click();
        }),
    );
    const longest = await page.evaluate(() => {
      const { watch } = globalThis as unknown as { watch: { longest: number; on: boolean } };
      watch.on = false;
      return watch.longest;
    });
    test.info().annotations.push({ type: "measured", description: `cancelled after ${milliseconds.toFixed(0)} ms` });
    test
      .info()
      .annotations.push({ type: "measured", description: `longest pause between frames ${longest.toFixed(0)} ms` });
    // The promise is 100 ms on a machine with nothing else to do.
    expect(milliseconds).toBeLessThan(1000);
    expect(longest).toBeLessThan(2000);
    await expect(page.getByTestId("navigator")).toContainText("cancelled");
    // What was cancelled can be run again.
    await expect(page.getByTestId("run")).toBeVisible();
  });
});

test("panes are collapsed and resized, and stay so over a restart", async () => {
  const userData = mkdtempSync(join(tmpdir(), "saddlescope-panes-"));
  const first = await launch({ userData });
  try {
    const { page } = first;
    await resizeWindow(first, 1400, 880);
    await openReady(page, "toy-network");
    await page.getByTestId("hide-navigator").click();
    await expect(page.getByTestId("navigator")).toBeHidden();
    await clickMenu(first.app, "toggle-inspector");
    await expect(page.getByTestId("inspector")).toBeHidden();
    const width = async (other: Page) => Math.round((await other.getByTestId("design").boundingBox())!.width);
    const before = await width(page);
    const { x, y } = await middleOf(page.getByRole("separator", { name: "Border between Design and Stage" }));
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 120, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => width(page)).toBeGreaterThan(before + 100);
    const left = await width(page);
    await quit(first);

    const second = await launch({ userData });
    try {
      await expect(second.page.getByTestId("design")).toBeVisible();
      await expect(second.page.getByTestId("navigator")).toBeHidden();
      await expect(second.page.getByTestId("inspector")).toBeHidden();
      const size = await second.page.evaluate(() => [innerWidth, innerHeight]);
      expect(size).toEqual([1400, 880]);
      await expect.poll(() => width(second.page)).toBeGreaterThan(left - 4);
      expect(await width(second.page)).toBeLessThan(left + 4);
      await second.page.getByTestId("show-navigator").click();
      await expect(second.page.getByTestId("navigator")).toBeVisible();
      await second.page.getByTestId("show-inspector").click();
      await expect(second.page.getByTestId("inspector-step")).toBeVisible();
    } finally {
      await second.close();
    }
  } finally {
    await first.close();
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
  }
});

test("without WebGL the surface says so and shows the map in its place", async () => {
  const { page, close } = await launch({ switches: ["--disable-software-rasterizer", "--disable-gpu"] });
  try {
    await openReady(page, "saddle");
    const surface = page.getByTestId("instrument-surface");
    await expect(surface).toContainText(
      "This computer offers no 3-D drawing (WebGL), so the surface is shown as its map.",
    );
    await isPainted(page, surface.getByRole("group", { name: "Map of the loss over x and y" }));
    await page.getByTestId("export-surface").click();
    await expect(page.getByTestId("export-dialog")).toBeVisible();
  } finally {
    await close();
  }
});
