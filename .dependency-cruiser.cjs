/**
 * Which file may use which. Inside src-core the folders stand in reading order: each may use itself and the earlier ones, and from
 * outside a folder only its index.ts can be reached. A new folder of the core takes its place in `order` and in nothing else.
 */
const order = [
  "numerics",
  "expression",
  "data",
  "network",
  "objective",
  "optimizers",
  "schedules",
  "curvature",
  "landscape",
  "run",
  "project",
  "lessons",
  "export",
  "protocol",
];

/** The packages of the core, and the folders that may use them. mathjs is held to one file by the linter as well. */
const corePackages = {
  mathjs: "expression/syntax-tree\\.ts$",
  valibot: "(optimizers|schedules|run|lessons|project|protocol)/",
  fflate: "(project|export)/",
};

const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const direction = order
  .slice(0, -1)
  .map((folder, place) =>
    forbid(
      `core-order-${folder}`,
      `src-core/${folder} comes before what it imports; see the reading order in .dependency-cruiser.cjs.`,
      { path: `^src-core/${folder}/` },
      { path: `^src-core/(${order.slice(place + 1).join("|")})/` },
    ),
  );

const doors = [
  forbid(
    "core-door-inside",
    "Another folder of the core is entered through its index.ts.",
    { path: "^src-core/([^/]+)/" },
    { path: "^src-core/[^/]+/", pathNot: ["^src-core/$1/", "^src-core/[^/]+/index\\.ts$"] },
  ),
  forbid(
    "core-door-outside",
    "A folder of the core is entered through its index.ts. (Tests may look inside.)",
    { path: "^src-(main|renderer)/" },
    { path: "^src-core/", pathNot: "^src-core/[^/]+/index\\.ts$" },
  ),
  forbid(
    "core-folder-has-a-place",
    "A folder of the core needs a place in the reading order of .dependency-cruiser.cjs.",
    {},
    { path: "^src-core/", pathNot: `^src-core/(${order.join("|")})/` },
  ),
];

const packages = [
  forbid(
    "core-is-pure",
    "The core uses neither Node nor Electron nor the other parts.",
    { path: "^src-core/" },
    { dependencyTypes: ["core"] },
  ),
  forbid(
    "core-stands-alone",
    "The core uses itself and its few packages.",
    { path: "^src-core/" },
    {
      pathNot: ["^src-core/", `^node_modules/(${Object.keys(corePackages).join("|")})/`],
      dependencyTypesNot: ["core"],
    },
  ),
  ...Object.entries(corePackages).map(([name, place]) =>
    forbid(
      `core-package-${name}`,
      `Only src-core/${place} may use ${name}.`,
      { path: "^src-core/", pathNot: `^src-core/${place}` },
      { path: `^node_modules/${name}/` },
    ),
  ),
  forbid(
    "mathjs-in-core-only",
    "mathjs parses, in one file of the core. (Tests and the bench use it as an oracle.)",
    { path: "^src-(main|renderer)/" },
    { path: "^node_modules/mathjs/" },
  ),
];

const main = [
  forbid(
    "main-without-electron",
    "These folders are plain Node, so that the command and the tests can use them without a window.",
    { path: "^src-main/(handlers|jobs|workers|projects|exports|cli)/" },
    { path: "^node_modules/electron/" },
  ),
  forbid(
    "main-without-electron-indirectly",
    "These folders are plain Node: what they import must not need Electron either.",
    { path: "^src-main/(handlers|jobs|workers|projects|exports|cli)/" },
    { path: "^node_modules/electron/", reachable: true },
  ),
  forbid(
    "main-not-renderer",
    "The main process does not use the window's code. (The command line draws the same pictures with the same words.)",
    { path: "^src-main/", pathNot: "^src-main/cli/pictures/" },
    { path: "^src-renderer/" },
  ),
  forbid(
    "pictures-by-pure-functions",
    "The command line draws with the charts' pure functions and their words, and uses nothing else of the window.",
    { path: "^src-main/cli/pictures/" },
    {
      path: "^src-renderer/",
      pathNot:
        "^src-renderer/(charts/(options|render-svg|types)\\.ts|lab/(chart-text|runner-names)\\.ts|text/index\\.ts)$",
    },
  ),
  forbid(
    "preload-is-thin",
    "The preload script uses Electron and the protocol, nothing else.",
    { path: "^src-main/preload/" },
    { pathNot: ["^src-main/preload/", "^src-core/protocol/index\\.ts$", "^node_modules/electron/"] },
  ),
  forbid(
    "preload-alone",
    "The preload script is loaded by Electron, not imported.",
    { path: "^src-", pathNot: "^src-main/preload/" },
    { path: "^src-main/preload/" },
  ),
];

