import { PythonError, type Place } from "./python-error.ts";

/** A word of Python. `text` of a string is what it says, without its quotes; of the end of a line or text it is empty. */
export interface PythonToken extends Place {
  readonly kind: "name" | "number" | "string" | "sign" | "line-end" | "end";
  readonly text: string;
}

/**
 * The words of a piece of Python: names, plain numbers, strings without escapes but of quotes and backslashes, signs.
 * Comments are left out; inside brackets and after a backslash a line goes on.
 *
 * @throws PythonError syntax.
 */
export function pythonTokens(text: string): readonly PythonToken[] {
  if (text.length > MAX_LENGTH) {
    const found = `${text.length} characters`;
    throw new PythonError({ code: "syntax", line: 1, column: 1, found, allowed: `<= ${MAX_LENGTH}` });
  }
  const tokens: PythonToken[] = [];
  let [at, line, lineStart, depth] = [0, 1, 0, 0];
  while (at < text.length) {
    const place = { line, column: at - lineStart + 1 };
    SPACE.lastIndex = WORD.lastIndex = at;
    const space = SPACE.exec(text);
    if (space !== null) {
      at = SPACE.lastIndex;
      if (space[0].endsWith("\n")) {
        line += 1;
        lineStart = at;
        const isOver = space[0] === "\n" && depth === 0 && tokens.length > 0 && tokens.at(-1)?.kind !== "line-end";
        if (isOver) tokens.push({ kind: "line-end", text: "", ...place });
      }
      continue;
    }
    const word = WORD.exec(text);
    if (word?.groups === undefined) {
      const found = JSON.stringify(text[at]);
      throw new PythonError({
        code: "syntax",
        ...place,
        found,
        allowed: "names, numbers, texts, ( ) [ ] = , . + - * /",
      });
    }
    at = WORD.lastIndex;
    const { name, number, quoted, sign } = word.groups;
    if (name !== undefined) tokens.push({ kind: "name", text: name, ...place });
    else if (number !== undefined) tokens.push({ kind: "number", text: number.replaceAll("_", ""), ...place });
    else if (quoted !== undefined) {
      tokens.push({ kind: "string", text: quoted.slice(1, -1).replaceAll(/\\(["'\\])/g, "$1"), ...place });
    } else if (sign !== undefined) {
      if ("([{".includes(sign)) depth += 1;
      if (")]}".includes(sign)) depth = Math.max(depth - 1, 0);
      tokens.push({ kind: "sign", text: sign, ...place });
    }
  }
  const end = { text: "", line, column: text.length - lineStart + 1 };
  return [...tokens, { kind: "line-end", ...end }, { kind: "end", ...end }];
}

/** Blanks, a comment, the end of a line, or a backslash that hides it. */
const SPACE = /[ \t\r\f]+|#[^\n]*|\\\r?\n|\n/y;

const WORD = new RegExp(
  [
    String.raw`(?<name>[A-Za-z_]\w*)`,
    String.raw`(?<number>(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)`,
    String.raw`(?<quoted>"(?:[^"\\\n]|\\["'\\])*"|'(?:[^'\\\n]|\\["'\\])*')`,
    String.raw`(?<sign>\*\*|\/\/|[<>=!]=|[-+*/%()[\]{}=,.:<>;])`,
  ].join("|"),
  "y",
);

/** A snippet, not a program. */
const MAX_LENGTH = 100_000;
