import "@fontsource-variable/inter/index.css";
import "@fontsource-variable/noto-sans-sc/index.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { lab } from "./bridge/lab-bridge.ts";

// Needed as soon as the window stands: fetched while main answers.
void import("./charts/MapChart.svelte");
void import("./charts/echarts-parts.ts");

const target = document.getElementById("app");
if (target === null) throw new Error("index.html has no #app");

const bootstrap = await lab.ready();
mount(App, { target, props: { lab, bootstrap } });