const renderer = [
  forbid(
    "renderer-not-main",
    "The window reaches the main process through its bridge only.",
    { path: "^src-renderer/" },
    { path: "^src-main/" },
  ),
  forbid(
    "renderer-not-node",
    "The window has neither Node nor Electron.",
    { path: "^src-renderer/" },
    { dependencyTypes: ["core"] },
  ),
  forbid(
    "renderer-not-electron",
    "The window has neither Node nor Electron.",
    { path: "^src-renderer/" },
    { path: "^node_modules/electron/" },
  ),
  forbid(
    "bridge-below-lab",
    "bridge -> lab -> panels: the bridge knows nothing of what is shown.",
    { path: "^src-renderer/bridge/" },
    { path: "^src-renderer/", pathNot: "^src-renderer/bridge/" },
  ),
  forbid(
    "lab-below-panels",
    "bridge -> lab -> panels: the state does not know its views.",
    { path: "^src-renderer/lab/" },
    { path: "^src-renderer/", pathNot: "^src-renderer/(lab|bridge|charts|controls|text)/.*\\.ts$" },
  ),
  forbid(
    "charts-and-controls-by-props",
    "Charts and controls are given what they show.",
    { path: "^src-renderer/(charts|controls)/" },
    { path: "^src-renderer/", pathNot: "^src-renderer/(charts|controls|text|styles)/" },
  ),
  forbid(
    "text-is-a-leaf",
    "Text is data.",
    { path: "^src-renderer/(text|styles)/" },
    { path: "^src-renderer/", pathNot: "^src-renderer/(text|styles)/" },
  ),
  forbid(
    "panels-below-the-window",
    "Panels are put together by the window (App.svelte), not the other way round.",
    { path: "^src-renderer/panels/" },
    { path: "^src-renderer/[^/]+$" },
  ),
  forbid(
    "charts-own-the-chart-libraries",
    "ECharts and three.js are used in src-renderer/charts only.",
    { path: "^src-", pathNot: "^src-renderer/charts/" },
    { path: "^node_modules/(echarts|zrender|three|@types/three)/" },
  ),
];

module.exports = {
  forbidden: [
    forbid(
      "no-cycles",
      "A circle has no reading order. (Schedules hold schedules and methods methods, and so do their panels.)",
      { pathNot: "^src-renderer/panels/design/(SchedulePiece|MethodOptions)\\.svelte$" },
      { circular: true },
    ),
    forbid(
      "no-orphans",
      "Nothing uses this file, and it uses nothing.",
      { orphan: true, path: "^src-", pathNot: "\\.d\\.ts$" },
      {},
    ),
    forbid("everything-resolves", "This import leads nowhere.", {}, { couldNotResolve: true }),
    forbid(
      "product-not-tests",
      "The product does not use its tests, scripts or configuration.",
      { path: "^src-" },
      { path: "^(tests|scripts)/|^[^/]+\\.(ts|js|cjs|mjs)$" },
    ),
    ...direction,
    ...doors,
    ...packages,
    ...main,
    ...renderer,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^src-renderer/svelte\\.config\\.js$" },
    // Types have a direction too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "svelte", "browser", "node", "default"],
      extensions: [".ts", ".d.ts", ".svelte", ".js", ".mjs", ".cjs", ".json"],
    },
    skipAnalysisNotInRules: true,
  },
};
