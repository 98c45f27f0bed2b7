/**
 * The default app: what Electron runs when it finds no app beside itself, and thereby what makes `electron FOLDER` work.
 *
 * The fallback package comes without one. Electron's own is part of its build and not published by itself, so this is
 * ours, no longer than it must be. It is an ES module that awaits the app at top level: Electron holds back `ready` until
 * then, so that an app can still register its protocol schemes. And it is a real asar file, because packers expect one.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createPackage } from "@electron/asar";

const PACKAGE = JSON.stringify({ name: "electron", productName: "Electron", main: "main.js", type: "module" });

// The order of names and paths is that of Electron's own default app: names first, since folders derive from them.
const MAIN = `import { app } from "electron/main";
import { existsSync, readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const preloads = [];
let target;
for (let i = 1; i < process.argv.length; i++) {
  const argument = process.argv[i];
  if (argument === "-r" || argument === "--require") preloads.push(process.argv[++i]);
  else if (argument.startsWith("--require=")) preloads.push(argument.slice("--require=".length));
  else if (!argument.startsWith("-")) {
    target = resolve(argument);
    break;
  }
}

Object.defineProperty(process, "defaultApp", { configurable: false, enumerable: true, value: true });
if (target === undefined) {
  process.stderr.write("Usage: electron [switches] FOLDER-OR-FILE [arguments]\\n");
  app.exit(1);
} else {
  for (const file of preloads) require(resolve(file));
  const description = join(target, "package.json");
  const isFolder = existsSync(description);
  if (isFolder) {
    const { version, productName, name, desktopName } = JSON.parse(readFileSync(description, "utf8"));
    if (version) app.setVersion(version);
    if (productName ?? name) app.name = productName ?? name;
    if (desktopName) app.setDesktopName(desktopName);
  }
  let main;
  try {
    main = Module._resolveFilename(target, null, true);
  } catch (error) {
    process.stderr.write("No Electron app at " + target + ": " + error.message + "\\n");
    app.exit(1);
  }
  if (main !== undefined) {
    app.setAppPath(isFolder ? target : dirname(main));
    await import(pathToFileURL(main).href);
  }
}
`;

/**
 * Writes the default app as `default_app.asar`.
 *
 * @param {string} resources Electron's resources folder
 */
export async function writeDefaultApp(resources) {
  const source = join(resources, "default_app");
  await mkdir(source, { recursive: true });
  await writeFile(join(source, "package.json"), PACKAGE);
  await writeFile(join(source, "main.js"), MAIN);
  await createPackage(source, join(resources, "default_app.asar"));
  await rm(source, { recursive: true });
}
