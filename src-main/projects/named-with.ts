import { extname } from "node:path";

/**
 * The path with the extension that the content has. Save dialogs of some desktops do not add it, and a person who types
 * "figure.v2" wants "figure.v2.png". The same extension in capitals is kept.
 */
export function namedWith(path: string, extension: string): string {
  return extname(path).toLowerCase() === `.${extension}` ? path : `${path}.${extension}`;
}

/** A name for a file made of a title: without the characters that some system forbids, never empty, never hidden. */
export function fileNameOf(title: string, fallback: string): string {
  const name = title
    .replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .replace(/^[. ]+/, "")
    .replace(/[. ]+$/, "")
    .slice(0, MAX_NAME);
  return name === "" || RESERVED.test(name) ? fallback : name;
}

/** Leaves room for an extension within the 255 bytes of most disks, also in Chinese. */
const MAX_NAME = 80;
/** Device names of Windows. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;
