import { createTranslator } from "use-intl";
import { type Messages, messages } from "#app/_i18n/messages.ts";
import { homeZone } from "#app/_i18n/server.ts";

const zh = { locale: "zh", messages: messages.zh as Messages, timeZone: homeZone } as const;
const en = { locale: "en-GB", messages: messages.en as Messages, timeZone: homeZone } as const;

/** The sentences of the printed record in both languages at once, whoever reads. */
export function bilingual() {
  const namespace = "portal.printed";
  return {
    zh: createTranslator<Messages, typeof namespace>({ ...zh, namespace }),
    en: createTranslator<Messages, typeof namespace>({ ...en, namespace }),
  };
}

/** The same for units and who pays, as everywhere where materials are spoken of. */
export function bilingualParts() {
  const namespace = "parts";
  return {
    zh: createTranslator<Messages, typeof namespace>({ ...zh, namespace }),
    en: createTranslator<Messages, typeof namespace>({ ...en, namespace }),
  };
}

export type Bilingual = ReturnType<typeof bilingual>;
export type BilingualParts = ReturnType<typeof bilingualParts>;

/** A length of time, seconds, in whole minutes. */
export const minutesOf = (seconds: number) => Math.round(seconds / 60);
