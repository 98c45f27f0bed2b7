import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import { house } from "./eslint.house.js";
import svelteConfig from "./src-renderer/svelte.config.js";

const core = ["src-core/**/*.ts"];
const main = ["src-main/**/*.ts"];
const renderer = ["src-renderer/**/*.{ts,svelte}"];
const product = [...core, ...main, ...renderer];
const tests = ["tests/**/*.{ts,svelte}"];
const generator = "src-core/expression/compile.ts";

/** Names that Core must not know though the language, or a careless import, offers them. */
const impure = [
  ["Date", "Core has no clock: take the time as a parameter."],
  ["performance", "Core has no clock: take the time as a parameter."],
  ["console", "Core returns results and throws errors; it does not print."],
  ["globalThis", "Core depends on the language only."],
  ["crypto", "Chance is a parameter here: take a Random."],
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "requestAnimationFrame"].map((name) => [
    name,
    "Core has no timers: a long computation is a generator that its caller drives.",
  ]),
  ...["process", "Buffer", "window", "document", "navigator", "fetch", "require"].map((name) => [
    name,
    "Core runs anywhere: no DOM, no Node, no Electron.",
  ]),
].map(([name, message]) => ({ name, message }));

export default defineConfig(
  globalIgnores(["out/", "dist/", ".cache/", "test-results/"]),

  js.configs.recommended,
  ts.configs.strict,
  svelte.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { house },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-script-url": "error",
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx", "hack"], location: "anywhere" }],
      "object-shorthand": "error",
      "house/named-exports": "error",
      "house/no-enum": "error",
      "house/no-generated-code": "error",
      "house/whole-paths": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "svelte/button-has-type": "error",
      "svelte/no-navigation-without-resolve": "off", // For pages of SvelteKit, which this is not.
    },
  },

  // With types. Only rules that find mistakes which neither tsc nor the rules above see; each costs time on every file.
  {
    files: [...product, ...tests],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: [".svelte"] },
    },
    rules: {
      "no-undef": "off", // tsc and svelte-check know better.
      "no-implied-eval": "off",
      "@typescript-eslint/no-implied-eval": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-array-delete": "error",
      "@typescript-eslint/no-base-to-string": "error",
      "@typescript-eslint/no-deprecated": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-for-in-array": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-unnecessary-type-assertion": "error",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/prefer-promise-reject-errors": "error",
      "@typescript-eslint/restrict-plus-operands": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    // What arrives is parsed, not cast. Not in .svelte files, where the linter cannot see the types of other components.
    files: ["src-core/**/*.ts", "src-main/**/*.ts", "src-renderer/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "error",
      "@typescript-eslint/no-unsafe-assignment": "error",
      "@typescript-eslint/no-unsafe-call": "error",
      "@typescript-eslint/no-unsafe-member-access": "error",
      "@typescript-eslint/no-unsafe-return": "error",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  // State classes keep caches beside their state; those are meant not to react.
  { files: ["**/*.svelte.ts"], rules: { "svelte/prefer-svelte-reactivity": "off" } },

  // The laws, folder by folder.
  { files: product, rules: { "house/no-mathjs": "error", "house/no-vm": "error" } },
  { files: ["src-core/expression/syntax-tree.ts"], rules: { "house/no-mathjs": "off" } },
  {
    files: core,
    rules: {
      "house/no-chance": "error",
      "no-restricted-globals": ["error", { globals: impure, checkGlobalObject: true }],
    },
  },
  {
    files: [generator],
    rules: { "no-new-func": "off", "@typescript-eslint/no-implied-eval": "off", "house/no-generated-code": "off" },
  },
  // Tries to run text as code, to see that it cannot.
  {
    files: ["tests/e2e/security.spec.ts"],
    rules: { "no-eval": "off", "no-new-func": "off", "@typescript-eslint/no-implied-eval": "off" },
  },
  {
    files: main,
    rules: { "house/electron-by-name": "error", "house/no-electron-clipboard": "error", "house/no-ipc-main": "error" },
  },
  { files: ["src-main/ipc/gate.ts"], rules: { "house/no-ipc-main": "off" } },
  { files: main, ignores: ["src-main/preload/**"], rules: { "house/no-ipc-renderer": "error" } },
  {
    files: ["src-main/preload/**/*.ts"],
    rules: { "no-restricted-globals": ["error", "process", "Buffer", "require", "global", "setImmediate"] },
  },
  { files: [...main, ...renderer], rules: { "house/core-doors": "error" } },
  {
    files: renderer,
    rules: {
      "no-console": "error",
      "house/no-html-text": "error",
      "house/no-window-lab": "error",
      "house/not-main": "error",
    },
  },
  { files: ["src-renderer/{charts,controls}/**/*.{ts,svelte}"], rules: { "house/props-only": "error" } },
  { files: ["src-renderer/bridge/**/*.ts"], rules: { "house/no-window-lab": "off" } },
  { files: ["src-renderer/controls/Formula.svelte"], rules: { "svelte/no-at-html-tags": "off" } },
  {
    files: tests,
    rules: {
      "house/whole-tests": "error",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-empty-function": "off",
    },
  },

  // Files that a tool loads by their default export, and files that Node runs as they stand.
  {
    files: [
      "*.config.{js,ts}",
      "**/*.config.{js,ts}",
      "tests/**/*{setup,reporter,environment}.ts",
      "scripts/**/*reporter.mjs",
    ],
    rules: { "house/named-exports": "off" },
  },
  { files: ["*.js", "src-renderer/svelte.config.js", "scripts/**/*.mjs"], languageOptions: { globals: globals.node } },
  {
    files: ["**/*.cjs"],
    languageOptions: { sourceType: "commonjs", globals: globals.node },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
