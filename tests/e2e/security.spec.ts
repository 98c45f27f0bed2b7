import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "playwright/test";
import type { LabApi } from "../../src-core/protocol/index.ts";
import { CONTENT_POLICY } from "../../src-main/ipc/content-policy.ts";
import { focusPage, launch, type Launched } from "./support/launch.ts";

/*
 * Each fence of the program, tried from inside the page by somebody who has already got code to run there. What a page
 * tries runs inside a setTimeout where Playwright's own evaluate would be let off the content policy.
 */

declare global {
  interface Window {
    readonly lab: LabApi;
  }
}

let launched: Launched;
let outside: Server;
let outsideAddress: string;
const visits: string[] = [];

test.beforeAll(async () => {
  outside = createServer((request, response) => {
    visits.push(request.url ?? "");
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.end("<title>outside</title>");
  });
  await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
  outsideAddress = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  launched = await launch();
  await launched.page.waitForLoadState("load");
});

test.afterAll(async () => {
  await launched.close();
  await new Promise((resolve) => outside.close(resolve));
});

test.afterEach(async () => {
  // Whatever was tried: still our page, still one window, and nobody outside was reached.
  expect(launched.page.url()).toBe("app://studio/index.html");
  await expect.poll(() => launched.app.windows()).toHaveLength(1);
  expect(visits).toEqual([]);
});

test("the page has no Node, no Electron, and of main only the named functions", async () => {
  const found = await launched.page.evaluate(() => ({
    node: ["require", "process", "module", "Buffer", "global", "ipcRenderer", "electron"].filter(
      (name) => name in window,
    ),
    lab: Object.entries(window.lab).map(([name, value]) => `${name}: ${typeof value}`),
  }));
  expect(found.node).toEqual([]);
  expect(found.lab.every((entry) => entry.endsWith(": function"))).toBe(true);
  expect(found.lab).toHaveLength(22);
});

test("the page cannot replace the functions of the bridge", async () => {
  const isReplaced = await launched.page.evaluate(() => {
    try {
      Object.assign(window.lab, { ready: () => "mine" });
      Object.defineProperty(window, "lab", { value: null });
    } catch {
      // Refused.
    }
    return window.lab === null || String(window.lab.ready).includes("mine");
  });
  expect(isReplaced).toBe(false);
});

for (const [name, code] of [
  ["eval", "eval('window.got = 1')"],
  ["new Function", "new Function('window.got = 1')()"],
  ["the constructor of a function", "(() => 0).constructor('window.got = 1')()"],
  ["a timer with text", "setTimeout('window.got = 1')"],
] as const) {
  test(`text does not become code: ${name}`, async () => {
    const got = await launched.page.evaluate(async (attempt) => {
      const attempts: Record<string, () => void> = {
        eval: () => (0, eval)("window.got = 1"),
        "new Function": () => (new Function("window.got = 1") as () => void)(),
        "the constructor of a function": () =>
          ((() => 0).constructor as FunctionConstructor)("window.got = 1").call(undefined),
        "a timer with text": () => void (window.setTimeout as (code: string) => number)("window.got = 1"),
      };
      const error = await new Promise<string>((resolve) => {
        window.setTimeout(() => {
          try {
            attempts[attempt]();
            resolve("");
          } catch (thrown) {
            resolve(thrown instanceof Error ? thrown.name : "?");
          }
        });
      });
      await new Promise((resolve) => window.setTimeout(resolve, 50));
      return { error, got: "got" in window };
    }, name);
    expect(got.got, code).toBe(false);
    // The text of a timer is dropped without an error.
    expect(got.error).toBe(name === "a timer with text" ? "" : "EvalError");
  });
}

test("markup does not become code: inline scripts, handlers and javascript addresses", async () => {
  const got = await launched.page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.got = 1";
    document.body.append(script);
    const holder = document.createElement("div");
    holder.innerHTML = '<img src="x" onerror="window.got = 1"><a href="javascript:window.got=1">x</a>';
    document.body.append(holder);
    holder.querySelector("a")!.click();
    await new Promise((resolve) => setTimeout(resolve, 200));
    holder.remove();
    script.remove();
    return "got" in window;
  });
  expect(got).toBe(false);
});

