"use strict";
/** A window of the lab's size with one page and one button, opened the way the lab opens its own. */
const { join } = require("node:path");
const { app, BrowserWindow } = require("electron");

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  });
  window.once("ready-to-show", () => window.show());
  return window.loadFile(join(__dirname, "index.html"));
});
