import assert from "node:assert/strict";
import { createTranslator } from "use-intl";
import { type Messages, messages } from "#app/_i18n/messages.ts";
import { refusalWords } from "#app/_i18n/refusalWords.ts";
import { writtenAs } from "#app/_i18n/writtenAs.ts";
import type { Told } from "#app/_trpc/refusal.ts";
import type { Locale } from "#app/_ui/preferences.ts";

export type { Told };

/** What people read for this no, in both languages, as the pages put it. */
export function sentencesFor(told: Told): { zh: string; en: string } {
  const of = (locale: Locale) => {
    const t = createTranslator<Messages, "shared.refusal">({
      locale: writtenAs[locale],
      messages: messages[locale] as Messages,
      namespace: "shared.refusal",
      onError(error) {
        throw error;
      },
    });
    return refusalWords(t, told);
  };
  return { zh: of("zh"), en: of("en") };
}

/** There is a sentence for it in both languages, each in its own script, with the figures that it speaks of. */
export function demandSentences(told: Told): void {
  const { zh, en } = sentencesFor(told);
  assert.match(zh, /\p{Script=Han}.*[。！？]$/u, told.code);
  assert.match(en, /^[A-Z][^\p{Script=Han}]*[.!?]$/u, told.code);
  for (const words of [zh, en]) {
    assert.ok(!words.includes(told.code) && !/[{}]/.test(words), words);
    for (const name of ["max", "over", "left"]) {
      const figure = told.params?.[name];
      if (typeof figure === "number" && figure > 1)
        assert.ok(words.includes(figure.toLocaleString("en")), `${figure} in ${words}`);
    }
  }
}
