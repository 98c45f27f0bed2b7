import type { Language } from "../../src-core/protocol/index.ts";
import { words as en } from "./en/index.ts";
import { words as zhCN } from "./zh-CN/index.ts";

export type { ConventionNotes } from "./en/convention-notes.ts";

/** Every word that the window shows. The English side gives the shape; a missing Chinese one does not type-check. */
export type Words = typeof en;

export const WORDS: Readonly<Record<Language, Words>> = { en, "zh-CN": zhCN };
