"use client";
import { useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { FaultProposal } from "./useProposal.ts";

/** Why a fault is proposed, as one line in the reader's language; empty where there is nothing to say. */
export function useWhyWords(): (why: FaultProposal["why"]) => string {
  const t = useTranslations("shared.triage");
  const locale = useLocale();
  return useMemo(() => {
    const list = new Intl.ListFormat(locale, { style: "narrow", type: "unit" });
    return ({ words, place, learned }) => {
      const quoted = words.map((each) => t("quoted", { words: each }));
      const because = quoted.length > 0 ? [t("because", { words: list.format(quoted) })] : [];
      return [...because, ...(place ? [t("place")] : []), ...(learned ? [t("learned")] : [])].join(t("and"));
    };
  }, [t, locale]);
}
