import { describe, expect, it } from "vitest";
import { packagesFor, parseLdd } from "../../scripts/runtime/libraries.mjs";
import { describeSystem } from "../../scripts/runtime/system.mjs";

const bookworm = describeSystem('ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n');
const trixie = describeSystem('ID=debian\nVERSION_ID="13"\nVERSION_CODENAME=trixie\n');
const fedora = describeSystem("ID=fedora\nVERSION_ID=41\n");
const alpine = describeSystem("ID=alpine\nVERSION_ID=3.20.0\n");

const LDD = `/opt/electron/electron:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibffmpeg.so => /opt/electron/./libffmpeg.so (0x00007f)
\tlibgtk-3.so.0 => not found
\tlibnss3.so => not found
\tlibsmime3.so => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
/opt/electron/libGLESv2.so:
\tlibgtk-3.so.0 => not found
`;

describe("what ldd says", () => {
  it("names each missing library once, over several files", () => {
    expect(parseLdd(LDD)).toEqual({ missing: ["libgtk-3.so.0", "libnss3.so", "libsmime3.so"], tooOld: [] });
  });

  it("tells an old library from a missing one", () => {
    const text = "./electron: /lib/libc.so.6: version `GLIBC_2.38' not found (required by ./electron)\n";
    expect(parseLdd(text)).toEqual({ missing: [], tooOld: ["GLIBC_2.38"] });
  });

  it("finds nothing missing where nothing is", () => {
    expect(parseLdd("\tlibc.so.6 => /lib/libc.so.6 (0x0)\n")).toEqual({ missing: [], tooOld: [] });
  });
});

describe("packages for libraries", () => {
  it("are named without repetition on Debian 12", () => {
    const missing = ["libgtk-3.so.0", "libnss3.so", "libsmime3.so", "libnssutil3.so", "libnspr4.so", "libasound.so.2"];
    expect(packagesFor(missing, bookworm)).toEqual({
      packages: ["libasound2", "libgtk-3-0", "libnspr4", "libnss3"],
      unknown: [],
    });
  });

  it("carry t64 on newer systems exactly where the library's package was renamed", () => {
    const renamed = {
      "libgtk-3.so.0": "libgtk-3-0t64",
      "libasound.so.2": "libasound2t64",
      "libatk-1.0.so.0": "libatk1.0-0t64",
      "libatk-bridge-2.0.so.0": "libatk-bridge2.0-0t64",
      "libatspi.so.0": "libatspi2.0-0t64",
      "libcups.so.2": "libcups2t64",
      "libglib-2.0.so.0": "libglib2.0-0t64",
    };
    for (const [library, name] of Object.entries(renamed)) {
      expect(packagesFor([library], trixie).packages).toEqual([name]);
    }
    expect(packagesFor(["libgbm.so.1", "libXdamage.so.1"], trixie).packages).toEqual(["libgbm1", "libxdamage1"]);
  });

  it("leave unknown libraries to be named to the person", () => {
    expect(packagesFor(["libgbm.so.1", "libmystery.so.7"], bookworm)).toEqual({
      packages: ["libgbm1"],
      unknown: ["libmystery.so.7"],
    });
  });

  it("are asked for by what they provide on rpm systems", () => {
    expect(packagesFor(["libgtk-3.so.0"], fedora).packages).toEqual(["libgtk-3.so.0()(64bit)"]);
  });

  it("are the libraries themselves where the system is not known", () => {
    expect(packagesFor(["libgtk-3.so.0"], alpine)).toEqual({ packages: ["libgtk-3.so.0"], unknown: [] });
  });
});
