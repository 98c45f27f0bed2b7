/**
 * Electron's fuses: switches that are a row of characters inside the executable, behind a sentinel text.
 *
 *   sentinel | version (1 byte, here 1) | length (1 byte, here 8) | one character a fuse: "0" off, "1" on, "r" removed
 *
 * Order of version 1: runAsNode, cookieEncryption, nodeOptions, nodeCliInspect, asarIntegrity, onlyLoadAppFromAsar,
 * loadBrowserProcessSpecificV8Snapshot, grantFileProtocolExtraPrivileges.
 */
const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const NODE_CLI_INSPECT = 3;
const BROWSER_V8_SNAPSHOT = 6;
const KNOWN_VERSION = 1;
const KNOWN_LENGTH = 8;
const OFF = "0".charCodeAt(0);
const ON = "1".charCodeAt(0);

/**
 * Sets the two fuses that a test runtime needs otherwise than its packer did, in place: the inspector on, without which
 * a test driver waits for ever, and the browser's own start-up snapshot off, whose file is dropped.
 *
 * @param {Buffer} executable
 * @returns {{ offset: number, value: number }[]} the bytes that changed
 * @throws {Error} when the sentinel is missing or not alone, or what follows it is not what is known here
 */
export function setTestFuses(executable) {
  const at = executable.indexOf(SENTINEL);
  if (at < 0) throw new Error("The executable holds no fuse sentinel.");
  const wire = at + SENTINEL.length;
  if (executable.includes(SENTINEL, wire)) throw new Error("The executable holds more than one fuse sentinel.");
  const [version, length] = [executable[wire], executable[wire + 1]];
  if (version !== KNOWN_VERSION || length !== KNOWN_LENGTH) {
    throw new Error(`The fuses have version ${version} and length ${length}; known are 1 and 8.`);
  }
  const first = wire + 2;
  return [
    { offset: first + NODE_CLI_INSPECT, value: ON },
    { offset: first + BROWSER_V8_SNAPSHOT, value: OFF },
  ].filter(({ offset, value }) => {
    const old = executable[offset];
    if (old !== ON && old !== OFF) throw new Error(`The fuse at ${offset} is ${String(old)}, neither on nor off.`);
    executable[offset] = value;
    return old !== value;
  });
}
