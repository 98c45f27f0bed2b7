/**
 * The laws of this house that a linter can see, each as a rule of its own name, so that eslint.config.js says in one line where it
 * holds. A law is a list of [selector, reason]; selectors are ESLint's (esquery).
 */
const globalObjects = "/^(globalThis|window|self|global)$/";

/**
 * `object.name` and `object["name"]`, where object is any of the names for the global object.
 * @param {string} name
 */
function globalMember(name) {
  return [
    `MemberExpression[object.name=${globalObjects}][property.name='${name}']`,
    `MemberExpression[object.name=${globalObjects}][property.value='${name}']`,
    `VariableDeclarator[init.name=${globalObjects}] > ObjectPattern > Property[key.name='${name}']`,
  ].join(", ");
}

/**
 * `import { name } from "electron"`. Whole-module imports are refused by `electron-by-name`.
 * @param {string} name
 */
function electronName(name) {
  return `ImportDeclaration[source.value='electron'] > ImportSpecifier[imported.name='${name}']`;
}

/**
 * Every way to mention a module: import, export from, and a dynamic import.
 * @param {string} pattern a regular expression between slashes; a slash inside it is written \u002F
 */
function mention(pattern) {
  return ["ImportDeclaration", "ExportNamedDeclaration", "ExportAllDeclaration", "ImportExpression"]
    .map((kind) => `${kind}[source.value=${pattern}]`)
    .join(", ");
}