test("nothing outside is reached: requests of every kind", async () => {
  const answers = await launched.page.evaluate(async (address) => {
    const settle = (work: Promise<unknown>): Promise<string> =>
      Promise.race([
        work.then(
          () => "reached",
          () => "refused",
        ),
        new Promise<string>((resolve) => setTimeout(resolve, 1_500, "refused")),
      ]);
    const loaded = (element: HTMLElement & { src?: string; href?: string }): Promise<unknown> =>
      new Promise((resolve, reject) => {
        element.addEventListener("load", resolve);
        element.addEventListener("error", reject);
        document.body.append(element);
      });
    const make = (tag: string, properties: object): HTMLElement =>
      Object.assign(document.createElement(tag), properties);
    const socket = (): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const connection = new WebSocket(address.replace("http", "ws"));
        connection.addEventListener("open", resolve);
        connection.addEventListener("error", reject);
      });
    return {
      fetch: await settle(fetch(`${address}/fetch`, { mode: "no-cors" })),
      beacon: navigator.sendBeacon(`${address}/beacon`, "x") ? "queued" : "refused",
      socket: await settle(socket().catch((error: unknown) => Promise.reject(new Error(String(error))))),
      picture: await settle(loaded(make("img", { src: `${address}/picture.png` }))),
      script: await settle(loaded(make("script", { src: `${address}/script.js` }))),
      style: await settle(loaded(make("link", { rel: "stylesheet", href: `${address}/style.css` }))),
      worker: await settle(
        new Promise((resolve, reject) => {
          const worker = new Worker(`${address}/worker.js`);
          worker.onmessage = resolve;
          worker.onerror = reject;
        }),
      ),
    };
  }, outsideAddress);
  expect(Object.values(answers)).not.toContain("reached");
  expect(answers).toMatchObject({ fetch: "refused", socket: "refused", picture: "refused", script: "refused" });
});

test("nothing outside is reached even where the content policy does not speak: the network itself is closed", async () => {
  const cancelled = await launched.app.evaluate(async ({ net }, address) => {
    return net.fetch(address).then(
      () => false,
      () => true,
    );
  }, outsideAddress);
  expect(cancelled).toBe(true);
  // A name that every machine knows by itself.
  const resolved = await launched.app.evaluate(async ({ session }) =>
    session.defaultSession.resolveHost("localhost").then(
      () => "resolved",
      () => "not resolved",
    ),
  );
  expect(resolved).toBe("not resolved");
});

test("the page stays: navigation by script, link, form and meta", async () => {
  const { page } = launched;
  for (const way of ["location", "link", "middle", "form", "meta", "file", "data"] as const) {
    await page.evaluate(
      ({ how, address }) => {
        const link = Object.assign(document.createElement("a"), { href: `${address}/link` });
        const form = Object.assign(document.createElement("form"), { action: `${address}/form`, method: "post" });
        const meta = Object.assign(document.createElement("meta"), {
          httpEquiv: "refresh",
          content: `0;url=${address}/meta`,
        });
        document.body.append(link, form);
        if (how === "location") window.location.href = `${address}/location`;
        if (how === "link") link.click();
        if (how === "middle") link.dispatchEvent(new MouseEvent("auxclick", { button: 1, bubbles: true }));
        if (how === "form") form.submit();
        if (how === "meta") document.head.append(meta);
        if (how === "file") window.location.href = "file:///etc/hostname";
        if (how === "data") window.location.href = "data:text/html,<p>data";
        link.remove();
        form.remove();
      },
      { how: way, address: outsideAddress },
    );
    await page.waitForTimeout(150);
    expect(page.url(), way).toBe("app://studio/index.html");
  }
});

