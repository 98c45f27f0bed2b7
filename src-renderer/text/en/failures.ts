type Values = Readonly<Record<string, string | number>>;

/** One sentence per failure code. Values are texts and numbers that need no translation. */
export const failures = {
  unknown: ({ code }: Values) => `Something unexpected happened (${code}). Nothing was changed.`,

  "out-of-range": ({ path, found, allowed }: Values) => `${path} is ${found}; allowed is ${allowed}.`,
  "not-a-number": ({ path, found, allowed }: Values) => `${path} must be a number (${allowed}); found ${found}.`,
  "not-an-integer": ({ path, found, allowed }: Values) =>
    `${path} must be a whole number (${allowed}); found ${found}.`,
  "wrong-type": ({ path, found, allowed }: Values) =>
    `${path} has the wrong kind of value: found ${found}, expected ${allowed}.`,
  "wrong-length": ({ path, found, allowed }: Values) =>
    `${path} has the wrong length: found ${found}, expected ${allowed}.`,
  "unknown-field": ({ path, found, allowed }: Values) => `${path} is not known (found ${found}); known are ${allowed}.`,
  "missing-field": ({ path, allowed }: Values) => `${path} is missing; it should be ${allowed}.`,
  "unknown-name": ({ path, found, allowed }: Values) =>
    `${path} names ${found}, which does not exist; there are ${allowed}.`,
  unsupported: ({ path, found, allowed }: Values) => `${path}: ${found} is not supported here; allowed is ${allowed}.`,
  "too-large": ({ path, found, allowed }: Values) => `${path} is too large: found ${found}, at most ${allowed}.`,
  "wrong-formula": ({ path, column, found, allowed }: Values) =>
    `${path}, column ${column ?? 1}: ${found} does not belong in this formula; allowed is ${allowed}.`,
  inconsistent: ({ path, found, allowed }: Values) =>
    `${path} does not fit the rest: found ${found}, expected ${allowed}.`,

  "needs-matrices": ({ path, found }: Values) =>
    `${path}: ${found} works on matrices of parameters, such as the weights of a network; this loss has none. Choose another method.`,
  "needs-residuals": ({ path, found }: Values) =>
    `${path}: ${found} works on losses that are a sum of squares; this one is not written as such. Choose another method or write the loss as a sum of squares.`,

  "job/worker-crashed": () => "A computing thread stopped unexpectedly; a new one took its place. Try again.",
  "job/timeout": () => "The computation did not answer and was stopped; a new thread took its place.",
  "job/out-of-memory": () =>
    "The computation needed more memory than a thread may use. Fewer steps or a coarser recording needs less.",
  "job/unknown": () => "The computation failed for an unknown reason; the window and your work are unharmed.",

  "file/not-found": ({ name }: Values) => `The file ${name ?? ""} is no longer there.`,
  "file/no-permission": ({ name }: Values) =>
    `The file ${name ?? ""} may not be read or written here. Choose another place or change its permissions.`,
  "file/no-space": ({ name }: Values) =>
    `There is no space left for ${name ?? "the file"}. The old file is untouched; free some space and save again.`,
  "file/not-a-project": ({ name }: Values) => `${name ?? "This file"} is not a Saddlescope project.`,
  "file/too-new": ({ version, supported }: Values) =>
    `This project was written by a newer Saddlescope (format ${version ?? "?"}, this one reads up to ${supported ?? "?"}). It was left untouched; update to open it.`,
  "file/too-large": ({ found, allowed }: Values) =>
    `The file is too large: ${found ?? "?"} bytes, at most ${allowed ?? "?"}.`,
  "file/damaged": ({ part }: Values) =>
    `Part of the file is damaged and was left out: ${part ?? "unknown part"}. The rest is open; save it under a new name.`,
  "file/unreadable": ({ name }: Values) =>
    `${name ?? "This file"} is so damaged that nothing of it could be opened. It was left untouched.`,
  "file/changed-on-disk": ({ name }: Values) =>
    `${name ?? "The file"} was changed by another program since it was opened.`,
  "file/unknown": ({ name }: Values) => `The file ${name ?? ""} could not be read or written.`,

  "export/failed": () => "The picture could not be made. A smaller size takes less memory.",

  "gate/refused": () => "The request was refused for safety. Nothing was changed.",
  "gate/invalid": ({ path, found, allowed }: Values) =>
    `The request was not understood: ${path ?? ""} is ${found ?? "?"}, expected ${allowed ?? "?"}.`,
};