/** @type {Record<string, [selector: string, reason: string][]>} */
const laws = {
  /** Same seed, same bits: in the core chance is a parameter. Clock, console and timers are unknown to its type-check and its globals. */
  "no-chance": [
    ["MemberExpression[object.name='Math'][property.name='random']", "Chance is a parameter here: take a Random."],
    ["MemberExpression[object.name='Math'][property.value='random']", "Chance is a parameter here: take a Random."],
    [
      "VariableDeclarator[init.name='Math'] > ObjectPattern > Property[key.name='random']",
      "Chance is a parameter here: take a Random.",
    ],
  ],

  /** Beyond no-eval, no-new-func and no-implied-eval: the ways round them. */
  "no-generated-code": [
    [
      "CallExpression[callee.property.name='constructor'], NewExpression[callee.property.name='constructor']",
      "Code is generated only in src-core/expression/compile.ts, from the checked graph.",
    ],
    [
      "CallExpression[callee.property.value='constructor'], NewExpression[callee.property.value='constructor']",
      "Code is generated only in src-core/expression/compile.ts, from the checked graph.",
    ],
    [
      "VariableDeclarator > Identifier[name=/^(Async|Generator|AsyncGenerator)Function$/]",
      "Code is generated only in src-core/expression/compile.ts, from the checked graph.",
    ],
    ["Identifier[name='eval'][parent.type='VariableDeclarator']", "No second name for eval."],
    ["ImportExpression[source.value=/^data:/]", "Code is not imported from text."],
  ],

  /** The page speaks to main through one folder. */
  "no-window-lab": [[globalMember("lab"), "Only src-renderer/bridge names window.lab; take what you need from there."]],

  /** Messages of the page enter main through one gate, which checks sender and schema. */
  "no-ipc-main": [
    [electronName("ipcMain"), "Only src-main/ipc/gate.ts listens to the page."],
    ["MemberExpression[property.name='ipcMain']", "Only src-main/ipc/gate.ts listens to the page."],
    [
      "MemberExpression[property.name=/^(on|once|handle|handleOnce)$/] > MemberExpression[property.name='ipc']",
      "Only src-main/ipc/gate.ts listens to the page.",
    ],
  ],

  /** The page's end of the wire is held by the preload script alone. */
  "no-ipc-renderer": [
    [electronName("ipcRenderer"), "Only src-main/preload holds ipcRenderer."],
    [electronName("contextBridge"), "Only src-main/preload gives names to the page."],
    ["MemberExpression[property.name='ipcRenderer']", "Only src-main/preload holds ipcRenderer."],
  ],

  /** Pictures and text are copied by the page (navigator.clipboard), which needs no privilege. */
  "no-electron-clipboard": [[electronName("clipboard"), "Copy with navigator.clipboard in the page."]],

  /** So that a search for a name of Electron finds every use, and the laws above cannot be walked round. */
  "electron-by-name": [
    [
      "ImportDeclaration[source.value=/^electron(\\u002F|$)/] > ImportNamespaceSpecifier",
      'Name what is used: import { app } from "electron".',
    ],
    [
      "ImportDeclaration[source.value=/^electron(\\u002F|$)/] > ImportDefaultSpecifier",
      'Name what is used: import { app } from "electron".',
    ],
    ["ImportExpression[source.value=/^electron(\\u002F|$)/]", 'Name what is used: import { app } from "electron".'],
    ["ExportAllDeclaration[source.value=/^electron(\\u002F|$)/]", "Electron is not passed on."],
    ["ExportNamedDeclaration[source.value=/^electron(\\u002F|$)/]", "Electron is not passed on."],
  ],

  /** mathjs may evaluate text; we only parse with it, in one place. */
  "no-mathjs": [
    [mention("/^mathjs(\\u002F|$)/"), "Only src-core/expression/syntax-tree.ts may use mathjs, and only its parser."],
  ],

  /** A virtual machine of Node is neither a wall nor needed. */
  "no-vm": [[mention("/^(node:)?vm$/"), "Text is not run as code."]],

  /** Outside Formula.svelte, which shows what KaTeX made, the page is built from nodes and never from text. */
  "no-html-text": [
    [
      "AssignmentExpression > MemberExpression.left[property.name=/^(innerHTML|outerHTML|srcdoc)$/]",
      "Build nodes; text may hold markup of somebody else.",
    ],
    [
      "CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|write|writeln)$/][callee.object.name!='navigator'][callee.object.property.name!='clipboard']",
      "Build nodes; text may hold markup of somebody else.",
    ],
  ],

  /** The dependency rules say this too, but they do not see the types that a .svelte file imports. */
  "core-doors": [
    [
      mention("/\\u002Fsrc-core\\u002F(?![^\\u002F]+\\u002Findex\\.ts$)/"),
      "Enter a folder of the core through its index.ts.",
    ],
  ],
  "not-main": [[mention("/\\u002Fsrc-main\\u002F/"), "The window reaches the main process through its bridge only."]],
  "props-only": [
    [
      mention("/\\.\\.\\u002F(lab|bridge|panels)\\u002F/"),
      "Charts and controls are given what they show: take props, and describe their type here.",
    ],
  ],

  /** A path inside the repository names its file whole, as Node and the bundler both read it. */
  "whole-paths": [
    [
      mention("/^\\.{1,2}\\u002F(?!.*\\.(ts|svelte|js|mjs|cjs|json|css)(\\?.*)?$)/"),
      "Write the ending of the file too.",
    ],
  ],

  "named-exports": [
    ["ExportDefaultDeclaration", "Export by name."],
    ["ExportSpecifier[exported.name='default']", "Export by name."],
  ],

  /** Types leave nothing behind when they are erased. */
  "no-enum": [["TSEnumDeclaration", 'Write a union: type Kind = "minimum" | "saddle".']],

  /** A test that is switched off tests nothing. `skipIf` and `runIf` state a condition of the machine and stay. */
  "whole-tests": [
    [
      "MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name=/^(only|skip|todo|fixme|fails|fail)$/]",
      "Every test runs. Mend it or delete it.",
    ],
    [
      "MemberExpression[object.property.name='describe'][property.name=/^(only|skip|fixme)$/]",
      "Every test runs. Mend it or delete it.",
    ],
    [
      "CallExpression > Identifier.callee[name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]",
      "Every test runs. Mend it or delete it.",
    ],
  ],
};

/**
 * @param {string} name
 * @param {[selector: string, reason: string][]} entries
 * @returns {import("eslint").Rule.RuleModule}
 */
function rule(name, entries) {
  return {
    meta: { type: "problem", docs: { description: name }, schema: [] },
    create(context) {
      return Object.fromEntries(
        entries.map(([selector, message]) => [
          selector,
          (/** @type {import("eslint").Rule.Node} */ node) => context.report({ node, message }),
        ]),
      );
    },
  };
}

/** @type {import("eslint").ESLint.Plugin} */
export const house = {
  meta: { name: "house" },
  rules: Object.fromEntries(Object.entries(laws).map(([name, entries]) => [name, rule(name, entries)])),
};
