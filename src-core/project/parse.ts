import * as v from "valibot";
import { InputError, describeValue, type InputErrorCode } from "../numerics/index.ts";

/**
 * Checks unknown data against a schema at the border and returns it typed.
 *
 * @param path what the data is called in errors ("project"); "" where its fields stand on their own.
 * @returns the data as the schema describes it. Objects are copied, typed arrays are not.
 * @throws InputError for the first thing that is wrong, with its JSON path, what was found and what is allowed.
 */
export function parseAs<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  path: string,
): v.InferOutput<Schema> {
  let result: v.SafeParseResult<Schema>;
  try {
    result = v.safeParse(schema, value, { abortEarly: true, abortPipeEarly: true });
  } catch (error) {
    // Schedules hold schedules, and methods methods: text nested ten thousand deep overflows the stack of any recursive check.
    if (!(error instanceof RangeError)) throw error;
    throw new InputError({ code: "too-large", path, found: "too many levels", allowed: "fewer levels" });
  }
  if (result.success) return result.output;
  throw issueError(result.issues[0], path);
}

/**
 * Runs a check whose errors name a field of a part, and rethrows them with the part's own path in front.
 *
 * @example withPath("runners[0]", () => 7) // => 7
 */
export function withPath<Value>(path: string, check: () => Value): Value {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError({
      code: error.code as InputErrorCode,
      path: joinPath(path, error.path),
      found: error.found,
      allowed: error.allowed,
      column: error.column ?? undefined,
    });
  }
}

function joinPath(outer: string, inner: string): string {
  if (outer === "" || inner === "") return outer + inner;
  return inner.startsWith("[") ? `${outer}${inner}` : `${outer}.${inner}`;
}

function issueError(issue: v.BaseIssue<unknown>, root: string): InputError {
  const inner = deepestIssue(issue);
  const path = [...(issue.path ?? []), ...(inner === issue ? [] : (inner.path ?? []))].reduce(
    (text, item) => joinPath(text, typeof item.key === "number" ? `[${item.key}]` : String(item.key)),
    root,
  );
  const detail = { path: path === "" ? "input" : path, found: describeValue(inner.input), allowed: allowedText(inner) };
  return new InputError({ code: issueCode(inner), ...detail });
}

/** A union reports one issue that holds those of its members: the member that got furthest says what is wrong. */
function deepestIssue(issue: v.BaseIssue<unknown>): v.BaseIssue<unknown> {
  let deepest = issue;
  for (const inner of issue.issues ?? []) {
    const candidate = deepestIssue(inner);
    if ((candidate.path?.length ?? 0) > (deepest === issue ? 0 : (deepest.path?.length ?? 0))) deepest = candidate;
  }
  return deepest;
}

function issueCode(issue: v.BaseIssue<unknown>): InputErrorCode {
  switch (issue.type) {
    case "strict_object":
    case "object_with_rest":
      if (issue.expected === "never") return "unknown-field";
      return issue.input === undefined ? "missing-field" : "wrong-type";
    case "finite":
      return "not-a-number";
    case "integer":
    case "safe_integer":
      return "not-an-integer";
    case "min_value":
    case "max_value":
    case "gt_value":
      return "out-of-range";
    case "picklist":
    case "literal":
    case "variant":
    case "regex":
      return "unknown-name";
    case "length":
    case "min_length":
    case "strict_tuple":
      return "wrong-length";
    case "max_length":
      return "too-large";
    case "number":
      return typeof issue.input === "number" ? "not-a-number" : "wrong-type";
    default:
      return issue.input === undefined ? "missing-field" : "wrong-type";
  }
}

/** Schemas of this project name what they allow in their message; the built-in checks have it in `expected`. */
function allowedText(issue: v.BaseIssue<unknown>): string {
  if (!issue.message.startsWith("Invalid ")) return issue.message;
  if (issue.expected === "never") return "no such field";
  const text = (issue.expected ?? "another value").replaceAll('"', "");
  return issue.kind === "schema" && issue.type === "strict_object" && issue.input === undefined
    ? `a value for ${text}`
    : text;
}
