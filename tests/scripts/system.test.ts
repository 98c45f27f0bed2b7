import { describe, expect, it } from "vitest";
import { describeSystem, installLine } from "../../scripts/runtime/system.mjs";

const releases: [title: string, osRelease: string, family: string, hasT64Names: boolean][] = [
  ["Debian 11", 'ID=debian\nVERSION_ID="11"\nVERSION_CODENAME=bullseye', "debian", false],
  ["Debian 12", 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian', "debian", false],
  ["Debian 13", 'VERSION_ID="13"\nVERSION_CODENAME=trixie\nID=debian', "debian", true],
  ["Debian unstable, which has no number", "ID=debian\nVERSION_CODENAME=forky", "debian", true],
  ["Ubuntu 22.04", 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="22.04"\nUBUNTU_CODENAME=jammy', "debian", false],
  ["Ubuntu 24.04", 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\nUBUNTU_CODENAME=noble', "debian", true],
  ["Ubuntu 26.04", 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="26.04"\nUBUNTU_CODENAME=resolute', "debian", true],
  [
    "Mint 21 on Ubuntu 22.04",
    'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_ID="21"\nUBUNTU_CODENAME=jammy',
    "debian",
    false,
  ],
  [
    "Mint 22 on Ubuntu 24.04",
    'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_ID="22"\nUBUNTU_CODENAME=noble',
    "debian",
    true,
  ],
  ["Mint on Debian 12", 'ID=linuxmint\nID_LIKE=debian\nVERSION_ID="6"\nDEBIAN_CODENAME=bookworm', "debian", false],
  ["Fedora", "ID=fedora\nVERSION_ID=41", "rpm", false],
  ["Rocky", 'ID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.4"', "rpm", false],
  ["openSUSE", 'ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"', "rpm", false],
  ["Arch", "ID=arch", "other", false],
  ["an empty file", "", "other", false],
];

describe("the system", () => {
  it.each(releases)("is recognised: %s", (_title, osRelease, family, hasT64Names) => {
    expect(describeSystem(osRelease)).toMatchObject({ family, hasT64Names });
  });

  it("gives a line that can be pasted", () => {
    const debian = describeSystem("ID=debian\nVERSION_ID=12");
    expect(installLine(debian, ["xvfb", "xauth"], true)).toBe("apt-get install -y xvfb xauth");
    expect(installLine(debian, ["xvfb"], false)).toBe("sudo apt-get install -y xvfb");
    expect(installLine(describeSystem("ID=fedora"), ["libgtk-3.so.0()(64bit)"], false)).toBe(
      "sudo dnf install -y 'libgtk-3.so.0()(64bit)'",
    );
    expect(installLine(describeSystem("ID=arch"), ["libgtk-3.so.0"], false)).toBe("libgtk-3.so.0");
  });
});
