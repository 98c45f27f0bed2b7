"use strict";
/**
 * Loaded into the main process in front of an app (electron -r FILE APP), the lab or the bare window alike: puts a watcher into the
 * page, prints when the page is usable (one line, milliseconds since 1970) and ends the app.
 *
 * BENCH_USABLE is the text of a function without arguments, run in the page, that says whether it is usable.
 */
const { app } = require("electron");

app.on("web-contents-created", (_event, contents) => {
  contents.once("dom-ready", () => {
    contents
      .executeJavaScript(`(${watch.toString()})(${process.env.BENCH_USABLE})`)
      .then((time) => {
        process.stdout.write(`usable ${time}\n`);
      })
      .catch((error) => {
        process.stdout.write(`failed ${error}\n`);
      })
      .finally(() => {
        app.exit(0);
      });
  });
});

/**
 * Runs in the page. Looks after every frame that was painted; the time that counts is that of the frame, before the look, which may
 * cost something itself.
 */
const watch = (isUsable) =>
  new Promise((resolve, reject) => {
    const painted = new MessageChannel();
    // A message posted in a frame's callback arrives when that frame has been painted.
    const afterNextFrame = () => {
      globalThis.requestAnimationFrame(() => {
        painted.port2.postMessage(null);
      });
    };
    painted.port1.onmessage = () => {
      const time = performance.timeOrigin + performance.now();
      try {
        if (isUsable()) resolve(time);
        else afterNextFrame();
      } catch (error) {
        reject(error);
      }
    };
    afterNextFrame();
  });
