import type { Language, Settings } from "../../src-core/protocol/index.ts";
import { en } from "./en.ts";
import type { Words } from "./words.ts";
import { zhCn } from "./zh-cn.ts";

export type { DialogWords, MenuWords, Words } from "./words.ts";

export const WORDS: Readonly<Record<Language, Words>> = { en, "zh-CN": zhCn };

/** The first of the system's preferred languages that we speak; any Chinese is nearer to a Chinese reader than English. */
export function systemLanguage(preferred: readonly string[]): Language {
  const first = preferred.find((tag) => /^(en|zh)\b/i.test(tag));
  return first !== undefined && /^zh/i.test(first) ? "zh-CN" : "en";
}

export function languageOf(setting: Settings["language"], system: Language): Language {
  return setting === "system" ? system : setting;
}
