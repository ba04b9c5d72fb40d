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
