import type { Locale } from "#app/_ui/preferences.ts";

/** How dates and numbers are written in each: in English the day before the month, by a clock of 24 hours. */
export const writtenAs = { zh: "zh", en: "en-GB" } as const satisfies Record<Locale, string>;
