import { writtenAs } from "#app/_i18n/writtenAs.ts";
import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { createTranslator, type NamespaceKeys, type NestedKeyOf } from "use-intl";
import {
  isLocale,
  isTheme,
  type Locale,
  localeCookie,
  type Theme,
  themeCookie,
} from "#app/_ui/preferences.ts";
import { type Messages, messages, type Surface } from "./messages.ts";

/** The reader's language: the one chosen, else the first of the browser's that we speak, else Chinese. */
export const getLocale = cache(async (): Promise<Locale> => {
  const chosen = (await cookies()).get(localeCookie)?.value;
  if (isLocale(chosen)) return chosen;
  const asked = (await headers()).get("accept-language") ?? "";
  for (const part of asked.slice(0, 200).split(",")) {
    const language = part.trim().slice(0, 2).toLowerCase();
    if (isLocale(language)) return language;
  }
  return "zh";
});

/** The theme that the reader chose; null where nobody chose. */
export const getTheme = cache(async (): Promise<Theme | null> => {
  const chosen = (await cookies()).get(themeCookie)?.value;
  return isTheme(chosen) ? chosen : null;
});

/** The sentences of some rooms in the reader's language, to be sent to the browser. */
export async function wordsFor(surfaces: readonly Surface[]): Promise<Partial<Messages>> {
  const all = messages[await getLocale()];
  return Object.fromEntries(surfaces.map((surface) => [surface, all[surface]])) as Partial<Messages>;
}

/** Sentences for a page that is drawn on the server. `namespace` such as `portal.signIn`. */
export async function getTranslations<Space extends NamespaceKeys<Messages, NestedKeyOf<Messages>>>(
  namespace: Space,
) {
  const locale = await getLocale();
  return createTranslator<Messages, Space>({
    locale: writtenAs[locale],
    messages: messages[locale] as Messages,
    namespace,
    timeZone: homeZone,
  });
}

/** Times that belong to no site are told in the company's zone. */
export const homeZone = "Asia/Shanghai";
