export type LessonLanguage = "en" | "zh-CN";

/** A text in both languages of the lab. */
export type BilingualText = Readonly<Record<LessonLanguage, string>>;
