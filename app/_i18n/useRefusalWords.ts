"use client";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { Told } from "#app/_trpc/refusal.ts";
import { refusalWords } from "./refusalWords.ts";

/** Turns a no into the sentence for the person who got it. */
export function useRefusalWords(): (told: Told) => string {
  const t = useTranslations("shared.refusal");
  return useCallback((told: Told) => refusalWords(t, told), [t]);
}
