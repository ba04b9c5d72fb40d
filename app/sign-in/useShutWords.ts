"use client";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { type RefusalCode, refusalCodes } from "#server/domain/refusal.ts";
import type { Shut } from "./enter.ts";

/** The sentence for a door that stayed shut. */
export function useShutWords(): (shut: Shut) => string {
  const t = useTranslations("portal.signIn");
  const refusal = useRefusalWords();
  return ({ code, figure }) => {
    if (isRefusalCode(code)) return refusal({ code, params: { seconds: figure, left: figure } });
    return t("lost");
  };
}

function isRefusalCode(code: string): code is RefusalCode {
  return (refusalCodes as readonly string[]).includes(code);
}
