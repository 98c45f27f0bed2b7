import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { protocol, type ProtocolResponse, type Session } from "electron";
import { APP_PROTOCOL, fileOfAddress } from "./addresses.ts";
import { CONTENT_POLICY } from "./content-policy.ts";

const SCHEME = APP_PROTOCOL.slice(0, -1);

/** Must run before Electron is ready. */
export function declareAppProtocol(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/**
 * Serves the files below `root`, read through Node, which also sees into the packed archive.
 *
 * Not by protocol.handle, which Electron recommends: that speaks in Node's fetch classes, whose loading alone holds the first
 * page back by some 90 ms.
 *
 * @param onanswer told of every file that was handed over, by its ending.
 */
export function serveAppProtocol(session: Session, root: string, onanswer: (ending: string) => void): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above; still there in the pinned release
  session.protocol.registerBufferProtocol(SCHEME, ({ method, url }, answer) => {
    const file = method === "GET" || method === "HEAD" ? fileOfAddress(url, root) : null;
    const ending = file === null ? "" : extname(file);
    const mimeType = TYPES[ending];
    if (file === null || mimeType === undefined) return answer(NOT_FOUND);
    readFile(file).then(
      (data) => {
        answer({ statusCode: 200, mimeType, data, headers: HEADERS });
        onanswer(ending);
      },
      () => answer(NOT_FOUND),
    );
  });
}

/** The kinds of files that the build makes; anything else is not served. */
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
};

const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": CONTENT_POLICY,
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
};

const NOT_FOUND: ProtocolResponse = {
  statusCode: 404,
  mimeType: "text/plain",
  data: Buffer.alloc(0),
  headers: HEADERS,
};
