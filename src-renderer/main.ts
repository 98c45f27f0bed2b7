import "@fontsource-variable/inter/index.css";
import "@fontsource-variable/noto-sans-sc/index.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { lab } from "./bridge/lab-bridge.ts";
import { Workspace } from "./lab/workspace.svelte.ts";

/** Without it the first layout would be made with other letters, which costs more than waiting for these, and then again. */
const letters = document.fonts.load('13px "Inter Variable", "Noto Sans SC Variable"', "Ag θ ₁");

const target = document.getElementById("app");
if (target === null) throw new Error("index.html has no #app");

// The first numbers are on their way to be computed before anything is shown.
const workspace = new Workspace(lab, await lab.ready());
await letters;
mount(App, { target, props: { workspace } });
