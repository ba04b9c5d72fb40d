import { windowWords } from "#server/domain/appointment/words.ts";

/** The window that a fact of the story names, in the site's time; empty when it names none. */
export function agreedWords(data: Record<string, unknown>, timeZone: string, locale: string): string {
  const { from, until } = data;
  if (typeof from !== "string" || typeof until !== "string") return "";
  return windowWords({ from, until }, timeZone, locale.startsWith("zh") ? "zh" : "en");
}
