/*
 * What a project file may hold. Checked when writing too, so that no file is ever written that could not be read.
 */

/** Bytes of the file itself. */
export const MAX_FILE_BYTES = 2 ** 30;
/** Bytes of everything in it, unpacked: a gigabyte of recorded steps and a large project.json. */
export const MAX_UNPACKED_BYTES = 2 ** 30 + 2 ** 26;
/** Eight or nine arrays a run: some four thousand runs. */
export const MAX_ENTRIES = 32_768;
/** Bytes of project.json. */
export const MAX_DOCUMENT_BYTES = 2 ** 26;
