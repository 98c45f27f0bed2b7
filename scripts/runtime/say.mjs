/** What the scripts tell people. Everything goes to standard error, so that standard output stays free for answers. */

/** @type {Set<string>} */
const said = new Set();

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * For notices that would only be noise the second time.
 *
 * @param {string} line
 */
export function sayOnce(line) {
  if (said.has(line)) return;
  said.add(line);
  say(line);
}

/**
 * Something that the person in front of the machine can put right: one line of cause and one of cure.
 * Any other error that reaches the top of a script is a fault of the script.
 */
export class Problem extends Error {
  /**
   * @param {string} cause what went wrong
   * @param {string} cure what to do about it
   */
  constructor(cause, cure) {
    super(cause);
    this.name = "Problem";
    this.cure = cure;
  }
}

/**
 * The end of every script: a problem is told in two lines, a fault with its stack; both give exit code 1.
 *
 * @param {unknown} error
 */
export function endWith(error) {
  if (error instanceof Problem) {
    say(error.message);
    say(`  ${error.cure}`);
  } else {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  process.exitCode = 1;
}
