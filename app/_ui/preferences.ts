export const themes = ["day", "night", "sun"] as const;
export type Theme = (typeof themes)[number];
export const locales = ["zh", "en"] as const;
export type Locale = (typeof locales)[number];

export const themeCookie = "mendline-theme";
export const localeCookie = "mendline-locale";
export const preferencesPath = "/api/preferences";

export function isTheme(value: unknown): value is Theme {
  return (themes as readonly unknown[]).includes(value);
}

export function isLocale(value: unknown): value is Locale {
  return (locales as readonly unknown[]).includes(value);
}

/** Every one is kept for so long, seconds. */
export const preferenceKept = 365 * 24 * 3600;

/**
 * Keeps a choice in this browser, as the server would have, which reads it with the next link. Only of the theme: another
 * language has its words at the server. Tells whether it was kept.
 */
export function keepHere(name: string, value: string): boolean {
  if (name !== "theme" || !isTheme(value)) return false;
  // biome-ignore lint/suspicious/noDocumentCookie: the other store of cookies is not in every browser
  document.cookie = `${themeCookie}=${value}; Path=/; Max-Age=${preferenceKept}; SameSite=Lax`;
  return true;
}
