import { createTranslator } from "use-intl";
import { type Messages, messages } from "#app/_i18n/messages.ts";
import { homeZone } from "#app/_i18n/server.ts";

/** The sentences of the printed record in both languages at once, whoever reads. */
export function bilingual() {
  const common = { namespace: "portal.printed", timeZone: homeZone } as const;
  return {
    zh: createTranslator<Messages, "portal.printed">({
      ...common,
      locale: "zh",
      messages: messages.zh as Messages,
    }),
    en: createTranslator<Messages, "portal.printed">({
      ...common,
      locale: "en",
      messages: messages.en as Messages,
    }),
  };
}

export type Bilingual = ReturnType<typeof bilingual>;

/** A length of time, seconds, in whole minutes. */
export const minutesOf = (seconds: number) => Math.round(seconds / 60);
