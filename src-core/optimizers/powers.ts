export { powersOf } from "../numerics/index.ts";
