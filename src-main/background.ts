/** The page's own background (--surface-window of its styles), so that nothing flashes before the page is there. */
export const BACKGROUND = { light: "#eef0f3", dark: "#10141a" } as const;
