import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "electron-vite";
import type { Plugin } from "vite";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Nothing happens when a module of the core is imported, so what an entry does not use of it need not be loaded with it. */
const treeshake = { moduleSideEffects: (id: string) => !/\/src-core\//.test(id) };

/**
 * The three bundles of the window. Targets are those of the oldest Electron that is tested (33), written out by hand because the
 * defaults follow the installed one. Every dependency is bundled, so the packed application needs no node_modules.
 */
export default defineConfig({
  main: {
    // fflate's build for Node declares a `require` of its own, which meets the one that electron-vite adds to ES modules.
    // Only its synchronous functions are used; they are the same in both builds.
    resolve: { alias: { fflate: "fflate/browser" } },
    build: {
      outDir: at("./out/main"),
      target: "node20.18",
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at("./src-main/index.ts") },
        treeshake,
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  },
  preload: {
    build: {
      outDir: at("./out/preload"),
      target: "node20.18",
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at("./src-main/preload/index.ts") },
        // A sandboxed preload script can be neither an ES module nor split into chunks.
        output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
      },
    },
  },
  renderer: {
    root: at("./src-renderer"),
    build: {
      outDir: at("./out/renderer"),
      target: "chrome130",
      // Small files as data: addresses would be refused by the content security policy (font-src 'self').
      assetsInlineLimit: 0,
      minify: true,
      chunkSizeWarningLimit: 1000, // In kB: three.js, loaded when a surface is first shown, has about 750.
      cssCodeSplit: false,
      rolldownOptions: {
        input: { index: at("./src-renderer/index.html") },
        treeshake,
        // One file for all that the first picture needs: each one more costs a turn through the main process.
        output: {
          advancedChunks: { groups: [{ name: "index", test: (id: string) => !/three|katex|surface/.test(id) }] },
        },
      },
    },
    plugins: [svelte({ configFile: at("./src-renderer/svelte.config.js") }), looserPolicyWhileDeveloping()],
  },
});

/** The development server puts styles into the page and talks over a socket, which the page's own policy forbids. */
function looserPolicyWhileDeveloping(): Plugin {
  return {
    name: "looser-policy-while-developing",
    apply: "serve",
    transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ""),
  };
}
