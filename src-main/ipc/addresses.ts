import { join, normalize, sep } from "node:path";

/** Our pages are served from here, by a protocol of our own. Not by origin: Node's URL gives "null" for it. */
export const APP_PROTOCOL = "app:";
export const APP_HOST = "studio";
export const APP_ADDRESS = `${APP_PROTOCOL}//${APP_HOST}/index.html`;

/** Whether an address is one of our pages: those of the app protocol, or of the development server where there is one. */
export function isOurAddress(address: string, devServer: string | null): boolean {
  const url = parse(address);
  if (url === null) return false;
  if (url.protocol === APP_PROTOCOL && url.host === APP_HOST) return true;
  return devServer !== null && url.origin !== "null" && url.origin === parse(devServer)?.origin;
}

/**
 * Whether a page may load something from an address: our own, the data: and blob: addresses that our pages make, and on
 * the development server its socket. Everything else is the network, which is never used.
 */
export function isAllowedRequest(address: string, devServer: string | null): boolean {
  if (isOurAddress(address, devServer)) return true;
  const url = parse(address);
  if (url === null) return false;
  if (LOCAL_PROTOCOLS.includes(url.protocol)) return true;
  const server = devServer === null ? null : parse(devServer);
  return server !== null && url.protocol === "ws:" && url.host === server.host;
}

/** devtools: is the inspector, which only development opens; chrome-extension: is part of it. */
const LOCAL_PROTOCOLS = ["data:", "blob:", "devtools:", "chrome-extension:"];

/** The file behind an address of the app protocol; null for everything that is not a file below `root`. */
export function fileOfAddress(address: string, root: string): string | null {
  const url = parse(address);
  if (url === null || url.protocol !== APP_PROTOCOL || url.host !== APP_HOST) return null;
  const path = decode(url.pathname);
  if (path === null || path.includes("\0") || path.includes("\\")) return null;
  const file = normalize(join(root, path));
  return file.startsWith(normalize(root) + sep) && !file.endsWith(sep) ? file : null;
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
