"use client";
import { useTranslations } from "use-intl";
import type { WhyNot } from "#server/domain/dispatch/candidate.ts";
import { useWords } from "./useWords.ts";

/** What speaks against somebody, in one line. */
export function useWhyNotWords() {
  const t = useTranslations("control.whyNot");
  const { zh } = useWords();
  return (whyNot: readonly WhyNot[]): string => whyNot.map((why) => t(why)).join(zh ? "、" : ", ");
}
