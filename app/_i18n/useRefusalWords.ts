"use client";
import { useCallback } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Told } from "#app/_trpc/refusal.ts";
import { refusalWords } from "./refusalWords.ts";

/** Turns a no into the sentence for the person who got it. */
export function useRefusalWords(): (told: Told) => string {
  const t = useTranslations("shared.refusal");
  const locale = useLocale();
  return useCallback((told: Told) => refusalWords(t, told, locale), [t, locale]);
}
