/**
 * `npm start [-- FILE.saddle ...]`: opens the lab, after fetching Electron and building where that is still to be done.
 * `npm run dev`: the same with the sources watched; a change shows at once.
 */
import { buildApplication } from "./runtime/application.mjs";
import { foreground } from "./runtime/child.mjs";
import { requireDisplay } from "./runtime/display.mjs";
import { commandScript, fromRoot } from "./runtime/paths.mjs";
import { endWith } from "./runtime/say.mjs";
import { ensureRuntime, launchArguments, launchEnvironment } from "./electron-runtime.mjs";

/**
 * @param {string[]} args
 * @returns {Promise<number>} the app's exit code
 */
async function start(args) {
  requireDisplay();
  const runtime = await ensureRuntime();
  await buildApplication();
  // npm changes to the project's root; files are named from where the person stands.
  const cwd = process.env["INIT_CWD"] ?? process.cwd();
  return foreground(runtime.executable, [...launchArguments(runtime), fromRoot(), ...args], {
    env: launchEnvironment(runtime),
    cwd,
  });
}

/** @param {string[]} args */
async function develop(args) {
  requireDisplay();
  const runtime = await ensureRuntime();
  const sandbox = launchArguments(runtime).length > 0 ? ["--noSandbox"] : [];
  const forwarded = args.length > 0 ? ["--", ...args] : [];
  return foreground(process.execPath, [commandScript("electron-vite"), "dev", ...sandbox, ...forwarded], {
    env: launchEnvironment(runtime),
    cwd: fromRoot(),
  });
}

const [first, ...rest] = process.argv.slice(2);
try {
  process.exitCode = first === "--dev" ? await develop(rest) : await start(process.argv.slice(2));
} catch (error) {
  endWith(error);
}
