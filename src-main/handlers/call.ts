import type { LabApi, Outcome, RequestName } from "../../src-core/protocol/index.ts";
import { InputError } from "../../src-core/numerics/index.ts";

/** What a request answers with when all goes well. */
export type Answer<Name extends RequestName> =
  Awaited<ReturnType<LabApi[Name]>> extends Outcome<infer Value> ? Value : Awaited<ReturnType<LabApi[Name]>>;

/** Takes the arguments as they arrived, checks them, does the work. Throws InputError, LabFailure, or a fault of ours. */
export type Call<Value> = (args: readonly unknown[]) => Promise<Value>;

/** One call for every request; the gate is built from it. */
export type Calls = { readonly [Name in RequestName]: Call<Answer<Name>> };

/** A check that throws InputError, or returns what it was given, typed. */
type Check = (value: unknown) => unknown;
type Checked<Checks extends readonly Check[]> = { readonly [Index in keyof Checks]: ReturnType<Checks[Index]> };

/**
 * A call made of one check for each argument and the work itself, which sees checked arguments only. Too few or too
 * many arguments are an error like any other.
 */
export function call<const Checks extends readonly Check[], Value>(
  checks: Checks,
  work: (...args: Checked<Checks>) => Value | Promise<Value>,
): Call<Value> {
  return async (args) => {
    if (args.length !== checks.length) {
      const allowed = String(checks.length);
      throw new InputError({ code: "wrong-length", path: "arguments", found: String(args.length), allowed });
    }
    // Each entry is what the check of its own place returned.
    const checked = checks.map((check, index) => check(args[index])) as unknown as Checked<Checks>;
    return work(...checked);
  };
}
