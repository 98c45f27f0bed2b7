import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { protocol, type Session } from "electron";
import { APP_PROTOCOL, fileOfAddress } from "./addresses.ts";
import { CONTENT_POLICY } from "./content-policy.ts";

const SCHEME = APP_PROTOCOL.slice(0, -1);

/** Must run before Electron is ready. */
export function declareAppProtocol(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the files below `root`, read through Node, which also sees into the packed archive. */
export function serveAppProtocol(session: Session, root: string): void {
  session.protocol.handle(SCHEME, async (request) => {
    const file = request.method === "GET" || request.method === "HEAD" ? fileOfAddress(request.url, root) : null;
    const type = file === null ? undefined : TYPES[extname(file)];
    if (file === null || type === undefined) return respond(404, null, "text/plain");
    try {
      return respond(200, await readFile(file), type);
    } catch {
      return respond(404, null, "text/plain");
    }
  });
}

/** The kinds of files that the build makes; anything else is not served. */
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
};

function respond(status: number, body: Buffer<ArrayBuffer> | null, type: string): Response {
  return new Response(body, {
    status,
    headers: {
      "Content-Type": type,
      "Content-Security-Policy": CONTENT_POLICY,
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Referrer-Policy": "no-referrer",
    },
  });
}
