"use client";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { Told } from "#app/_trpc/refusal.ts";

/** Turns a no into the sentence for the person who got it. */
export function useRefusalWords(): (told: Told) => string {
  const t = useTranslations("shared.refusal");
  return useCallback(
    (told: Told) =>
      t(told.code, {
        max: 0,
        seconds: 0,
        minutes: 0,
        left: 0,
        status: "other",
        span: "other",
        ...told.params,
      }),
    [t],
  );
}