test("no second window and no page within the page", async () => {
  const { page, app } = launched;
  const opened = await page.evaluate((address) => window.open(`${address}/window`) !== null, outsideAddress);
  expect(opened).toBe(false);
  expect(await page.evaluate(() => window.open("app://studio/index.html") !== null)).toBe(false);

  await page.evaluate((address) => {
    for (const [tag, source] of [
      ["iframe", `${address}/frame`],
      ["iframe", "app://studio/index.html"],
      ["webview", `${address}/webview`],
      ["object", `${address}/object`],
      ["embed", `${address}/embed`],
    ] as const) {
      const element = document.createElement(tag);
      element.setAttribute(tag === "object" ? "data" : "src", source);
      element.className = "intruder";
      document.body.append(element);
    }
  }, outsideAddress);
  await page.waitForTimeout(300);
  const inside = page
    .frames()
    .slice(1)
    .map((frame) => frame.url());
  expect(inside.filter((address) => address.startsWith("http") || address.startsWith("app:"))).toEqual([]);
  const guests = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getType()),
  );
  expect(guests).toEqual(["window"]);
  await page.evaluate(() => document.querySelectorAll(".intruder").forEach((element) => element.remove()));
});

test("permissions are denied, but for copying what the page made", async () => {
  const states = await launched.page.evaluate(async () => {
    const ask = (name: string): Promise<string> =>
      navigator.permissions.query({ name: name as PermissionName }).then(
        (status) => status.state,
        () => "unknown",
      );
    const names = [
      "geolocation",
      "notifications",
      "camera",
      "microphone",
      "clipboard-read",
      "midi",
      "persistent-storage",
    ];
    const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => "granted",
      () => "denied",
    );
    const notification = await Notification.requestPermission();
    const place = await new Promise<string>((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve("granted"),
        () => resolve("denied"),
      );
    });
    return { queried: await Promise.all(names.map(ask)), media, notification, place };
  });
  expect(states.queried.filter((state) => state === "granted")).toEqual([]);
  expect(states).toMatchObject({ media: "denied", notification: "denied", place: "denied" });

  await focusPage(launched.page);
  const copied = await launched.page.evaluate(() =>
    navigator.clipboard.writeText("theta").then(
      () => "copied",
      (error: unknown) => String(error),
    ),
  );
  expect(copied).toBe("copied");
  const read = await launched.page.evaluate(() =>
    navigator.clipboard.readText().then(
      () => "read",
      () => "denied",
    ),
  );
  expect(read).toBe("denied");
});

test("nothing is downloaded", async () => {
  const { page, app } = launched;
  await app.evaluate(({ session }) => {
    session.defaultSession.on("will-download", (event) => {
      (globalThis as { prevented?: boolean }).prevented = event.defaultPrevented;
    });
  });
  await page.evaluate(() => {
    const address = URL.createObjectURL(new Blob(["x"]));
    Object.assign(document.createElement("a"), { href: address, download: "x.exe" }).click();
  });
  await expect.poll(() => app.evaluate(() => (globalThis as { prevented?: boolean }).prevented)).toBe(true);
});

test("the app protocol serves the page's files and nothing beside them", async () => {
  const { page, app } = launched;
  const answers = await app.evaluate(async ({ session }) => {
    const ask = async (address: string): Promise<string> => {
      const response = await session.defaultSession.fetch(address).catch(() => null);
      return response === null ? "refused" : `${response.status}`;
    };
    const addresses = [
      "app://studio/index.html",
      "app://studio/../main/index.js",
      "app://studio/..%2fmain%2findex.js",
      "app://studio/%2e%2e/main/index.js",
      "app://studio/..%5cmain%5cindex.js",
      "app://studio//etc/hostname",
      "app://studio/%00index.html",
      "app://studio/%E0%A4%A",
      "app://studio/",
      "app://elsewhere/index.html",
      "app://studio.elsewhere/index.html",
    ];
    return Promise.all(addresses.map(ask));
  });
  expect(answers).toEqual(["200", ...Array.from({ length: 10 }, () => "404")]);

  const headers = await page.evaluate(async () => {
    const response = await fetch("app://studio/index.html");
    return [response.headers.get("content-security-policy"), response.headers.get("x-content-type-options")];
  });
  expect(headers).toEqual([CONTENT_POLICY, "nosniff"]);
  const post = await page.evaluate(async () => (await fetch("app://studio/index.html", { method: "POST" })).status);
  expect(post).toBe(404);
});

