export * from "./project.ts";
export * from "./create.ts";
export * from "./specs.ts";
export { checkContent, checkExperiment, checkFigure, checkProject, checkRecordedRun } from "./check.ts";
export { columnShape, frameArrays, frameColumns, type FrameColumn } from "./columns.ts";
export { crc32 } from "./crc32.ts";
export { MAX_FILE_BYTES } from "./limits.ts";
export { assertContiguous, migrate, MIGRATIONS, type Migration, type StoredDocument } from "./migrations.ts";
export { readNpy, writeNpy } from "./npy.ts";
export { parseAs, withPath } from "./parse.ts";
export { frameBlockSchema } from "./project-schema.ts";
export {
  MAX_EXPRESSION_LENGTH,
  MAX_PARAMETERS,
  problemSchema,
  runSpecSchema,
  stopReasonSchema,
  theta as thetaSchema,
} from "./run-schema.ts";
export { readProject, type ReadFailure, type ReadResult } from "./read.ts";
export { anyNumber, between, finite, id as idSchema, integer, list, text } from "./values.ts";
export { writeProject } from "./write.ts";
