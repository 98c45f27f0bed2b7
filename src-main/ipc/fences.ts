import { app, type Session, type WebContents } from "electron";
import { isAllowedRequest, isOurAddress } from "./addresses.ts";

/** Must run before Electron is ready: every page in the system's sandbox, and no name ever looked up. */
export function raiseFirstFences(devServer: string | null): void {
  // The system's sandbox does not run as root; whoever starts the program so has to say --no-sandbox.
  if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
  if (devServer === null) app.commandLine.appendSwitch("host-resolver-rules", "MAP * ~NOTFOUND");
}

/** No network, no permissions, no downloads for everything that runs in the session. */
export function fenceSession(session: Session, devServer: string | null): void {
  session.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !isAllowedRequest(details.url, devServer) });
  });
  session.setPermissionRequestHandler((contents, permission, decide) => {
    decide(ALLOWED_PERMISSIONS.includes(permission) && isOurAddress(contents.getURL(), devServer));
  });
  session.setPermissionCheckHandler((contents, permission, origin) => {
    const address = contents?.getURL() ?? origin;
    return ALLOWED_PERMISSIONS.includes(permission) && isOurAddress(address, devServer);
  });
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event) => event.preventDefault());
  // It would fetch dictionaries.
  session.setSpellCheckerEnabled(false);
}

/** Copying a picture or text that the page made. Exports are written by main. */
const ALLOWED_PERMISSIONS = ["clipboard-sanitized-write"];

/** Keeps a page where it is: no other address, no second window, no page within the page. */
export function fenceContents(contents: WebContents, devServer: string | null): void {
  contents.on("will-frame-navigate", (event) => {
    // The development server reloads its page after a change.
    const isReload = devServer !== null && event.isMainFrame && isOurAddress(event.url, devServer);
    if (!isReload) event.preventDefault();
  });
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
}