test("arguments that are not what they should be are refused with a code, without a path or a stack", async () => {
  const outcomes = await launched.page.evaluate(async () => {
    const lab = window.lab as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const hostile: [string, unknown[]][] = [
      ["submitJob", ["job-x", { kind: "shell", command: "id" }, { priority: "interactive", lane: null }]],
      ["submitJob", ["../../etc", { kind: "runs", runs: [] }, { priority: "interactive", lane: null }]],
      ["cancelJob", [{ toString: "x" }]],
      ["openRecent", ["/etc/passwd"]],
      ["openRecent", ["made-up-id"]],
      ["openRequested", ["__proto__"]],
      ["recoverDraft", ["../../settings"]],
      ["recoverDraft", ["draft-made-up"]],
      ["exportFile", [{ suggestedName: "../../.bashrc", format: "png", bytes: new Uint8Array(1) }]],
      ["exportFile", [{ suggestedName: "x", format: "exe", bytes: new Uint8Array(1) }]],
      ["saveProject", [{ fileId: null, saveAs: false, suggestedName: "x", content: {}, overwriteChanged: false }]],
      ["saveSettings", [{ language: "xx" }]],
      ["setDocumentState", [null]],
      ["confirmClose", ["yes"]],
    ];
    return Promise.all(hostile.map(async ([name, args]) => [name, await lab[name](...args)] as const));
  });
  for (const [name, outcome] of outcomes) {
    expect(outcome, name).toMatchObject({ ok: false });
    const text = JSON.stringify(outcome);
    expect(text, name).not.toMatch(/src-main|node_modules|\bat .*:\d+|\/home\/|\/root\//);
  }
});

test("a file that the page made up has no path to be opened", async () => {
  const outcome = await launched.page.evaluate(() => window.lab.openDropped(new File(["x"], "/etc/passwd")));
  expect(outcome).toMatchObject({ ok: false });
});

test("a message from anything but our page is refused", async () => {
  const refusal = await launched.app.evaluate(async ({ BrowserWindow }) => {
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { sandbox: false, nodeIntegration: true, contextIsolation: false },
    });
    await stranger.loadURL("app://studio/index.html");
    const answer: unknown = await stranger.webContents.executeJavaScript(
      "require('electron').ipcRenderer.invoke('lab:recentFiles')",
    );
    stranger.destroy();
    return answer;
  });
  expect(refusal).toEqual({ ok: false, error: { code: "gate/refused", values: {} } });
});

test("the window is made as it should be: sandbox, isolation, no Node, no spell checking", async () => {
  const preferences = await launched.app.evaluate(({ BrowserWindow, session }) => {
    const contents = BrowserWindow.getAllWindows()[0].webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences();
    const spellChecker = session.defaultSession.isSpellCheckerEnabled();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag, spellChecker };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    spellChecker: false,
  });
});

test("there are no developer tools outside development", async () => {
  const isOpen = await launched.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0].webContents;
    contents.openDevTools({ mode: "detach" });
    await new Promise((resolve) => setTimeout(resolve, 300));
    return contents.isDevToolsOpened();
  });
  expect(isOpen).toBe(false);
});

test("a middle click on a link opens nothing", async () => {
  const { page } = launched;
  await page.evaluate((address) => {
    const link = Object.assign(document.createElement("a"), { href: `${address}/middle`, textContent: "link" });
    link.style.cssText = "position: fixed; left: 400px; top: 300px; padding: 20px";
    link.addEventListener("mousedown", ({ button }) => Object.assign(window, { pressed: button }));
    // Above whatever dialog the page may show.
    const layer = Object.assign(document.createElement("dialog"), { id: "intruder" });
    layer.append(link);
    document.body.append(layer);
    layer.showModal();
  }, outsideAddress);
  await page.mouse.click(415, 315, { button: "middle" });
  await page.waitForTimeout(200);
  expect(await page.evaluate(() => ("pressed" in window ? window.pressed : null))).toBe(1);
  await page.evaluate(() => document.getElementById("intruder")?.remove());
});
