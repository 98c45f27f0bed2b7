import { createContext } from "svelte";
import type { Workspace } from "./workspace.svelte.ts";

/** The window's workspace: set once in App.svelte, read by panels. */
export const [getWorkspace, setWorkspace] = createContext<Workspace>();
