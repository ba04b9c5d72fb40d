"use client";
import { useTranslations } from "use-intl";
import type { Candidate, Factor } from "#server/domain/dispatch/candidate.ts";

/** What a factor's number was reckoned from, in words. */
export function useFactorWords() {
  const t = useTranslations("control.factorSays");
  return (factor: Factor, { figures, factors }: Pick<Candidate, "figures" | "factors">): string => {
    const { level, lateMinutes, lateOthers, wayMinutes, openMinutes, capacityMinutes } = figures;
    switch (factor) {
      case "skill":
        return t("skill", { level });
      case "promises":
        if (lateMinutes > 0) return t("late", { minutes: lateMinutes });
        return lateOthers > 0 ? t("others", { count: lateOthers }) : t("inTime");
      case "travel":
        return wayMinutes === null ? t("wayUnknown") : t("way", { minutes: wayMinutes });
      case "load":
        return t("load", { minutes: openMinutes, capacity: capacityMinutes });
      case "knows_place":
        return t("visits", { count: figures.visitsHere });
      case "fairness":
        return t("week", { count: figures.jobsThisWeek });
      case "first_attempt":
        return factors.first_attempt > 0 ? t("first") : t("notFirst");
    }
  };
}
