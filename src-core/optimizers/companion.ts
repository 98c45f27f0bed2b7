import type { Companion } from "./optimizer.ts";

/** A companion that the state holds as it is, under `key`: an average, slow weights. */
export function storedPoint(name: Companion["name"], key: string): Companion {
  return {
    name,
    read: (_theta, state, out) => {
      // The row that names the key is the one whose method keeps a vector there.
      out.set(state[key] as Float64Array);
    },
  };
}
