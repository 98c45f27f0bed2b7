import type * as v from "valibot";
import { expect, test } from "vitest";
import type {
  experimentSchema,
  figureSchema,
  projectSchema,
  recordedRunSchema,
} from "../../../src-core/project/project-schema.ts";
import type { runSpecSchema, stopReasonSchema } from "../../../src-core/project/run-schema.ts";
import type { Experiment, Figure, Project, RecordedRun } from "../../../src-core/project/index.ts";
import type { RunSpec, StopReason } from "../../../src-core/run/index.ts";

/**
 * The schemas give mutable lists where the types promise readonly ones; apart from that they must be the same. Objects
 * with any number of names (options of an optimizer, constants) are left to the checks of their catalogues.
 */
type Fixed<Value> = Value extends Float64Array
  ? Value
  : Value extends object
    ? string extends keyof Value
      ? "any names"
      : { readonly [Key in keyof Value]: Fixed<Value[Key]> }
    : Value;
type Assignable<From, To> = [Fixed<From>] extends [Fixed<To>] ? true : false;
type Same<Schema extends v.GenericSchema, Type> = Assignable<v.InferOutput<Schema>, Type> &
  Assignable<Type, v.InferOutput<Schema>>;

// It is the compiler that compares: where a schema and its type differ, `true` is not assignable any more.
test("every schema describes its type, no field more and no field less", () => {
  const project: Same<typeof projectSchema, Project> = true;
  const experiment: Same<typeof experimentSchema, Experiment> = true;
  const figure: Same<typeof figureSchema, Figure> = true;
  const recordedRun: Same<typeof recordedRunSchema, RecordedRun> = true;
  const spec: Same<typeof runSpecSchema, RunSpec> = true;
  const stopped: Same<typeof stopReasonSchema, StopReason> = true;
  expect([project, experiment, figure, recordedRun, spec, stopped]).not.toContain(false);
});
